package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import io.earlybrd.scene.Vault;
import io.earlybrd.subscriber.Removal;
import io.earlybrd.subscriber.SubscriberImport;
import io.earlybrd.subscriber.SubscribersCsv;
import io.earlybrd.subscriber.Suppressions;
import io.earlybrd.subscriber.Suppressions.Reason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A backup is a night old. What left the house since is not sent again, and who left is not mailed.
 */
class RestoredTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  private Vault vault = new Vault(scene);

  @BeforeEach
  void open() {
    vault = new Vault(scene);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void a_mail_that_waited_in_the_backup_and_left_since_does_not_leave_again() throws Exception {
    scene.newsFor(ANN, BOB);
    new Sending(scene.db().jdbc()).pause("tester", null);
    vault.original().run("alerts", minute(0));
    vault.backUp();
    new Sending(scene.db().jdbc()).resume("tester");
    vault.original().run("send", minute(1));
    assertThat(scene.mails()).hasSize(2);
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    assertThat(back.db().column("SELECT state FROM mail")).containsExactly("SENT", "SENT");
    resume(back);
    back.run("alerts", minute(7));

    assertThat(scene.mails()).hasSize(2);
    assertThat(back.restored().replayed().mails()).isEqualTo(2);
  }

  @Test
  void a_posting_that_the_backup_had_not_seen_is_not_told_again() throws Exception {
    var board = scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    vault.backUp();
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    assertThat(back.db().count("sent_before")).isEqualTo(1);
    resume(back);
    board.adds(posting("3", "Java architect"));
    back.run("alerts", minute(7));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(back.db().count("sent_before")).isZero();
    assertThat(back.db().count("mail_posting")).isEqualTo(3);
  }

  @Test
  void a_copy_that_nobody_resumed_is_not_backed_up_among_the_originals() throws Exception {
    scene.newsFor(ANN);
    assertThat(vault.original().run("backup", minute(1)).status()).isEqualTo("DONE");
    var back = vault.restore("latest");

    assertThat(back.run("backup", minute(2)).status()).isEqualTo("FAILED");

    assertThat(back.db().value("SELECT max(exit_message) FROM batch_job_execution"))
        .contains("This database is a copy of the one whose backups are in");
    assertThat(vault.files("backup")).hasSize(2);
    resume(back);
    assertThat(back.run("backup", minute(3)).status()).isEqualTo("DONE");
  }

  @Test
  void the_run_that_made_the_backup_is_over_in_what_was_restored() throws Exception {
    scene.newsFor(ANN);
    vault.original().run("backup", minute(1));

    var back = vault.restore("latest");
    resume(back);
    back.run("backup", minute(2));

    assertThat(back.db().column("SELECT status FROM batch_job_execution ORDER BY job_execution_id"))
        .containsExactly("COMPLETED", "ABANDONED", "COMPLETED");
    assertThat(back.db().column("SELECT action FROM operator_action")).doesNotContain("recover");
  }

  @Test
  void what_was_found_and_not_sent_is_told_after_the_restore() throws Exception {
    var board = scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    vault.backUp();
    new Sending(scene.db().jdbc()).pause("tester", null);
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    resume(back);
    back.run("alerts", minute(7));

    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
  }

  @Test
  void nobody_gets_two_digests_for_one_day() throws Exception {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java").at("13:00"));
    board.shows(posting("1", "Java developer"));
    vault.original().run("alerts", minute(0));
    vault.backUp();
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.original().run("digest", minute(60));
    assertThat(scene.mailsTo(ANN)).hasSize(1);
    vault.tellTheJournal(minute(65));

    var back = vault.restore("latest");
    resume(back);
    board.adds(posting("3", "Java architect"));
    back.run("alerts", minute(66));
    back.run("digest", minute(70));
    assertThat(scene.mailsTo(ANN)).hasSize(1);
    back.run("digest", minute(70 + 24 * 60));

    assertThat(scene.mailsTo(ANN)).hasSize(2);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
  }

  @Test
  void what_a_digest_told_is_not_told_by_an_instant_mail_after_it() throws Exception {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java").at("13:00"));
    vault.backUp();
    scene.db().sql("UPDATE subscriber SET instant_cap = 0");
    board.shows(posting("1", "Java developer"));
    vault.original().run("alerts", minute(0));
    vault.original().run("digest", minute(60));
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    vault.tellTheJournal(minute(65));

    var back = vault.restore("latest");
    resume(back);
    back.run("alerts", minute(66));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(back.db().value("SELECT reason FROM match"))
        .isEqualTo("a digest told of it before the database was restored");
  }

  @Test
  void who_left_since_the_backup_gets_nothing() throws Exception {
    var board = scene.newsFor(ANN, BOB, "cid@example.org");
    vault.original().run("alerts", minute(0));
    new Sending(scene.db().jdbc()).pause("tester", null);
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.backUp();
    in(() -> suppressions().add(ANN, Reason.UNSUBSCRIBE));
    in(() -> new Removal(scene.db().jdbc(), scene.config().secret()).remove(BOB));
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    resume(back);
    board.adds(posting("3", "Java architect"));
    back.run("alerts", minute(7));

    assertThat(scene.mailsTo(ANN)).hasSize(1);
    assertThat(scene.mailsTo(BOB)).hasSize(1);
    assertThat(scene.told("cid@example.org", "Java tester")).isEqualTo(1);
    assertThat(back.db().column("SELECT reason FROM suppression")).containsExactly("unsubscribe");
    assertThat(back.db().count("subscriber")).isEqualTo(2);
    assertThat(back.restored().replayed().left()).isEqualTo(1);
    assertThat(back.restored().replayed().removed()).isEqualTo(1);
  }

  @Test
  void who_came_back_since_the_backup_is_mailed() throws Exception {
    var board = scene.newsFor(ANN, BOB);
    in(() -> suppressions().add(ANN, Reason.UNSUBSCRIBE));
    in(() -> suppressions().add(BOB, Reason.BOUNCE));
    vault.backUp();
    in(() -> suppressions().lift(ANN, Reason.UNSUBSCRIBE));
    in(() -> suppressions().add(BOB, Reason.UNSUBSCRIBE));
    in(() -> suppressions().lift(BOB, Reason.UNSUBSCRIBE));
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    resume(back);
    board.adds(posting("2", "Java tester"));
    back.run("alerts", minute(7));

    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
    assertThat(scene.mailsTo(BOB)).isEmpty();
    assertThat(back.db().column("SELECT reason FROM suppression")).containsExactly("bounce");
  }

  @Test
  void who_signed_up_since_the_backup_and_is_imported_again_is_told_nothing_twice()
      throws Exception {
    var board = scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    vault.backUp();
    scene.importSubscribers(Person.instant(BOB, "java"));
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.tellTheJournal(minute(6));
    assertThat(scene.told(BOB, "Java tester")).isEqualTo(1);

    var back = vault.restore("latest");
    var rows =
        SubscribersCsv.read(
            scene.file(
                "again.csv",
                "email,time_zone,delivery,send_at,search\r\n"
                    + BOB
                    + ",UTC,instant,08:00,java\r\n"));
    back.db()
        .transaction()
        .executeWithoutResult(
            status ->
                new SubscriberImport(back.db().jdbc(), scene.config().secret())
                    .store(rows, Scene.NOON));
    resume(back);
    board.adds(posting("3", "Java architect"));
    back.run("alerts", minute(7));

    assertThat(scene.told(BOB, "Java tester")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
    assertThat(scene.told(BOB, "Java architect")).isEqualTo(1);
    assertThat(back.db().count("sent_before")).isZero();
  }

  @Test
  void a_mail_in_doubt_goes_out_again_as_the_same_message() throws Exception {
    scene.newsFor(ANN);
    vault.original().run("scan", minute(0));
    vault.backUp();
    scene.mailServer().answer(".", io.earlybrd.mail.ScriptedSmtp.CUT);
    vault.original().run("alerts", minute(1));
    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("IN_DOUBT");
    scene.db().sql("UPDATE mail SET next_attempt_at = next_attempt_at + interval '1 day'");
    vault.tellTheJournal(minute(6));

    var back = vault.restore("latest");
    assertThat(back.db().value("SELECT state FROM mail")).isEqualTo("IN_DOUBT");
    resume(back);
    back.run("alerts", minute(7));
    back.run("send", minute(20));

    assertThat(scene.mails()).hasSize(2);
    assertThat(scene.mails().get(0).messageId()).isEqualTo(scene.mails().get(1).messageId());
    assertThat(scene.mails().get(0).date()).isEqualTo(scene.mails().get(1).date());
  }

  @Test
  void a_database_that_was_restored_twice_knows_of_both_lives() throws Exception {
    var board = scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    vault.backUp();
    board.adds(posting("2", "Java tester"));
    vault.original().run("alerts", minute(1));
    vault.tellTheJournal(minute(6));
    var second = vault.restore("latest");
    resume(second);
    board.adds(posting("3", "Java architect"));
    second.run("alerts", minute(7));
    vault.threeMinutesLaterOn(second.db());
    second.run("send", minute(12));

    var third = vault.restore("latest");
    resume(third);
    third.run("alerts", minute(13));

    assertThat(scene.mailsTo(ANN)).hasSize(3);
    assertThat(third.db().count("mail WHERE state = 'SENT'")).isEqualTo(3);
  }

  private static void resume(Vault.Back back) {
    assertThat(new Sending(back.db().jdbc()).isCopy()).isTrue();
    new Sending(back.db().jdbc()).resume("tester");
  }

  private static Suppressions suppressions() {
    return new Suppressions(scene.db().jdbc(), scene.config().secret());
  }

  private static void in(Runnable transaction) {
    scene.db().transaction().executeWithoutResult(status -> transaction.run());
  }
}
