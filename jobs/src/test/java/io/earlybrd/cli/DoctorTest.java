package io.earlybrd.cli;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.KnownSecret;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.mail.dns.Dns;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Finding.State;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What {@code doctor} says of a database, of the mails in it, and of the mail server. */
class DoctorTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene(Config.InDoubt.HOLD);

  @Test
  void a_database_in_order_has_nothing_to_mend() throws Exception {
    known(Secrets.of(scene.config()));
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));

    var findings = examine(scene.config());

    assertThat(findings.values())
        .filteredOn(finding -> !finding.check().equals("backup"))
        .extracting(Finding::state)
        .containsOnly(State.OK, State.SKIPPED)
        .hasSize(11);
    assertThat(findings.get("schema").detail()).isEqualTo("at " + Schema.VERSION);
    assertThat(findings.get("queue").detail())
        .isEqualTo("0 wait, the oldest for 0 min; 0 in doubt; 0 failed in 7 days");
    assertThat(findings.get("bounces").detail()).startsWith("7 days: 0 of 1 mails");
  }

  @Test
  void where_the_database_cannot_be_reached_nothing_else_is_said_of_it() throws Exception {
    var away = "jdbc:postgresql://127.0.0.1:9/none";
    var findings =
        examine(
            Config.from(
                Map.of("SPRING_DATASOURCE_URL", away, "EARLYBRD_SECRET", "a-secret-of-this-test")));

    assertThat(findings.get("database").state()).isEqualTo(State.FAILED);
    findings.remove("database");
    assertThat(findings.values())
        .allSatisfy(
            finding -> {
              assertThat(finding.state()).isEqualTo(State.SKIPPED);
              assertThat(finding.detail()).isEqualTo("the database cannot be reached");
            });
  }

  @Test
  void a_database_that_needs_newer_code_is_left_alone() throws Exception {
    try (var _ = setting("oldest_code", "9999")) {
      var findings = examine(scene.config());

      assertThat(findings.get("schema").state()).isEqualTo(State.FAILED);
      assertThat(findings.get("schema").fix()).contains("newer version");
      assertThat(findings.get("queue").state()).isEqualTo(State.SKIPPED);
    }
  }

  @Test
  void a_clock_that_is_off_is_told() throws Exception {
    var late = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(-90));
    try (var checks = new DatabaseChecks(scene.config(), late)) {
      var clock = look(checks).get("clock");

      assertThat(clock.state()).isEqualTo(State.FAILED);
      assertThat(clock.detail()).matches("this host's clock is -(89|90) s off the database's");
    }
  }

  @Test
  void subscribers_in_a_zone_that_the_jdk_does_not_know_are_told() throws Exception {
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.db().sql("UPDATE subscriber SET time_zone = 'Mars/Tharsis'");

    assertThat(examine(scene.config()).get("time_zones").detail()).endsWith("Mars/Tharsis");
  }

  @Test
  void another_secret_than_that_of_the_mails_is_told() throws Exception {
    known(List.of("another-secret-another-secret"));

    assertThat(examine(scene.config()).get("secret").state()).isEqualTo(State.FAILED);
  }

  @Test
  void that_sending_is_off_is_told_and_mails_that_wait_are_no_fault_then() throws Exception {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    outOfDate();

    var findings = examine(scene.config());

    assertThat(findings.get("sending").state()).isEqualTo(State.WARNING);
    assertThat(findings.get("queue").state()).isEqualTo(State.OK);
    assertThat(findings.get("queue").detail()).endsWith("; sending is off");
  }

  @Test
  void a_backup_that_is_missing_or_old_or_gone_is_told() throws Exception {
    assertThat(examine(scene.config()).get("backup").state()).isEqualTo(State.WARNING);

    backup("30 hours");
    assertThat(examine(scene.config()).get("backup").detail()).contains("is 30 hours old");

    // In the table, and nowhere else.
    backup("1 hour");
    var gone = examine(scene.config()).get("backup");
    assertThat(gone.state()).isEqualTo(State.FAILED);
    assertThat(gone.detail()).contains("is not in");
  }

  private static void backup(String age) {
    scene
        .db()
        .sql(
            """
            INSERT INTO backup
              (id, job_instance, job_execution, taken_at, object, size, sha256, encrypted, uploaded_at, verified_at)
            SELECT 'b' || count(*), 1, 1, clock_timestamp() - interval '%s', 'o', 1, 'x', false, clock_timestamp(),
              clock_timestamp()
            FROM backup
            """
                .formatted(age));
  }

  @Test
  void a_restore_that_did_not_come_to_its_end_is_told() throws Exception {
    scene.db().sql("CREATE TABLE restore_unfinished (backup text)");
    try {
      assertThat(examine(scene.config()).get("schema").detail())
          .startsWith("a restore is under way");
    } finally {
      scene.db().sql("DROP TABLE restore_unfinished");
    }
  }

  @Test
  void mails_that_should_have_left_long_ago_are_told() throws Exception {
    scene.newsFor(ANN);
    scene.mailServer().answer("RCPT", "450 later");
    scene.run("alerts", minute(0));
    outOfDate();

    var queue = examine(scene.config()).get("queue");

    assertThat(queue.state()).isEqualTo(State.FAILED);
    assertThat(queue.detail()).startsWith("1 wait").endsWith("1 should have left long ago");
    assertThat(queue.fix()).contains("run send");
  }

  @Test
  void mails_in_doubt_that_wait_for_the_operator_are_told() throws Exception {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));

    var queue = examine(scene.config()).get("queue");

    assertThat(queue.state()).isEqualTo(State.WARNING);
    assertThat(queue.fix()).contains("EARLYBRD_MAIL_IN_DOUBT=resend");
  }

  @Test
  void bounces_and_complaints_are_told_by_their_rates() throws Exception {
    sent(2_000);
    heard("hard", 60);
    heard("complaint", 10);

    var findings = examine(scene.config());

    assertThat(findings.get("bounces").state()).isEqualTo(State.WARNING);
    assertThat(findings.get("bounces").detail()).startsWith("7 days: 60 of 2000 mails, 3.00 %");
    assertThat(findings.get("complaints").state()).isEqualTo(State.FAILED);
    assertThat(findings.get("complaints").detail()).startsWith("7 days: 10 of 2000 mails, 0.50 %");
  }

  @Test
  void a_few_bounces_of_a_few_mails_are_no_failure() throws Exception {
    sent(10);
    heard("hard", 5);

    assertThat(examine(scene.config()).get("bounces").state()).isEqualTo(State.WARNING);
  }

  @Test
  void the_mail_server_is_asked_and_sends_nothing() throws Exception {
    var checks = new SenderChecks(scene.config(), Dns.ofTheSystem()).all();
    var server = checks.getFirst().look().look();

    assertThat(checks.getFirst().name()).isEqualTo("mail_server");
    assertThat(server.state()).isEqualTo(State.OK);
    assertThat(server.detail()).endsWith("answers, without a login, without TLS");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void a_mail_server_that_is_away_is_told_with_what_to_check() throws Exception {
    var config =
        Config.from(
            Map.of(
                "SPRING_MAIL_HOST",
                "127.0.0.1",
                "SPRING_MAIL_PORT",
                "9",
                "EARLYBRD_MAIL_FROM",
                "alerts@earlybrd.example"));

    var server = new SenderChecks(config, Dns.ofTheSystem()).all().getFirst().look().look();

    assertThat(server.state()).isEqualTo(State.FAILED);
    assertThat(server.fix()).contains("SPRING_MAIL_PORT");
  }

  private static void known(List<String> secrets) {
    scene.db().sql("DELETE FROM setting WHERE key = 'secret_fingerprint'");
    new KnownSecret(scene.db().jdbc(), secrets).remember();
  }

  private static Map<String, Finding> examine(Config config) throws InterruptedException {
    try (var checks = new DatabaseChecks(config, Clock.systemUTC())) {
      return look(checks);
    }
  }

  private static Map<String, Finding> look(DatabaseChecks checks) throws InterruptedException {
    var findings = new LinkedHashMap<String, Finding>();
    new Examination(Duration.ofSeconds(20))
        .inOrder(checks.all())
        .report(finding -> findings.put(finding.check(), finding));
    return findings;
  }

  private static void outOfDate() {
    scene
        .db()
        .sql(
            """
            UPDATE mail
            SET created_at = clock_timestamp() - interval '3 hours',
                next_attempt_at = clock_timestamp() - interval '1 hour'
            """);
  }

  private static void sent(int mails) {
    scene
        .db()
        .sql(
            """
            INSERT INTO mail (subscriber, recipient, kind, due_at, priority, state, next_attempt_at, attempt_slot,
              message_id, created_at, sent_at)
            SELECT n, 'x', 'instant', clock_timestamp(), 10, 'SENT', clock_timestamp(), clock_timestamp(),
              'm' || n, clock_timestamp(), clock_timestamp() - interval '1 day'
            FROM generate_series(1, %d) n
            """
                .formatted(mails));
  }

  private static void heard(String kind, int events) {
    scene
        .db()
        .sql(
            """
            INSERT INTO mail_event (mail, address_hash, kind, source)
            SELECT n, '\\x00', '%s', 'smtp' FROM generate_series(1, %d) n
            """
                .formatted(kind, events));
  }

  /** Set until it is closed. */
  private static AutoCloseable setting(String key, String value) {
    var before = scene.db().value("SELECT value FROM setting WHERE key = '" + key + "'");
    var update = "UPDATE setting SET value = '%s' WHERE key = '" + key + "'";
    scene.db().sql(update.formatted(value));
    return () -> scene.db().sql(update.formatted(before));
  }
}
