package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.run.LockConnection;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How mails leave, and what is known of those that may have. */
class SendingTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void mails_wait_while_sending_is_off_and_leave_once_it_is_on() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", "the relay is down");
    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");
    assertThat(scene.mails()).isEmpty();

    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().column("SELECT action FROM operator_action ORDER BY id"))
        .containsExactly("mail-pause", "mail-resume");
  }

  @Test
  void a_pause_during_a_run_stops_after_the_mail_under_way() {
    scene.newsFor(people(30));
    scene.mailServer().atNextMessage(() -> new Sending(scene.db().jdbc()).pause("tester", null));

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().column("SELECT state || count(*) FROM mail GROUP BY state ORDER BY 1"))
        .containsExactly("PENDING29", "SENT1");
  }

  @Test
  void a_copy_of_the_database_mails_nobody_until_resume() {
    scene.newsFor(ANN);
    scene.db().sql("UPDATE setting SET value = '4711:1' WHERE key = 'identity'");
    scene.run("alerts", minute(0));
    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("PENDING");
    assertThat(new Sending(scene.db().jdbc()).isCopy()).isTrue();

    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(1);
    assertThat(new Sending(scene.db().jdbc()).isCopy()).isFalse();
  }

  @Test
  void a_mail_that_is_put_off_is_tried_again_after_a_while_by_slot() {
    scene.newsFor(ANN);
    scene
        .mailServer()
        .answer("RCPT", "450 4.2.0 greylisted")
        .answer("RCPT", "450 4.2.0 greylisted");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");
    assertThat(scene.db().value("SELECT state || attempts || error FROM mail"))
        .contains("PENDING1", "greylisted");
    assertThat(scene.run("send", minute(0)).status()).isEqualTo("NOTHING_DUE");
    scene.run("send", minute(1));
    assertThat(
            scene
                .db()
                .value(
                    "SELECT next_attempt_at BETWEEN TIMESTAMPTZ '%s' AND '%s' FROM mail"
                        .formatted(minute(5), minute(6))))
        .as("five minutes, up to a fifth sooner")
        .isEqualTo("t");
    assertThat(scene.run("send", minute(4)).status()).isEqualTo("NOTHING_DUE");
    scene.run("send", minute(6));

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().value("SELECT state || attempts FROM mail")).isEqualTo("SENT3");
  }

  @Test
  void a_mail_that_is_refused_fails_with_its_reason_and_the_others_go_on() {
    scene.newsFor(ANN, BOB);
    scene.mailServer().answer("RCPT", "550 5.1.1 no such user");

    var launch = scene.run("alerts", minute(0));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(scene.db().column("SELECT state FROM mail ORDER BY id"))
        .containsExactly("FAILED", "SENT");
    assertThat(scene.db().value("SELECT error FROM mail WHERE state = 'FAILED'"))
        .contains("no such user");
    assertThat(scene.db().value("SELECT step || ' ' || item || ' ' || reason FROM skipped_item"))
        .startsWith("send mail ")
        .contains("no such user");
    scene.run("send", minute(60));
    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void a_server_that_cannot_be_reached_leaves_mails_pending_and_is_asked_once_a_launch() {
    scene.newsFor(people(5));
    scene.mailServer().answer("GREETING", "421 try later");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");
    assertThat(scene.db().column("SELECT DISTINCT state FROM mail")).containsExactly("PENDING");
    assertThat(scene.db().count("mail WHERE attempts = 1")).isEqualTo(1);
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(5);
  }

  @Test
  void credentials_that_are_refused_fail_the_run_and_lose_no_mail() {
    scene.newsFor(ANN, BOB);
    scene.mailServer().answer("MAIL", "530 5.7.0 authentication required");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");
    assertThat(scene.db().column("SELECT DISTINCT state FROM mail")).containsExactly("PENDING");
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(2);
  }

  @Test
  void mails_are_left_to_the_process_that_holds_the_sender_lock() throws Exception {
    scene.newsFor(ANN);
    try (var other = LockConnection.open(scene.database(), "other")) {
      assertThat(other.trySender()).isTrue();

      assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

      assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("PENDING");
      other.releaseSender();
    }
    scene.run("send", minute(5));
    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void the_sender_lock_is_let_go_at_the_end_of_the_step() throws Exception {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));

    try (var other = LockConnection.open(scene.database(), "other")) {
      assertThat(other.trySender()).isTrue();
    }
  }

  @Test
  void a_mail_that_was_left_to_the_sender_while_it_let_go_is_sent_by_it() {
    scene.newsFor(ANN);
    // Composed by somebody else at the moment of the last answer.
    scene
        .mailServer()
        .atNextMessage(
            () ->
                scene
                    .db()
                    .sql(
                        """
                        WITH m AS (
                          INSERT INTO mail (subscriber, recipient, kind, due_at, priority, next_attempt_at, attempt_slot, message_id, created_at)
                          SELECT subscriber, recipient, kind, due_at - interval '1 minute', priority, next_attempt_at, attempt_slot, '<late@earlybrd.example>', created_at
                          FROM mail RETURNING id, subscriber
                        ), r AS (UPDATE mail_posting SET released_at = now())
                        INSERT INTO mail_posting (mail, subscriber, posting, channel, released_at)
                        SELECT m.id, m.subscriber, p.id, 'instant', now() FROM m, posting p
                        """));

    scene.run("alerts", minute(0));

    assertThat(scene.mails()).hasSize(2);
  }

  @Test
  void instant_mails_leave_before_digests() {
    scene.newsFor(ANN);
    scene.importSubscribers(Person.digest(BOB, "java"));
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    scene.run("digest", Instant.parse("2031-03-04T08:00:00Z"));
    scene
        .db()
        .sql("UPDATE mail SET created_at = TIMESTAMPTZ '2031-03-04 07:59Z' WHERE kind = 'instant'");
    scene.db().sql("UPDATE mail SET due_at = due_at + interval '1 day' WHERE kind = 'instant'");
    new Sending(scene.db().jdbc()).resume("tester");

    scene.run("send", Instant.parse("2031-03-04T08:05:00Z"));

    assertThat(scene.mails()).extracting(mail -> mail.to()).containsExactly(ANN, BOB);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Java\r\nBcc: victim@example.org",
        "Java\nX-Evil: yes\n\n<html>body",
        "Java <script>alert(1)</script> <img src=x onerror=alert(1)>",
        "Java \"><a href=\"javascript:alert(1)\">click</a>",
        "Java =?UTF-8?Q?=0D=0ABcc:_victim@example.org?=",
        "Java [[${T(java.lang.Runtime).getRuntime().exec('id')}]] ${7777*11}",
        "Java \u202Egpj.exe \u0000\u0007"
      })
  void a_hostile_title_brings_in_neither_header_nor_markup(String title) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", title).in(title).describedAs(title));

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.mails()).hasSize(1);
    var mail = scene.mails().getFirst();
    var headers = mail.raw().substring(0, mail.raw().indexOf("\r\n\r\n"));
    assertThat(headers).doesNotContainPattern("(?im)^(bcc|x-evil):");
    assertThat(mail.to()).isEqualTo(ANN);
    var html = org.jsoup.Jsoup.parse(mail.html());
    assertThat(html.select("script, img, [onerror]")).isEmpty();
    assertThat(html.select("a[href]"))
        .allMatch(link -> link.attr("href").matches("(https?|mailto):.*"));
    assertThat(mail.html()).doesNotContain("85547");
  }

  @Test
  void every_mail_says_how_to_leave() {
    scene.newsFor(ANN);

    scene.run("alerts", minute(0));

    assertThat(scene.mails().getFirst().raw())
        .contains("List-Unsubscribe: <https://alerts.earlybrd.example/u/");
  }

  private static String[] people(int count) {
    return Stream.iterate(100, n -> n + 1)
        .limit(count)
        .map(n -> "p" + n + "@example.org")
        .toArray(String[]::new);
  }
}
