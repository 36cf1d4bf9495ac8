package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A posting that vanishes from its board is closed, and one that comes back is known. */
class VanishingTest {
  private static final String ANN = "ann@example.org";
  private static final SamplePosting JAVA = posting("1", "Java developer");
  private static final SamplePosting COOK = posting("2", "Cook");

  @RegisterExtension static final Scene scene = new Scene();

  private BoardPage board;

  @BeforeEach
  void a_board_has_told_of_a_posting() {
    board = scene.knownBoard("a").validated();
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(JAVA, COOK);
    scene.run("alerts", minute(0));
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_posting_that_one_visit_does_not_show_stays_open() {
    board.shows(COOK);
    scene.run("alerts", minute(1));

    assertThat(closed()).isEqualTo("-");
  }

  @Test
  void a_posting_that_two_good_visits_do_not_show_is_closed_at_the_second() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    board.shows(COOK.titled("Chef"));
    scene.run("alerts", minute(2));

    assertThat(closed()).isEqualTo("12:02");
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(1);
  }

  @Test
  void a_page_that_is_unchanged_since_it_vanished_is_the_second_visit() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    scene.run("alerts", minute(2));

    assertThat(scene.db().column("SELECT outcome FROM board_visit ORDER BY id DESC LIMIT 1"))
        .containsExactly("unchanged");
    assertThat(closed()).isEqualTo("12:02");
  }

  @Test
  void a_visit_that_fails_does_not_count() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    board.answers(500);
    scene.run("alerts", minute(2));

    assertThat(closed()).isEqualTo("-");
  }

  @Test
  void a_posting_that_is_shown_in_between_begins_anew() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    board.shows(JAVA, COOK);
    scene.run("alerts", minute(2));
    board.shows(COOK);
    scene.run("alerts", minute(3));

    assertThat(closed()).isEqualTo("-");
  }

  @Test
  void a_visit_that_is_made_again_at_its_slot_counts_once() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    scene.db().sql("UPDATE board SET next_visit_at = '-infinity'");
    scene.process().again("alerts", minute(1), "to see");

    assertThat(scene.db().count("board_visit WHERE outcome = 'unchanged'")).isEqualTo(1);
    assertThat(closed()).isEqualTo("-");
  }

  @Test
  void a_posting_that_comes_back_within_a_week_is_reopened_and_told_nobody_again() {
    close();
    board.shows(JAVA, COOK);
    scene.run("alerts", minute(2).plus(Duration.ofDays(7)));

    assertThat(closed()).isEqualTo("-");
    assertThat(scene.db().count("posting")).isEqualTo(2);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_posting_that_comes_back_after_a_week_is_another_one_and_told() {
    close();
    board.shows(JAVA, COOK);
    scene.run("alerts", minute(3).plus(Duration.ofDays(7)));

    assertThat(
            scene.db().column("SELECT appearance FROM posting WHERE external_id = '1' ORDER BY id"))
        .containsExactly("1", "2");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(2);
  }

  @Test
  void nothing_is_written_of_postings_that_go_on_being_shown() {
    var before = rows();
    board.adds(posting("3", "Baker"));
    scene.run("alerts", minute(1));
    scene.run("alerts", minute(2));

    assertThat(scene.db().count("posting")).isEqualTo(3);
    assertThat(rows()).isEqualTo(before);
  }

  private static java.util.List<String> rows() {
    return scene
        .db()
        .column(
            "SELECT (xmin, ctid, posting)::text FROM posting WHERE external_id < '3' ORDER BY id");
  }

  private void close() {
    board.shows(COOK);
    scene.run("alerts", minute(1));
    scene.run("alerts", minute(2));
    assertThat(closed()).isEqualTo("12:02");
  }

  private static String closed() {
    return scene
        .db()
        .value(
            "SELECT coalesce(to_char(closed_at AT TIME ZONE 'UTC', 'HH24:MI'), '-') FROM posting"
                + " WHERE external_id = '1'");
  }
}
