package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.match.MatchingData;
import io.earlybrd.scene.Scene;
import io.earlybrd.scene.SceneDatabase;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What others do while searches are walked: between the first page, where the first of two hundred
 * subscribers is told, and the page of the last one. A trigger does it, in the first page's
 * transaction.
 */
class MatchingInterleavingsTest {
  @RegisterExtension static final Scene scene = new Scene();

  private MatchingData data;
  private long first;
  private long last;

  @BeforeEach
  void twoHundredSubscribers() {
    data = new MatchingData(scene.db().jdbc());
    data.subscribers(200);
    first = data.subscriber(1);
    last = data.subscriber(200);
    scene
        .db()
        .sql(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query, query_rules)
            SELECT id, 'n', 'java', 'java', 'java', 99
            FROM subscriber
            """);
  }

  @Test
  void a_posting_that_is_stored_is_matched_by_the_next_run() {
    data.posting("java:1");
    try (var _ =
        meanwhile(
            """
            INSERT INTO posting
              (board, external_id, url, title, first_seen_at, last_seen_at, content_hash, baseline, tsv, tsv_rules)
            VALUES ('sql', 'new', 'u', 't', '2031-03-03', '2031-03-03', '', false, 'java:1', 99);
            """)) {
      scene.run("match", minute(0));
    }
    assertThat(scene.db().count("match")).isEqualTo(200);
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isEqualTo(1);

    scene.run("match", minute(1));

    assertThat(data.matches()).isEqualTo(data.expected()).hasSize(400);
  }

  @Test
  void a_search_that_is_added_behind_the_walk_gets_what_comes_next_and_one_ahead_this_too() {
    data.posting("java:1");
    try (var _ =
        meanwhile(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query, query_rules)
            VALUES (%d, 'n', 'all', 'all', 'java | rust', 99), (%d, 'n', 'all', 'all', 'java | rust', 99);
            """
                .formatted(first, last))) {
      scene.run("match", minute(0));
    }
    assertThat(searchesOf(first)).isEqualTo("1");
    assertThat(searchesOf(last)).isEqualTo("2");
    long next = data.posting("rust:1");

    scene.run("match", minute(1));

    assertThat(
            scene
                .db()
                .column("SELECT subscriber FROM match WHERE posting = " + next + " ORDER BY 1"))
        .containsExactly(Long.toString(first), Long.toString(last));
  }

  @Test
  void a_search_that_is_edited_is_whole_before_or_whole_after() {
    data.posting("java:1");
    data.posting("rust:1");
    try (var _ = meanwhile("UPDATE saved_search SET query = 'rust';")) {
      scene.run("match", minute(0));
    }

    assertThat(scene.db().column("SELECT DISTINCT terms[1] FROM match ORDER BY 1"))
        .containsExactly("java", "rust");
    assertThat(scene.db().count("match")).isEqualTo(200);
  }

  @Test
  void a_posting_whose_text_changes_is_matched_again_by_its_new_words_and_nobody_hears_twice() {
    data.posting("java:1");
    scene.db().sql("UPDATE saved_search SET query = 'rust & !java' WHERE subscriber = " + last);
    try (var _ =
        meanwhile("UPDATE posting SET tsv = 'rust:1', text_version = 2, match_instance = NULL;")) {
      scene.run("match", minute(0));
    }
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isEqualTo(1);
    assertThat(scene.db().count("match")).isEqualTo(199);

    scene.run("match", minute(1));

    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isZero();
    assertThat(scene.db().column("SELECT subscriber FROM match WHERE terms = '{rust}'"))
        .containsExactly(Long.toString(last));
    assertThat(scene.db().count("match")).isEqualTo(200);
  }

  @Test
  void whoever_leaves_before_their_page_is_told_nothing() {
    data.posting("java:1");
    try (var _ =
        meanwhile(
            "UPDATE subscriber SET suppressed_at = clock_timestamp() WHERE id = %d;"
                .formatted(last))) {
      scene.run("match", minute(0));
    }

    assertThat(scene.db().count("match")).isEqualTo(199);
    assertThat(scene.db().count("match WHERE subscriber = " + last)).isZero();
  }

  @Test
  void who_changes_delivery_before_their_page_waits_for_the_new_one() {
    data.posting("java:1");
    try (var _ =
        meanwhile("UPDATE subscriber SET delivery = 'instant' WHERE id = %d;".formatted(last))) {
      scene.run("match", minute(0));
    }

    assertThat(scene.db().column("SELECT subscriber FROM match WHERE waits_instant"))
        .containsExactly(Long.toString(last));
    assertThat(scene.db().count("match WHERE waits_digest")).isEqualTo(199);
  }

  @Test
  void a_slice_that_has_lost_all_its_postings_when_its_run_is_restarted_is_passed_over() {
    data.posting("java:1");
    long failed;
    try (var _ = scene.db().refuse("INSERT ON match", "NEW.subscriber = " + last)) {
      failed = Objects.requireNonNull(scene.run("match", minute(0)).execution());
    }
    scene.db().sql("UPDATE posting SET text_version = 2, match_instance = NULL");

    assertThat(scene.process().rerun(failed, "the disk has room").status()).isEqualTo("DONE");
    assertThat(scene.db().count("match")).isEqualTo(100);
    scene.run("match", minute(1));

    assertThat(data.matches()).isEqualTo(data.expected()).hasSize(200);
  }

  private SceneDatabase.Trigger meanwhile(String plpgsql) {
    return scene.db().also("INSERT ON match", "NEW.subscriber = " + first, plpgsql);
  }

  private String searchesOf(long subscriber) {
    return String.valueOf(
        scene
            .db()
            .value("SELECT cardinality(searches) FROM match WHERE subscriber = " + subscriber));
  }
}
