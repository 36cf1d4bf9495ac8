package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 2: nobody is mailed the same posting twice by the same channel, whoever reruns what. */
class NeverTwiceTest {
  private static final String ANN = "ann@example.org";
  private static final Instant TOMORROW_AT_8 = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_slot_that_is_launched_twice_mails_once() {
    mailed();

    assertThat(scene.run("alerts", minute(0)).exit()).isZero();

    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void a_slot_that_is_run_again_mails_once() {
    mailed();

    var again = scene.process().again("alerts", minute(0), "to see");

    assertThat(again.status()).isEqualTo("DONE");
    assertThat(scene.db().count("batch_job_instance WHERE job_name = 'alerts'")).isEqualTo(2);
    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void a_digest_slot_that_is_run_again_mails_once() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    scene.run("digest", TOMORROW_AT_8);
    board.adds(posting("2", "Java architect"));
    scene.run("alerts", TOMORROW_AT_8.plusSeconds(60));

    scene.process().again("digest", TOMORROW_AT_8, "to see");
    assertThat(scene.mails()).hasSize(1);
    scene.run("digest", TOMORROW_AT_8.plusSeconds(86_400));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
  }

  @Test
  void a_posting_that_two_searches_find_is_told_once() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java", "developer", "-gardener java"));
    board.shows(posting("1", "Java developer"));

    scene.run("alerts", minute(0));

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().value("SELECT cardinality(searches) FROM match")).isEqualTo("3");
  }

  @Test
  void a_posting_whose_text_changed_is_not_told_again_to_who_was_told() {
    var board = mailed();
    scene.importSubscribers(Person.instant("bob@example.org", "java"));
    scene.db().sql("UPDATE saved_search SET created_at = created_at - interval '1 day'");

    board.shows(posting("1", "Senior Java developer"));
    scene.run("alerts", minute(1));

    assertThat(scene.mailsTo(ANN)).hasSize(1);
    assertThat(scene.told("bob@example.org", "Senior Java developer")).isEqualTo(1);
  }

  @Test
  void a_posting_that_vanishes_and_comes_back_is_the_same_one() {
    var board = mailed();

    board.shows();
    scene.run("alerts", minute(1));
    scene.db().sql("UPDATE posting SET closed_at = TIMESTAMPTZ '" + minute(1) + "'");
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(60));

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().count("posting")).isEqualTo(1);
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(1);
  }

  @Test
  void a_posting_that_comes_back_a_week_after_it_closed_is_news() {
    var board = mailed();
    scene.db().sql("UPDATE posting SET closed_at = TIMESTAMPTZ '" + minute(1) + "'");
    board.shows(posting("1", "Java developer, once more"));

    scene.run("alerts", minute(8 * 24 * 60));

    assertThat(scene.db().column("SELECT appearance FROM posting ORDER BY id"))
        .containsExactly("1", "2");
    assertThat(scene.told(ANN, "Java developer, once more")).isEqualTo(1);
  }

  @Test
  void both_channels_tell_once_each() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.both(ANN, "java"));
    board.shows(posting("1", "Java developer"));

    scene.run("alerts", minute(0));
    scene.run("digest", TOMORROW_AT_8);
    scene.run("digest", TOMORROW_AT_8.plusSeconds(86_400));

    assertThat(scene.db().column("SELECT kind FROM mail ORDER BY id"))
        .containsExactly("instant", "digest");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(2);
  }

  @Test
  void delivery_that_is_changed_to_digest_and_back_tells_nothing_twice_and_loses_nothing() {
    var board = mailed();
    board.adds(posting("2", "Java architect"));
    scene.run("scan", minute(1));
    scene.run("match", minute(1));

    scene.importSubscribers(minute(2), Person.digest(ANN, "java"));
    scene.run("alerts", minute(3));
    board.adds(posting("3", "Java tester"));
    scene.run("alerts", minute(4));
    scene.importSubscribers(minute(5), Person.instant(ANN, "java"));
    scene.run("alerts", minute(6));
    board.adds(posting("4", "Java trainer"));
    scene.run("alerts", minute(7));
    scene.run("digest", TOMORROW_AT_8);
    scene.run("alerts", TOMORROW_AT_8.plusSeconds(60));

    for (var title : new String[] {"developer", "architect", "tester", "trainer"}) {
      assertThat(scene.told(ANN, "Java " + title)).as(title).isEqualTo(1);
    }
    assertThat(scene.db().count("match WHERE waits_instant OR waits_digest")).isZero();
  }

  @Test
  void what_overflows_into_a_digest_stays_out_of_the_next() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.both(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.db().sql("UPDATE setting SET value = 'off' WHERE key = 'sending'");
    scene.run("alerts", minute(0));
    // Composed while its instant mail still waits: the digest holds it already when that expires.
    scene.run("digest", TOMORROW_AT_8);
    scene.db().sql("UPDATE setting SET value = 'on' WHERE key = 'sending'");

    scene.run("send", TOMORROW_AT_8.plusSeconds(300));
    scene.run("digest", TOMORROW_AT_8.plusSeconds(86_400));

    assertThat(scene.db().column("SELECT kind || ' ' || state FROM mail ORDER BY id"))
        .containsExactly("instant EXPIRED", "digest SENT");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  /** A board whose one posting was told. */
  private static io.earlybrd.scene.BoardPage mailed() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    assertThat(scene.mails()).hasSize(1);
    return board;
  }
}
