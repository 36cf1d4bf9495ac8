package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server that refuses mail is not always refusing its recipients. */
class RefusalsTest {
  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_relay_that_refuses_everybody_fails_the_run_and_uses_up_no_mail() {
    newsFor(5);
    refuseRecipients(3, "554 5.7.1 Relay access denied");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");
    assertThat(scene.db().column("SELECT DISTINCT state FROM mail")).containsExactly("PENDING");
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(5);
  }

  @Test
  void a_relay_that_refuses_the_only_mail_fails_the_run_and_keeps_it() {
    newsFor(1);
    refuseRecipients(1, "554 Relay access denied");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");
    assertThat(
            scene
                .db()
                .value(
                    "SELECT exit_message FROM batch_job_execution ORDER BY job_execution_id DESC"
                        + " LIMIT 1"))
        .contains("EARLYBRD_MAIL_FROM")
        .contains("Relay access denied");
    scene.run("send", minute(5));

    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void three_refusals_in_a_row_with_none_accepted_are_not_the_recipients_fault() {
    newsFor(5);
    refuseRecipients(3, "550 5.1.1 no such user");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");

    assertThat(scene.db().column("SELECT DISTINCT state FROM mail")).containsExactly("PENDING");
  }

  @Test
  void three_who_left_do_not_keep_everybodys_mails_for_ever() {
    newsFor(5);
    refuseRecipients(3, "550 5.1.1 no such user");
    scene.run("alerts", minute(0));

    assertThat(scene.run("send", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().column("SELECT state || count(*) FROM mail GROUP BY state ORDER BY 1"))
        .containsExactly("PENDING3", "SENT2");
  }

  @Test
  void one_recipient_that_blocks_us_stops_nobody_else() {
    newsFor(3);
    refuseRecipients(1, "550 5.7.1 you are blocked");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().column("SELECT state || count(*) FROM mail GROUP BY state ORDER BY 1"))
        .containsExactly("FAILED1", "SENT2");
  }

  @Test
  void an_address_that_does_not_exist_fails_for_good() {
    newsFor(1);
    refuseRecipients(1, "550 5.1.1 no such user");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("FAILED");
  }

  @Test
  void a_date_is_not_in_the_future_whatever_the_slot() {
    newsFor(1);

    scene.run("alerts", minute(0));

    assertThat(
            scene
                .db()
                .count(
                    "mail WHERE message_date <= clock_timestamp() AND due_at > clock_timestamp()"))
        .isEqualTo(1);
  }

  @Test
  void who_paused_sending_and_why_is_told() {
    new Sending(scene.db().jdbc()).pause("ada", "the relay is down");

    assertThat(new Sending(scene.db().jdbc()).off().orElseThrow())
        .contains("by ada")
        .contains("the relay is down");

    new Sending(scene.db().jdbc()).resume("ada");
    assertThat(new Sending(scene.db().jdbc()).off()).isEmpty();
  }

  private static void newsFor(int people) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(
        IntStream.range(0, people)
            .mapToObj(n -> Person.instant("p" + n + "@example.org", "java"))
            .toArray(Person[]::new));
    board.shows(posting("1", "Java developer"));
  }

  private static void refuseRecipients(int times, String answer) {
    for (int i = 0; i < times; i++) {
      scene.mailServer().answer("RCPT", answer);
    }
  }
}
