package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.cli.TestRunner;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.run.Gate;
import io.earlybrd.run.Host;
import io.earlybrd.run.LockConnection;
import io.earlybrd.scan.ScanWork;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slots, and what a launch does before it works. */
class LaunchingTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"alerts", "scan", "match", "instant", "digest", "send"})
  void a_launch_with_nothing_due_leaves_a_launch_row_and_no_execution(String job) {
    assertThat(scene.run(job, minute(0)).status()).isEqualTo("NOTHING_DUE");
    assertThat(scene.run(job, minute(1)).exit()).isZero();

    assertThat(scene.db().count("batch_job_instance")).isZero();
    assertThat(scene.db().column("SELECT job || ' ' || host || ' ' || last_outcome FROM launch"))
        .containsExactly(job + " test-host NOTHING_DUE");
    assertThat(scene.db().value("SELECT last_slot = TIMESTAMPTZ '" + minute(1) + "' FROM launch"))
        .isEqualTo("t");
  }

  @Test
  void a_launch_that_worked_leaves_its_outcome_in_the_launch_row() {
    scene.importBoards(scene.board("a"));

    scene.run("alerts", minute(0));

    assertThat(scene.db().column("SELECT last_outcome FROM launch")).containsExactly("DONE");
  }

  @Test
  void a_board_that_is_not_due_is_no_work() {
    scene.knownBoard("a").definedWith("every", "10m");
    scene.db().sql("UPDATE board SET next_visit_at = TIMESTAMPTZ '" + minute(1) + "'");

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("NOTHING_DUE");
    assertThat(scene.run("alerts", minute(1)).status()).isEqualTo("DONE");
  }

  @Test
  void mails_are_no_work_while_sending_is_off() {
    waitingMail();
    scene.db().sql("UPDATE setting SET value = 'off' WHERE key = 'sending'");

    assertThat(scene.run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");
  }

  @Test
  void mails_are_no_work_in_a_copy_of_the_database() {
    waitingMail();
    scene.db().sql("UPDATE setting SET value = '1:1' WHERE key = 'identity'");

    assertThat(scene.run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");
  }

  private static void waitingMail() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.mailServer().answer("RCPT", "450 not now");
    scene.run("alerts", minute(0));
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("PENDING");
    // Alerts would find its board due.
    assertThat(scene.mails()).isEmpty();
  }

  @Test
  void a_slot_that_is_completed_says_so() {
    scene.importBoards(scene.board("a"));
    var first = scene.run("alerts", minute(0));
    scene.importBoards(scene.board("b"));

    var second = scene.run("alerts", minute(0));

    assertThat(second.exit()).isZero();
    assertThat(second.execution()).isEqualTo(first.execution());
    assertThat(second.note()).contains("completed", "--again");
    assertThat(scene.db().count("board_visit")).isEqualTo(1);
  }

  @Test
  void a_slot_that_failed_goes_on_in_its_instance() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    TestRunner.Launch failed;
    try (var _ = scene.db().refuse("INSERT ON match", "true")) {
      failed = scene.run("alerts", minute(0));
    }
    assertThat(failed.exit()).isEqualTo(1);

    var second = scene.run("alerts", minute(0));

    assertThat(second.status()).isEqualTo("DONE");
    assertThat(second.execution()).isNotEqualTo(failed.execution());
    assertThat(scene.db().count("batch_job_instance WHERE job_name = 'alerts'")).isEqualTo(1);
    assertThat(
            scene
                .db()
                .column(
                    "SELECT step_name FROM batch_step_execution WHERE job_execution_id = %d ORDER BY 1"
                        .formatted(second.execution())))
        .containsExactly("instant", "send", "settle", "walk");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void again_is_another_instance_and_is_recorded_with_its_reason() {
    scene.importBoards(scene.board("a"));
    scene.run("alerts", minute(0));

    var again = scene.process().again("alerts", minute(0), "the board was mended");

    assertThat(again.status()).isEqualTo("DONE");
    assertThat(scene.db().column("SELECT action || ': ' || reason FROM operator_action"))
        .containsExactly("again: the board was mended");
    assertThat(scene.process().again("alerts", minute(0), "once more").status()).isEqualTo("DONE");
    assertThat(scene.db().count("batch_job_instance")).isEqualTo(3);
  }

  @Test
  void again_of_a_slot_that_failed_goes_on_in_its_instance() {
    scene.importBoards(scene.board("a"));
    try (var _ = scene.db().refuse("INSERT ON board_visit", "true")) {
      scene.run("alerts", minute(0));
    }

    scene.process().again("alerts", minute(0), "to see");

    assertThat(scene.db().count("batch_job_instance")).isEqualTo(1);
    assertThat(scene.db().count("board_visit")).isEqualTo(1);
  }

  @Test
  void a_clock_that_was_set_back_does_not_silence_the_service() {
    var lastYear = Instant.parse("2020-06-01T12:00:00Z");
    var board = scene.board("a");
    scene.importBoards(board);
    scene.process().runWithoutAt("alerts", lastYear);
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.adds(posting("1", "Java developer"));
    scene.db().sql("UPDATE board SET next_visit_at = '-infinity'");

    var launch = scene.process().runWithoutAt("alerts", lastYear);

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(
            scene.db().column("SELECT who || ' ' || action || ': ' || reason FROM operator_action"))
        .containsExactly("launcher again: the clock was set back");
  }

  @Test
  void a_slot_that_was_just_completed_is_not_taken_for_a_clock_set_back() {
    var now =
        Instant.now().plusSeconds(86_400 * 2).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);
    scene.importBoards(scene.board("a"));
    scene.process().runWithoutAt("alerts", now);
    scene.importBoards(scene.board("b"));

    assertThat(scene.process().runWithoutAt("alerts", now).note()).contains("completed");
  }

  @Test
  void a_second_launch_of_the_group_is_told_who_holds_it() {
    scene.endProcess();
    scene.importBoards(scene.board("a"));
    scene.run("alerts", minute(0));
    var other = scene.otherProcess();

    for (var job : new String[] {"alerts", "scan", "match", "instant"}) {
      var busy = other.run(job, minute(1));
      assertThat(busy.exit()).as(job).isEqualTo(3);
      assertThat(busy.note()).as(job).contains(scene.process().name(), "since");
    }
    assertThat(other.run("send", minute(1)).exit()).isZero();
    assertThat(scene.db().count("launch WHERE last_outcome = 'BUSY'")).isEqualTo(4);
  }

  @Test
  void a_process_that_ended_lets_the_next_one_in() {
    scene.importBoards(scene.board("a"));
    scene.run("alerts", minute(0));
    var other = scene.otherProcess();
    scene.endProcess();

    assertThat(other.run("alerts", minute(1)).status()).isEqualTo("DONE");
  }

  @Test
  void a_database_without_tables_is_refused_with_the_command_to_type() {
    try (var lock = LockConnection.open(TestDatabases.empty(), "test")) {
      assertThatThrownBy(
              () ->
                  Gate.enter(
                      lock,
                      ScanWork.SPEC,
                      minute(0),
                      false,
                      true,
                      Schema.VERSION,
                      new Host("h", 1)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("./earlybrd migrate");
    }
  }

  @Test
  void a_database_that_is_behind_is_refused_with_the_command_to_type() {
    assertThatThrownBy(() -> scene.process().runByCodeOf("9999", "alerts", minute(0)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("./earlybrd migrate")
        .hasMessageContaining("9999");
  }

  @Test
  void a_database_that_is_ahead_is_fine_while_this_code_is_not_too_old_for_it() {
    assertThat(scene.process().runByCodeOf("0009", "alerts", minute(0)).exit()).isZero();
  }

  @Test
  void code_that_is_too_old_for_the_database_is_refused() {
    scene.db().sql("UPDATE setting SET value = '9000' WHERE key = 'oldest_code'");
    try {
      assertThatThrownBy(() -> scene.run("alerts", minute(0)))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("newer");
    } finally {
      scene.db().sql("UPDATE setting SET value = '0009' WHERE key = 'oldest_code'");
    }
  }

  @Test
  void rerun_of_what_is_completed_is_refused_with_what_to_do_instead() {
    scene.importBoards(scene.board("a"));
    long completed = Objects.requireNonNull(scene.run("alerts", minute(0)).execution());

    assertThatThrownBy(() -> scene.process().rerun(completed, "to see"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--again");
  }
}
