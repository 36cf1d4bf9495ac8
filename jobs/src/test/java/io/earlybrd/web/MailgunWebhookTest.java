package io.earlybrd.web;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Mailgun tells what became of a mail. */
class MailgunWebhookTest {
  private static final String ANN = "ann@example.org";
  private static final String TOKEN = "a".repeat(50);

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  private final Instant now = Clock.systemUTC().instant();

  @BeforeEach
  void a_subscriber() {
    scene.importSubscribers(Person.instant(ANN, "java"));
  }

  private static String signed(Instant at, String token, String key, String event) {
    var seconds = at.getEpochSecond();
    return """
    {"signature": {"timestamp": "%d", "token": "%s", "signature": "%s"}, "event-data": %s}
    """
        .formatted(seconds, token, hmac(key, seconds + token), event);
  }

  private static String hmac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String bounce(String id) {
    return """
    {"event": "failed", "severity": "permanent", "reason": "bounce", "id": "%s",
     "recipient": "ann@example.org", "user-variables": [],
     "delivery-status": {"code": 550, "message": "5.1.1 no such user"}}
    """
        .formatted(id);
  }

  private int told(Instant at, String token, String event) {
    return posted(signed(at, token, Served.WEBHOOK_KEY, event));
  }

  private static int posted(String body) {
    return served
        .send(
            HttpRequest.newBuilder(served.at("/webhooks/mailgun"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)))
        .statusCode();
  }

  private static void assertNothingDone() {
    assertThat(scene.db().count("mail_event")).isZero();
    assertThat(scene.db().count("suppression")).isZero();
    assertThat(scene.db().count("webhook_token")).isZero();
  }

  @Test
  void an_address_that_bounced_for_good_is_mailed_no_more() {
    assertThat(told(now, TOKEN, bounce("1"))).isEqualTo(200);

    assertThat(scene.db().column("SELECT reason FROM suppression")).containsExactly("bounce");
    assertThat(scene.db().count("subscriber WHERE suppressed_at IS NOT NULL")).isEqualTo(1);
    assertThat(scene.db().column("SELECT detail FROM mail_event"))
        .containsExactly("550 5.1.1 no such user");
  }

  @Test
  void a_mail_in_doubt_that_was_delivered_is_sent() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.db().sql("UPDATE mail SET state = 'IN_DOUBT', doubted_at = now()");
    var id = scene.db().value("SELECT btrim(message_id, '<>') FROM mail");

    told(
        now,
        TOKEN,
        """
        {"event": "delivered", "id": "2", "recipient": "other@example.org",
         "message": {"headers": {"message-id": "%s"}}}
        """
            .formatted(id));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENT");
  }

  @Test
  void the_mails_own_id_among_the_variables_is_enough() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    var id = scene.db().value("SELECT public_id FROM mail");

    told(
        now,
        TOKEN,
        """
        {"event": "complained", "id": "3", "user-variables": {"X-EarlyBrd-Mail": "%s"},
         "message": {"headers": {"message-id": "rewritten@relay.example"}}}
        """
            .formatted(id));

    assertThat(scene.db().column("SELECT reason FROM suppression")).containsExactly("complaint");
  }

  @Test
  void a_report_that_was_told_before_does_nothing() {
    told(now, TOKEN, bounce("1"));
    scene.db().sql("DELETE FROM suppression");

    assertThat(told(now, TOKEN, bounce("another, under the same signature"))).isEqualTo(200);

    assertThat(scene.db().count("suppression")).isZero();
    assertThat(scene.db().count("mail_event")).isEqualTo(1);
  }

  @Test
  void a_report_told_by_many_at_once_is_taken_once() throws Exception {
    var body = signed(now, TOKEN, Served.WEBHOOK_KEY, bounce("1"));
    Callable<Integer> telling = () -> posted(body);

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var told : threads.invokeAll(Collections.nCopies(8, telling))) {
        assertThat(told.get()).isEqualTo(200);
      }
    }

    assertThat(scene.db().count("mail_event")).isEqualTo(1);
  }

  @Test
  void a_report_that_came_to_nothing_may_come_again() {
    try (var refusing = scene.db().refuse("INSERT ON mail_event", "true")) {
      assertThat(told(now, TOKEN, bounce("1"))).isEqualTo(500);
      assertThat(refusing).isNotNull();
    }
    assertNothingDone();

    assertThat(told(now, TOKEN, bounce("1"))).isEqualTo(200);
    assertThat(scene.db().count("suppression")).isEqualTo(1);
  }

  @Test
  void a_forged_signature_is_refused_for_good() {
    assertThat(posted(signed(now, TOKEN, "another key", bounce("1")))).isEqualTo(406);
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT9H1M", "PT6M"})
  void a_report_of_another_time_is_refused_for_good(Duration off) {
    assertThat(told(now.plus(off), TOKEN, bounce("1"))).isEqualTo(406);
    assertNothingDone();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-PT8H", "PT4M"})
  void a_report_that_was_tried_for_hours_or_comes_from_a_clock_ahead_is_taken(Duration off) {
    assertThat(told(now.plus(off), TOKEN, bounce("1"))).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "no json",
        "[]",
        "null",
        "{}",
        "{\"signature\": \"x\", \"event-data\": {}}",
        "{\"signature\": {\"timestamp\": -1, \"token\": \"a\", \"signature\": \"b\"}}",
        "{\"signature\": {\"timestamp\": \"1e9\", \"token\": null, \"signature\": []}}"
      })
  void what_is_no_report_is_refused_for_good(String body) {
    assertThat(posted(body)).isEqualTo(406);
    assertNothingDone();
  }

  @Test
  void a_signed_report_of_nothing_is_refused_for_good() {
    assertThat(told(now, TOKEN, "[]")).isEqualTo(406);
    assertNothingDone();
  }

  @Test
  void a_report_nested_without_end_is_refused_for_good() {
    assertThat(posted("[".repeat(100_000))).isEqualTo(406);
  }

  @Test
  void a_report_of_what_we_do_not_follow_is_taken_and_forgotten() {
    assertThat(told(now, TOKEN, "{\"event\": \"opened\", \"recipient\": \"ann@example.org\"}"))
        .isEqualTo(200);
    assertThat(scene.db().count("mail_event")).isZero();
  }

  @Test
  void tokens_are_not_kept_for_ever() {
    scene
        .db()
        .sql(
            "INSERT INTO webhook_token (source, token, at) VALUES ('mailgun', 'old', now() -"
                + " interval '3 days')");

    for (int i = 0; i < 100; i++) {
      told(now, "token-" + i, "{\"event\": \"opened\"}");
    }

    assertThat(scene.db().count("webhook_token WHERE token = 'old'")).isZero();
    assertThat(scene.db().count("webhook_token")).isEqualTo(100);
  }

  @Test
  void without_a_key_there_is_no_webhook() {
    try (var other = Served.start(Served.config(scene.config(), null), scene.database())) {
      var uri = java.net.URI.create("http://127.0.0.1:" + other.port() + "/webhooks/mailgun");
      var body = signed(now, TOKEN, Served.WEBHOOK_KEY, bounce("1"));
      var answer =
          served.send(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)));
      assertThat(answer.statusCode()).isEqualTo(404);
    }
  }
}
