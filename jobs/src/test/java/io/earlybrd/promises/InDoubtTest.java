package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.run.LockConnection;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Mails that may have left: nobody can know, and they are the same message when they go out again.
 */
class InDoubtTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_mail_whose_answer_was_cut_off_goes_out_again_as_the_same_message() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("IN_DOUBT");
    scene.run("send", minute(5));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENT");
    sameMessageTwice();
  }

  @Test
  void a_server_that_never_answers_gets_a_mail_five_times_at_most() {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));
    for (int hour = 0; hour < 8; hour++) {
      scene.mailServer().answer(".", ScriptedSmtp.CUT);
      scene.run("alerts", minute(60 * hour));
    }

    assertThat(scene.mails()).hasSize(5);
    assertThat(scene.db().column("SELECT state || ': ' || error FROM mail"))
        .singleElement()
        .asString()
        .startsWith("FAILED: given up after the server broke off 5 times when it had all of it");
    assertThat(scene.db().count("mail_posting WHERE released_at IS NOT NULL")).isZero();
  }

  @Test
  void a_mail_in_doubt_holds_the_same_postings_also_after_new_ones_came() {
    var board = scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "rust"));
    board.adds(posting("2", "Java architect"));

    scene.run("alerts", minute(5));

    var first = scene.mails().getFirst().messageId();
    assertThat(scene.mails()).filteredOn(mail -> mail.messageId().equals(first)).hasSize(2);
    assertThat(scene.mails())
        .filteredOn(mail -> mail.messageId().equals(first))
        .noneMatch(mail -> mail.tells("Java architect"));
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
  }

  @Test
  void a_mail_in_doubt_never_expires() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));

    scene.run("send", minute(24 * 60));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENT");
    sameMessageTwice();
  }

  @Test
  void a_mail_in_doubt_that_is_put_off_stays_in_doubt() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));
    scene.mailServer().answer("RCPT", "450 later");

    scene.run("send", minute(5));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("IN_DOUBT");
    scene.run("send", minute(24 * 60));
    sameMessageTwice();
  }

  @Test
  void a_mail_in_doubt_to_somebody_who_left_does_not_go_out_again() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));
    scene.db().sql("UPDATE subscriber SET suppressed_at = clock_timestamp()");

    assertThat(scene.run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("IN_DOUBT");
  }

  @Test
  void a_mail_whose_sender_died_goes_out_again_as_the_same_message() {
    scene.newsFor(ANN);
    scene.endProcess();
    try (var _ = scene.db().refuse("UPDATE ON mail", "NEW.state = 'SENT'")) {
      assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");
    }
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENDING");
    scene.endProcess();

    scene.run("send", minute(5));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENT");
    sameMessageTwice();
  }

  @Test
  void a_mail_that_a_live_process_is_sending_is_left_to_it() throws Exception {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    new Sending(scene.db().jdbc()).resume("tester");
    try (var other = LockConnection.open(scene.database(), "other")) {
      scene.db().sql("UPDATE mail SET state = 'SENDING', claimed_by = " + other.takeNumber());

      assertThat(scene.run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");

      assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SENDING");
    }
    untilGone("other");
    scene.run("send", minute(10));
    assertThat(scene.mails()).hasSize(1);
  }

  /** Same Message-ID and Date, same words: every reader's mail program shows it once. */
  private static void sameMessageTwice() {
    assertThat(scene.mails()).hasSize(2);
    assertThat(scene.mails().get(1)).isEqualTo(scene.mails().get(0));
  }

  private static void untilGone(String name) throws InterruptedException {
    while (scene.db().count("pg_stat_activity WHERE application_name = '" + name + "'") > 0) {
      Thread.sleep(10);
    }
  }
}
