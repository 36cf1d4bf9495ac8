package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One bad row keeps back no mail but its own, and never goes unseen. */
class BadRowsTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";
  private static final Instant TUESDAY_AT_8 = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"no address", "a@b@c", "x@y\r\nBcc: z@example.org", "", "@"})
  void a_broken_address_is_recorded_and_the_others_are_told(String address) {
    scene.newsFor(ANN, BOB);
    scene
        .db()
        .jdbc()
        .sql("UPDATE subscriber SET email = :address WHERE email = :ann")
        .param("address", address)
        .param("ann", ANN)
        .update();

    assertThat(scene.run("alerts", minute(0)).exit()).isZero();

    assertThat(scene.told(BOB, "Java developer")).isEqualTo(1);
    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().count("mail WHERE state <> 'SENT' AND error IS NOT NULL")).isEqualTo(1);
    assertThat(scene.db().count("skipped_item WHERE step = 'send'")).isEqualTo(1);
  }

  @Test
  void a_posting_that_has_gone_is_left_out_and_a_mail_without_any_is_recorded() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"), Person.instant(BOB, "java", "cook"));
    board.shows(posting("1", "Java developer"), posting("2", "Cook"));
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    scene.db().sql("DELETE FROM posting WHERE title = 'Java developer'");
    new Sending(scene.db().jdbc()).resume("tester");

    assertThat(scene.run("send", minute(5)).exit()).isZero();

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.told(BOB, "Cook")).isEqualTo(1);
    assertThat(scene.db().column("SELECT reason FROM skipped_item"))
        .containsExactly("its postings have gone");
    assertThat(scene.db().column("SELECT error FROM mail WHERE error IS NOT NULL"))
        .containsExactly("its postings have gone");
  }

  @Test
  void a_posting_that_has_gone_before_the_digest_makes_none() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    scene.db().sql("DELETE FROM posting");

    scene.run("digest", TUESDAY_AT_8);

    assertThat(scene.db().count("mail")).isZero();
    assertThat(scene.db().column("SELECT reason FROM match"))
        .containsExactly("gone before its digest");
  }

  @Test
  void a_description_of_a_megabyte_makes_no_big_mail() {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));
    scene.run("match", minute(0));
    scene.db().sql("UPDATE posting SET description = repeat('java <b> & more ', 65536)");

    scene.run("instant", minute(0));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.mails().getFirst().raw().length()).isLessThan(80 * 1024);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Mars/Olympus", "", "not a zone"})
  void a_time_zone_that_is_not_known_counts_as_utc_and_is_recorded(String zone) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.both(ANN, "java"), Person.both(BOB, "java"));
    scene
        .db()
        .jdbc()
        .sql("UPDATE subscriber SET time_zone = :zone WHERE email = :ann")
        .param("zone", zone)
        .param("ann", ANN)
        .update();
    board.shows(posting("1", "Java developer"));

    assertThat(scene.run("alerts", minute(0)).exit()).isZero();
    assertThat(scene.run("digest", TUESDAY_AT_8).exit()).isZero();

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(2);
    assertThat(scene.told(BOB, "Java developer")).isEqualTo(2);
    assertThat(scene.db().column("SELECT step || ' ' || item FROM skipped_item ORDER BY id"))
        .containsExactly("instant subscriber " + ANN, "digest subscriber " + ANN);
  }

  @Test
  void a_subscriber_whose_stored_zone_is_not_known_can_be_imported_again() {
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.db().sql("UPDATE subscriber SET time_zone = 'Mars/Olympus'");

    scene.importSubscribers(Person.digest(ANN, "java").in("Europe/Berlin"));

    assertThat(scene.db().column("SELECT time_zone FROM subscriber"))
        .containsExactly("Europe/Berlin");
  }
}
