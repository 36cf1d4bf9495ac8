package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.earlybrd.cli.TestRunner;
import io.earlybrd.mail.Dsn;
import io.earlybrd.mail.Tokens;
import io.earlybrd.platform.Config;
import io.earlybrd.scene.Scene;
import io.earlybrd.subscriber.Suppressions;
import jakarta.mail.Flags;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What comes back to the bounce mailbox, and what comes of it. */
class BouncesTest {
  private static final String ANN = "ann@example.org";
  private static long pids = 7_000;

  @RegisterExtension static final Scene scene = new Scene();

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
  private TestRunner process;

  @BeforeEach
  void open() {
    scene.db().sql("DELETE FROM setting WHERE key = 'bounces_read_at'");
    server.setUser("bounces@earlybrd.example", "bounces", "pass/word");
    server.start();
    process = process("imap://bounces:pass%2Fword@127.0.0.1:" + server.getImap().getPort());
  }

  @AfterEach
  void close() {
    process.close();
    server.stop();
  }

  @Test
  void a_mail_that_bounces_for_good_suppresses_its_address_at_once() throws Exception {
    arrives(Dsn.of(sentMail(), "failed", "5.1.1", "smtp; 550 5.1.1 no such user"));

    assertThat(process.run("send", minute(5)).status()).isEqualTo("DONE");

    assertThat(suppressions().of(ANN)).containsExactly(Suppressions.Reason.BOUNCE);
    assertThat(scene.db().value("SELECT kind || ' ' || source || ' ' || detail FROM mail_event"))
        .isEqualTo("hard mailbox 550 5.1.1 no such user");
    assertThat(seen()).containsExactly(true);
  }

  @Test
  void a_report_that_returns_a_huge_message_is_read_from_its_beginning() throws Exception {
    var huge = ("x".repeat(70) + "\r\n").repeat(400_000);
    arrives(Dsn.of(sentMail(), "failed", "5.1.1", "smtp; 550 5.1.1 no such user", huge));

    process.run("send", minute(5));

    assertThat(suppressions().of(ANN)).containsExactly(Suppressions.Reason.BOUNCE);
  }

  @Test
  void a_full_mailbox_is_noted() throws Exception {
    arrives(Dsn.of(sentMail(), "failed", "5.2.2", "smtp; 552 5.2.2 full"));

    process.run("send", minute(5));

    assertThat(suppressions().of(ANN)).isEmpty();
    assertThat(scene.db().value("SELECT kind FROM mail_event")).isEqualTo("soft");
  }

  @Test
  void a_report_counts_once_however_often_it_is_read() throws Exception {
    arrives(Dsn.of(sentMail(), "failed", "4.4.7", "smtp; 450 too late"));
    process.run("send", minute(5));
    for (var message : inbox().getMessages()) {
      message.setFlag(Flags.Flag.SEEN, false);
    }

    process.run("send", minute(10));

    assertThat(scene.db().count("mail_event")).isEqualTo(1);
  }

  @Test
  void a_report_of_a_mail_that_nobody_sent_counts_for_nothing() throws Exception {
    sentMail();
    arrives(Dsn.of(UUID.randomUUID().toString(), "failed", "5.1.1", "smtp; 550 no such user"));

    process.run("send", minute(5));

    assertThat(scene.db().count("mail_event")).isZero();
    assertThat(seen()).containsExactly(true);
  }

  @Test
  void a_report_of_a_mail_of_long_ago_counts_for_nothing() throws Exception {
    var id = sentMail();
    scene.db().sql("UPDATE mail SET sent_at = clock_timestamp() - interval '11 days'");
    arrives(Dsn.of(id, "failed", "5.1.1", "smtp; 550 no such user"));

    process.run("send", minute(5));

    assertThat(scene.db().count("mail_event")).isZero();
  }

  @Test
  void a_delivered_mail_is_in_doubt_no_more() throws Exception {
    var id = sentMail();
    scene
        .db()
        .sql("UPDATE mail SET state = 'IN_DOUBT', sent_at = NULL, next_attempt_at = '2040-01-01'");
    arrives(Dsn.of(id, "delivered", "2.0.0", "smtp; 250 ok"));

    process.run("send", minute(5));

    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("SENT");
  }

  @Test
  void a_mail_with_the_token_unsubscribes() throws Exception {
    sentMail();
    var id = UUID.fromString(scene.db().value("SELECT public_id FROM subscriber"));
    var token = new Tokens(scene.config().secret()).unsubscribe(id);
    arrives("From: ann@example.org\r\nSubject: unsubscribe " + token + "\r\n\r\n");

    process.run("send", minute(5));

    assertThat(suppressions().of(ANN)).containsExactly(Suppressions.Reason.UNSUBSCRIBE);
  }

  @Test
  void a_mail_with_another_token_unsubscribes_nobody() throws Exception {
    sentMail();
    arrives("From: ann@example.org\r\nSubject: unsubscribe " + "A".repeat(59) + "\r\n\r\n");

    process.run("send", minute(5));

    assertThat(suppressions().of(ANN)).isEmpty();
  }

  @Test
  void the_mailbox_is_read_every_five_minutes_and_not_more_often() {
    assertThat(process.run("send", minute(5)).status()).isEqualTo("DONE");
    assertThat(process.run("send", minute(9)).status()).isEqualTo("NOTHING_DUE");
    assertThat(process.run("send", minute(10)).status()).isEqualTo("DONE");
    // A clock that was set back silences nothing.
    assertThat(process.run("send", minute(7)).status()).isEqualTo("DONE");
  }

  @Test
  void a_mailbox_that_is_away_fails_nothing_and_is_not_passed_over_in_silence() {
    server.stop();

    var launch = process.run("send", minute(5));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(scene.db().value("SELECT step || ' ' || item FROM skipped_item"))
        .isEqualTo("bounces bounce mailbox");
  }

  @Test
  void a_wrong_password_is_told_without_it() {
    try (var other = process("imap://bounces:wrong-one@127.0.0.1:" + server.getImap().getPort())) {
      process.close();
      assertThat(other.run("send", minute(5)).status()).isEqualTo("DONE");
    }

    assertThat(scene.db().value("SELECT reason FROM skipped_item"))
        .contains("127.0.0.1")
        .doesNotContain("wrong-one");
  }

  @Test
  void a_copy_of_the_database_leaves_the_mailbox_alone() throws Exception {
    arrives(Dsn.of(sentMail(), "failed", "5.1.1", "smtp; 550 no such user"));
    scene.db().sql("UPDATE setting SET value = '4711:1' WHERE key = 'identity'");

    assertThat(process.run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");

    assertThat(seen()).containsExactly(false);
  }

  @Test
  void a_message_that_is_nothing_for_us_is_read_once() throws Exception {
    arrives("From: ann@example.org\r\nSubject: Re: your alert\r\n\r\nThank you!");

    process.run("send", minute(5));

    assertThat(
            scene
                .db()
                .value(
                    "SELECT read_count || ' ' || filter_count FROM batch_step_execution WHERE"
                        + " step_name = 'bounces'"))
        .isEqualTo("1 1");
    assertThat(seen()).containsExactly(true);
  }

  /** Its public id. */
  private String sentMail() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    return scene.db().value("SELECT public_id FROM mail WHERE state = 'SENT'");
  }

  private void arrives(String raw) throws Exception {
    inbox()
        .store(
            new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1))));
  }

  private MailFolder inbox() throws Exception {
    var user = server.getManagers().getUserManager().getUser("bounces");
    return server.getManagers().getImapHostManager().getInbox(user);
  }

  private List<Boolean> seen() throws Exception {
    return inbox().getMessages().stream()
        .map(message -> message.getFlags().contains(Flags.Flag.SEEN))
        .toList();
  }

  private static Suppressions suppressions() {
    return new Suppressions(scene.db().jdbc(), scene.config().secret());
  }

  private static TestRunner process(String mailbox) {
    var base = scene.config();
    var config =
        new Config(
            base.home(),
            base.datasource(),
            base.mail(),
            base.mailFrom(),
            base.inDoubt(),
            base.sending(),
            new Config.Feedback(
                null, null, URI.create("http://127.0.0.1:9"), null, URI.create(mailbox), List.of()),
            base.templates(),
            base.baseUrl(),
            base.secret(),
            base.fetch(),
            base.presets(),
            base.backup(),
            base.logFormat());
    return TestRunner.open(
        config, scene.database(), Clock.fixed(Scene.NOON, ZoneOffset.UTC), pids++);
  }
}
