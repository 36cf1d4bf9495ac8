package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.cli.TestRunner;
import io.earlybrd.platform.http.Loopback;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that loses the connection of its locks visits, claims, composes and sends nothing more.
 */
class GuardTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  private BoardPage board;

  @BeforeEach
  void news() {
    board = scene.knownBoard("a");
    scene.endProcess();
    scene.importSubscribers(
        Person.instant(ANN, "java"),
        Person.instant("bob@example.org", "java"),
        Person.instant("cid@example.org", "java"));
    board.shows(posting("1", "Java developer"));
  }

  @ParameterizedTest(name = "after {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "scan     | UPDATE ON board                      | true                           | posting"
            + " WHERE match_instance IS NOT NULL",
        "claim    | UPDATE OF match_instance ON posting  | NEW.match_instance IS NOT NULL | match",
        "walk     | INSERT ON match                      | true                           | posting"
            + " WHERE matched_version > 0",
        "settle   | UPDATE OF matched_version ON posting | true                           | mail",
        "instant  | INSERT ON mail                       | true                           | mail"
            + " WHERE state <> 'PENDING'",
      })
  void nothing_more_is_written_after_the_locks_are_gone(
      String step, String what, String condition, String next) {
    var process = scene.otherProcess();
    TestRunner.Launch launch;
    try (var _ = scene.db().also(what, condition, cut(process))) {
      launch = process.run("alerts", minute(0));
    }

    assertThat(process.halts()).isNotEmpty().containsOnly(1);
    assertThat(launch.exit()).isEqualTo(1);
    assertThat(scene.db().count(next)).isZero();
    assertThat(scene.mails()).isEmpty();
    othersGoOn();
  }

  @Test
  void no_mail_leaves_after_the_one_under_way() {
    var process = scene.otherProcess();
    scene
        .mailServer()
        .atNextMessage(() -> scene.db().sql("DO $$ BEGIN " + cut(process) + " END $$"));

    process.run("alerts", minute(0));

    assertThat(process.halts()).isNotEmpty().containsOnly(1);
    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().column("SELECT state FROM mail ORDER BY id"))
        .as("the truth about the last one is written in any case")
        .containsExactly("SENT", "PENDING", "PENDING");
    othersGoOn();
  }

  @Test
  void no_digest_is_composed_without_the_locks() {
    scene.importSubscribers(Person.digest("eve@example.org", "java"));
    scene.run("alerts", minute(0));
    scene.endProcess();
    scene.mailServer().forget();
    var process = scene.otherProcess();
    // The record of who runs it is written before its first step.
    try (var _ = scene.db().also("INSERT ON execution_process", "true", cut(process))) {
      process.run("digest", java.time.Instant.parse("2031-03-04T08:00:00Z"));
    }

    assertThat(process.halts()).isNotEmpty();
    assertThat(scene.db().count("mail WHERE kind = 'digest'")).isZero();
  }

  @Test
  void a_process_that_waits_notices_too() throws Exception {
    var process = scene.otherProcess();
    board.answers(
        exchange -> {
          scene.db().sql("DO $$ BEGIN " + cut(process) + " END $$");
          try {
            for (int i = 0; i < 40 && process.halts().isEmpty(); i++) {
              Thread.sleep(100);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          Loopback.send(exchange, 500, "text/plain", Integer.toString(process.halts().size()));
        });

    process.run("scan", minute(0));

    assertThat(process.halts()).containsOnly(1);
    assertThat(scene.db().count("board_visit WHERE outcome = 'failed'")).isZero();
  }

  private void othersGoOn() {
    board.shows(posting("1", "Java developer"));
    scene.run("alerts", minute(5));
    assertThat(scene.mails()).hasSize(3);
    for (var email : new String[] {ANN, "bob@example.org", "cid@example.org"}) {
      assertThat(scene.told(email, "Java developer")).as(email).isEqualTo(1);
    }
  }

  private static String cut(TestRunner process) {
    return "PERFORM pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '%s';"
        .formatted(process.name());
  }
}
