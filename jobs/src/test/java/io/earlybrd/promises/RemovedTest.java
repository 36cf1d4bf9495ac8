package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import io.earlybrd.subscriber.Removal;
import io.earlybrd.subscriber.Suppressions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is removed is gone, and what was sent stays countable. */
class RemovedTest {
  private static final String ANN = "ann+jobs.a@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void nothing_names_a_removed_subscriber_any_more() {
    scene.newsFor(ANN, BOB);
    scene
        .mailServer()
        .answer("RCPT", "250 ok")
        .answer("RCPT", "250 ok")
        .answer(".", "550 5.1.1 <ANN+jobs.a@example.org> no such user");
    scene.run("alerts", minute(0));

    assertThat(remove(ANN)).isPresent();

    for (var table : List.of("mail", "mail_event", "skipped_item", "subscriber", "match")) {
      assertThat(scene.db().column("SELECT lower(t::text) FROM " + table + " t"))
          .as(table)
          .noneMatch(row -> row.contains(ANN));
    }
    assertThat(scene.db().value("SELECT reason FROM skipped_item")).contains("<deleted>");
    assertThat(scene.db().column("SELECT recipient FROM mail ORDER BY id"))
        .containsExactlyInAnyOrder("deleted", BOB);
  }

  @Test
  void mails_that_wait_do_not_leave() {
    scene.newsFor(ANN, BOB);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));

    assertThat(remove(ANN)).hasValueSatisfying(it -> assertThat(it.stopped()).isEqualTo(1));
    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(5));

    assertThat(scene.mails()).extracting(mail -> mail.to()).containsExactly(BOB);
    assertThat(scene.db().column("SELECT state FROM mail WHERE recipient = 'deleted'"))
        .containsExactly("SUPPRESSED");
  }

  @Test
  void a_mail_in_doubt_does_not_leave_again() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", io.earlybrd.mail.ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));
    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("IN_DOUBT");

    remove(ANN);
    scene.run("send", minute(30));

    assertThat(scene.db().value("SELECT state || ': ' || error FROM mail"))
        .isEqualTo("FAILED: the subscriber was removed");
  }

  @Test
  void others_are_matched_and_mailed_as_before() {
    var board = scene.newsFor(ANN, BOB);
    scene.run("alerts", minute(0));
    remove(ANN);

    board.adds(SamplePosting.posting("2", "Java tester"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(BOB, "Java tester")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java tester")).isZero();
  }

  @Test
  void somebody_who_was_removed_can_come_back() {
    var board = scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    remove(ANN);

    scene.importSubscribers(Person.instant(ANN, "java"));
    board.adds(SamplePosting.posting("2", "Java tester"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java tester")).isEqualTo(1);
  }

  @Test
  void who_had_unsubscribed_stays_unmailed() {
    scene.newsFor(ANN);
    scene
        .db()
        .transaction()
        .executeWithoutResult(status -> suppressions().add(ANN, Suppressions.Reason.UNSUBSCRIBE));

    remove(ANN);

    assertThat(suppressions().of(ANN)).containsExactly(Suppressions.Reason.UNSUBSCRIBE);
  }

  @Test
  void who_is_not_there_is_not_removed() {
    assertThat(remove(ANN)).isEmpty();
  }

  private static Suppressions suppressions() {
    return new Suppressions(scene.db().jdbc(), scene.config().secret());
  }

  private static Optional<Removal.Removed> remove(String email) {
    return scene
        .db()
        .transaction()
        .execute(status -> new Removal(scene.db().jdbc(), scene.config().secret()).remove(email));
  }
}
