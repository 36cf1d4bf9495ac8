package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Promise 1: every posting that a visited board showed and a live search matches reaches its
 * subscriber.
 */
class NothingLostTest {
  private static final String ANN = "ann@example.org";
  private static final Instant TOMORROW_AT_8 = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_new_posting_reaches_who_searches_for_it() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"), posting("2", "Gardener"));

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Gardener")).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "scan, storing a posting   | INSERT ON posting                     | true",
        "scan, storing the visit   | INSERT ON board_visit                 | true",
        "scan, the board's state   | UPDATE ON board                       | true",
        "claim                     | UPDATE OF match_instance ON posting   | NEW.match_instance IS"
            + " NOT NULL",
        "walk                      | INSERT ON match                       | true",
        "settle                    | UPDATE OF matched_version ON posting  | true",
        "instant, the mail         | INSERT ON mail                        | true",
        "instant, what it holds    | INSERT ON mail_posting                | true",
        "instant, what waits       | UPDATE ON match                       | true",
        "send, claiming            | UPDATE ON mail                        | NEW.state = 'SENDING'",
      })
  void a_run_that_fails_and_is_never_rerun_loses_nothing(
      String step, String what, String condition) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"), Person.both("bob@example.org", "java"));
    board.shows(posting("1", "Java developer"));
    try (var _ = scene.db().refuse(what, condition)) {
      assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("FAILED");
    }
    assertThat(scene.mails()).isEmpty();

    assertThat(scene.run("alerts", minute(1)).status()).isEqualTo("DONE");

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told("bob@example.org", "Java developer")).isEqualTo(1);
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isZero();
    assertThat(scene.db().count("match WHERE waits_instant")).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "the mail       | INSERT ON mail                          | true",
        "what it holds  | INSERT ON mail_posting                  | true",
        "what waits     | UPDATE ON match                         | true",
        "the next time  | UPDATE OF next_digest_at ON subscriber  | true",
        "sending        | UPDATE ON mail                          | NEW.state = 'SENDING'",
      })
  void a_digest_run_that_fails_and_is_never_rerun_loses_nothing(
      String step, String what, String condition) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    try (var _ = scene.db().refuse(what, condition)) {
      assertThat(scene.run("digest", TOMORROW_AT_8).status()).isEqualTo("FAILED");
    }

    assertThat(scene.run("digest", TOMORROW_AT_8.plusSeconds(300)).status()).isEqualTo("DONE");

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.db().value("SELECT due_at = TIMESTAMPTZ '2031-03-04 08:00Z' FROM mail"))
        .isEqualTo("t");
  }

  @Test
  void a_posting_whose_text_changes_between_walk_and_settle_stays_pending() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"), Person.instant("bob@example.org", "rust"));
    board.shows(posting("1", "Java developer"));
    long failed;
    try (var _ = scene.db().refuse("UPDATE OF matched_version ON posting", "true")) {
      var launch = scene.run("alerts", minute(0));
      assertThat(launch.status()).isEqualTo("FAILED");
      failed = java.util.Objects.requireNonNull(launch.execution());
    }
    board.shows(posting("1", "Rust developer"));
    scene.run("scan", minute(1));

    scene.process().rerun(failed, "the disk has room");
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isEqualTo(1);
    assertThat(scene.run("alerts", minute(2)).status()).isEqualTo("DONE");

    assertThat(scene.told("bob@example.org", "Rust developer")).isEqualTo(1);
    assertThat(scene.db().count("posting WHERE matched_version < text_version")).isZero();
  }

  @Test
  void a_match_whose_composing_conflicts_goes_out_at_the_next_slot() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    board.adds(posting("2", "Java architect"));
    scene.run("scan", minute(1));
    scene.run("match", minute(1));

    scene.run("instant", minute(0));
    assertThat(scene.told(ANN, "Java architect")).isZero();
    scene.run("instant", minute(1));

    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void an_instant_mail_that_expired_goes_into_the_digest() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.db().sql("UPDATE setting SET value = 'off' WHERE key = 'sending'");
    scene.run("alerts", minute(0));
    scene.db().sql("UPDATE setting SET value = 'on' WHERE key = 'sending'");

    scene.run("alerts", minute(7 * 60));
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("EXPIRED");
    assertThat(scene.mails()).isEmpty();
    scene.run("digest", TOMORROW_AT_8);

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.db().column("SELECT kind FROM mail WHERE state = 'SENT'"))
        .containsExactly("digest");
  }

  @Test
  void matches_of_a_paused_subscriber_wait_until_the_pause_ends() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.db().sql("UPDATE subscriber SET paused_until = TIMESTAMPTZ '" + minute(60) + "'");
    board.shows(posting("1", "Java developer"));

    scene.run("alerts", minute(0));
    scene.run("alerts", minute(59));
    assertThat(scene.mails()).isEmpty();
    scene.run("alerts", minute(60));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_pause_that_lasts_longer_than_an_instant_mail_is_worth_ends_in_a_digest() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.db().sql("UPDATE subscriber SET paused_until = TIMESTAMPTZ '2031-03-05 00:00Z'");
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));

    scene.run("digest", TOMORROW_AT_8);
    assertThat(scene.mails()).isEmpty();
    scene.run("alerts", Instant.parse("2031-03-05T00:00:00Z"));
    assertThat(scene.mails()).isEmpty();
    scene.run("digest", Instant.parse("2031-03-05T08:00:00Z"));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_board_that_fails_for_a_while_keeps_its_last_postings_and_its_new_ones_are_news() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));
    board.answers(500);
    scene.run("alerts", minute(1));
    assertThat(scene.db().count("posting WHERE closed_at IS NULL")).isEqualTo(1);

    board.shows(posting("1", "Java developer"), posting("2", "Java architect"));
    scene.run("alerts", minute(5));

    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_posting_of_a_board_that_is_removed_before_it_was_matched_still_arrives() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("scan", minute(0));
    scene.db().sql("UPDATE board SET removed_at = clock_timestamp()");

    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_visit_by_an_old_definition_is_dropped_and_its_board_stays_due() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board
        .adds(posting("1", "Java developer"))
        .answers(
            exchange -> {
              scene.importBoards(board.reads("department", "/none"));
              io.earlybrd.platform.http.Loopback.send(
                  exchange, 200, "application/json", "{\"jobs\":[]}");
              board.shows(posting("1", "Java developer"));
            });

    scene.run("alerts", minute(0));
    assertThat(scene.db().count("board_visit WHERE slot = TIMESTAMPTZ '" + minute(0) + "'"))
        .isZero();
    scene.run("alerts", minute(1));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }
}
