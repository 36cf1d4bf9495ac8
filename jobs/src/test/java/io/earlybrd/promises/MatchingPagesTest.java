package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.match.MatchingData;
import io.earlybrd.scene.Scene;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A match of many searches goes by in pages, and goes on after the last one that was committed. */
class MatchingPagesTest {
  @RegisterExtension static final Scene scene = new Scene();

  private MatchingData data;

  @BeforeEach
  void data() {
    data = new MatchingData(scene.db().jdbc());
  }

  @Test
  void every_search_meets_every_posting() {
    data.postings(40);
    data.people(1_000, 3);

    assertThat(scene.run("match", minute(0)).status()).isEqualTo("DONE");

    assertThat(data.matches()).isEqualTo(data.expected()).hasSizeGreaterThan(10_000);
    assertThat(data.walked()).containsExactly(3_000L);
  }

  @Test
  void a_walk_that_fails_goes_on_after_its_last_page_and_ends_as_an_undisturbed_one() {
    data.postings(20);
    data.people(1_000, 2);
    scene.run("match", minute(0));
    var undisturbed = data.matches();
    data.forgetMatches();

    long failed = failsAt(data.subscriber(700));
    var before = data.matches();
    assertThat(scene.process().rerun(failed, "the disk has room").status()).isEqualTo("DONE");

    assertThat(before).isNotEmpty().isEqualTo(undisturbed.subList(0, before.size()));
    assertThat(data.matches()).isEqualTo(undisturbed);
    var walked = data.walked();
    assertThat(walked.get(1)).isPositive();
    assertThat(walked.get(1) + walked.get(2)).as("none twice").isEqualTo(2_000);
  }

  @Test
  void what_a_run_left_that_is_never_rerun_is_matched_by_the_next_and_none_twice() {
    data.postings(20);
    data.people(1_000, 2);
    long failed = failsAt(data.subscriber(700));
    long claimed = data.posting("w1:1A all:9 x1:2");

    assertThat(scene.run("match", minute(2)).status()).isEqualTo("DONE");
    var matches = data.matches();
    assertThat(scene.process().rerun(failed, "curiosity").status()).isEqualTo("DONE");

    assertThat(matches).isEqualTo(data.expected());
    assertThat(data.matches()).isEqualTo(matches);
    assertThat(scene.db().count("match WHERE posting = " + claimed)).isPositive();
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isZero();
  }

  @Test
  void a_match_that_nobody_knows_of_stops_one_run_and_not_the_next() {
    data.postings(5);
    data.people(10, 2);
    scene.run("match", minute(0));
    scene.db().sql("DELETE FROM match WHERE posting % 2 = 0");
    scene.db().sql("UPDATE posting SET matched_version = 0, claims = 0");

    assertThat(scene.run("match", minute(1)).status()).isEqualTo("FAILED");
    assertThat(scene.run("match", minute(2)).status()).isEqualTo("DONE");

    assertThat(data.matches()).isEqualTo(data.expected());
  }

  /** Fails where this subscriber's matches are inserted; the execution. */
  private long failsAt(long subscriber) {
    try (var _ = scene.db().refuse("INSERT ON match", "NEW.subscriber = " + subscriber)) {
      var launch = scene.run("match", minute(1));
      assertThat(launch.status()).isEqualTo("FAILED");
      return Objects.requireNonNull(launch.execution());
    }
  }

  @Test
  void searches_that_match_everything_go_by_in_several_pages() {
    data.postings(3_000);
    data.subscribers(300);
    scene
        .db()
        .sql(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query, query_rules)
            SELECT id, 'n', 'all', 'all', CASE id % 2 WHEN 0 THEN 'all' ELSE 'all | !x0' END::tsquery, 99
            FROM subscriber
            """);

    assertThat(scene.run("match", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().count("match")).isEqualTo(900_000);
    assertThat(scene.db().count("(SELECT DISTINCT subscriber, posting FROM match) m"))
        .isEqualTo(900_000);
    assertThat(
            data.number("SELECT commit_count FROM batch_step_execution WHERE step_name = 'walk'"))
        .isGreaterThan(9);
  }

  @Test
  void a_subscriber_with_more_searches_than_a_page_has_them_matched_together() {
    data.postings(5);
    data.subscribers(3);
    long subscriber = data.subscriber(2);
    data.search(data.subscriber(1), "all");
    for (int n = 0; n < 120; n++) {
      data.search(subscriber, "all & !w" + n);
    }
    data.search(data.subscriber(3), "all");

    scene.run("match", minute(0));

    assertThat(data.matches()).isEqualTo(data.expected()).hasSize(15);
  }

  @Test
  void a_search_of_five_hundred_words_is_matched() {
    data.subscribers(1);
    var words = IntStream.range(0, 500).mapToObj(n -> "longword" + n);
    data.search(data.subscriber(1), words.collect(Collectors.joining(" | ")));
    data.posting("longword499:1 other:2");
    data.posting("other:1");

    scene.run("match", minute(0));

    assertThat(data.matches()).isEqualTo(data.expected()).hasSize(1);
    assertThat(scene.db().value("SELECT terms FROM match")).isEqualTo("{longword499}");
  }

  @Test
  void a_search_that_cannot_be_read_is_skipped_and_stops_no_other() {
    data.subscribers(2);
    var query = "a";
    for (int n = 0; n < 16; n++) {
      query = "(%s & %s)".formatted(query, query);
    }
    long monster = data.search(data.subscriber(1), query);
    data.search(data.subscriber(1), "a");
    data.search(data.subscriber(2), "a");
    data.posting("a:1");

    assertThat(scene.run("match", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().count("match")).isEqualTo(2);
    assertThat(scene.db().column("SELECT step || ' ' || item FROM skipped_item"))
        .containsExactly("walk saved search " + monster);
  }
}
