package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which searches get which postings, when both change. */
class SearchesTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_new_search_gets_no_old_posting() {
    var board = scene.knownBoard("a");
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));

    scene.importSubscribers(Person.instant(ANN, "java"));
    board.adds(posting("2", "Java architect"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java developer")).isZero();
  }

  @Test
  void a_new_search_gets_no_old_posting_whose_text_was_edited() {
    var board = scene.knownBoard("a");
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));

    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Senior Java developer"));
    scene.run("alerts", minute(1));

    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isZero();
  }

  @Test
  void an_old_search_gets_a_posting_that_matches_only_since_its_text_was_edited() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Developer"));
    scene.run("alerts", minute(0));

    board.shows(posting("1", "Developer, Java"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Developer, Java")).isEqualTo(1);
  }

  @Test
  void an_edit_of_a_few_words_of_the_description_is_no_new_text() {
    var board = scene.knownBoard("a");
    var text = "We look for people who like rivers, boats and the sea, and who can swim well. ";
    board.shows(posting("1", "Lifeguard").describedAs(text + "Call us."));
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.run("alerts", minute(0));

    board.shows(posting("1", "Lifeguard").describedAs(text + "Java."));
    scene.run("alerts", minute(1));

    assertThat(scene.db().value("SELECT text_version FROM posting")).isEqualTo("1");
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void a_search_added_after_a_run_failed_takes_part_when_the_posting_is_matched() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    try (var _ = scene.db().refuse("UPDATE OF matched_version ON posting", "true")) {
      scene.run("alerts", minute(0));
    }

    scene.importSubscribers(Person.instant(BOB, "java"), Person.instant(ANN, "developer"));
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(BOB, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_person_who_is_imported_during_the_walk_is_part_of_it() {
    var board = scene.knownBoard("a");
    people(150);
    board.shows(posting("1", "Java developer"));
    var insert =
        """
        INSERT INTO subscriber (email, time_zone, delivery, send_at, next_digest_at)
        VALUES ('late@example.org', 'UTC', 'instant', '08:00', '2031-03-04 08:00Z')
        ON CONFLICT DO NOTHING;
        INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query)
        SELECT id, 'java', 'java', 'java', 'java'::tsquery FROM subscriber WHERE email = 'late@example.org'
        ON CONFLICT DO NOTHING;
        """;

    try (var _ = scene.db().also("INSERT ON match", "true", insert)) {
      scene.run("alerts", minute(0));
    }

    assertThat(scene.mails()).hasSize(151);
    assertThat(scene.told("late@example.org", "Java developer")).isEqualTo(1);
  }

  @Test
  void a_walk_that_failed_goes_on_after_its_last_page() {
    var board = scene.knownBoard("a");
    people(250);
    board.shows(posting("1", "Java developer"));
    long failed;
    try (var _ =
        scene
            .db()
            .refuse(
                "INSERT ON match",
                "NEW.subscriber = (%s)"
                    .formatted(scene.db().value("SELECT max(id) FROM subscriber")))) {
      failed = Objects.requireNonNull(scene.run("alerts", minute(0)).execution());
    }
    assertThat(scene.db().count("match")).isEqualTo(100);

    var rerun = scene.process().rerun(failed, "the disk has room");

    assertThat(rerun.status()).isEqualTo("DONE");
    assertThat(scene.db().value(walkReads(rerun.execution()))).isEqualTo("150");
    assertThat(scene.db().count("match")).isEqualTo(250);
    assertThat(scene.mails()).hasSize(250);
  }

  @Test
  void a_search_that_is_edited_during_a_run_is_whole_before_or_whole_after() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"), posting("2", "Rust developer"));
    try (var _ =
        scene
            .db()
            .also(
                "UPDATE OF match_instance ON posting",
                "NEW.match_instance IS NOT NULL",
                "UPDATE saved_search SET query = 'rust'::tsquery;")) {
      scene.run("alerts", minute(0));
    }

    assertThat(scene.told(ANN, "Rust developer")).isEqualTo(1);
    assertThat(scene.mails().getFirst().tells("Java developer")).isFalse();
  }

  @Test
  void importing_again_adds_searches_and_deletes_none() {
    scene.importSubscribers(Person.instant(ANN, "java", "rust"));

    scene.importSubscribers(Person.instant(ANN, "JAVA", "go"));

    assertThat(scene.db().column("SELECT query_text FROM saved_search ORDER BY id"))
        .containsExactly("java", "rust", "go");
  }

  private static void people(int count) {
    var people = new Person[count];
    for (int i = 0; i < count; i++) {
      people[i] = Person.instant("p%03d@example.org".formatted(i), "java");
    }
    scene.importSubscribers(people);
  }

  private static String walkReads(@org.jspecify.annotations.Nullable Long execution) {
    return "SELECT read_count FROM batch_step_execution WHERE step_name = 'walk' AND"
        + " job_execution_id = "
        + execution;
  }

  @Test
  void searches_and_postings_of_older_rules_are_made_anew_before_they_are_compared() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "full-stack java"), Person.instant(BOB, "kotlin"));
    board.shows(posting("1", "Full Stack developer, Java"));
    scene.run("scan", minute(0));
    scene
        .db()
        .sql(
            "UPDATE saved_search SET query_rules = 0, query = 'stale', normalised_query ="
                + " md5(query_text)");
    scene.db().sql("UPDATE posting SET tsv_rules = 0, tsv = 'stale'");

    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Full Stack developer, Java")).isEqualTo(1);
    assertThat(scene.told(BOB, "Full Stack developer, Java")).isZero();
    assertThat(
            scene
                .db()
                .value("SELECT string_agg(normalised_query, ',' ORDER BY id) FROM saved_search"))
        .isEqualTo("full-stack java,kotlin");
  }

  @Test
  void a_search_of_older_rules_is_known_again_when_it_is_imported_again() {
    scene.importSubscribers(Person.instant(ANN, "full-stack java"));
    scene.db().sql("UPDATE saved_search SET query_rules = 0, normalised_query = 'old'");

    scene.importSubscribers(Person.instant(ANN, "java full-stack"));

    assertThat(scene.db().count("saved_search")).isEqualTo(1);
  }
}
