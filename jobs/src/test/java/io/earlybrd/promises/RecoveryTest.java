package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Promise 3: what a dead process left behind is gone on with, and nobody cleans up by hand. */
class RecoveryTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @ParameterizedTest(name = "job {0}, step {1}")
  @CsvSource({
    "STARTED,  STARTED",
    "STARTED,  STOPPING",
    "STOPPING, STARTED",
    "UNKNOWN,  UNKNOWN",
    "STARTED,  UNKNOWN",
    "UNKNOWN,  STARTED",
    "STARTED,  FAILED",
    "STARTING, FAILED",
  })
  void a_dead_run_goes_on_from_its_last_commit_before_the_launchs_own_slot(
      String job, String step) {
    var board = boardWithNews();
    long dead = dies("INSERT ON match", minute(0), job, step);
    board.adds(posting("2", "Java architect"));

    assertThat(scene.run("alerts", minute(1)).exit()).isZero();

    assertThat(
            scene
                .db()
                .column(
                    "SELECT i.job_execution_id || ' ' || i.status FROM batch_job_execution i WHERE job_execution_id >= %d ORDER BY 1"
                        .formatted(dead)))
        .containsExactly(dead + " FAILED", dead + 1 + " COMPLETED", dead + 2 + " COMPLETED");
    assertThat(scene.db().count("batch_job_instance WHERE job_name = 'alerts'")).isEqualTo(2);
    assertThat(
            scene
                .db()
                .column("SELECT who || ' ' || action || ' ' || job_execution FROM operator_action"))
        .containsExactly("launcher recover " + dead);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
  }

  @Test
  void a_dead_run_is_work_also_where_nothing_else_is_due() {
    boardWithNews();
    dies("INSERT ON match", minute(0), "STARTED", "STARTED");
    scene.db().sql("UPDATE board SET enabled = false");
    scene.db().sql("UPDATE posting SET held = true");

    assertThat(scene.run("match", minute(1)).status()).isEqualTo("DONE");

    assertThat(scene.db().count("operator_action WHERE action = 'recover'")).isEqualTo(1);
  }

  @Test
  void dead_runs_go_on_oldest_first() {
    boardWithNews();
    long first = dies("INSERT ON match", minute(0), "FAILED", "FAILED");
    long second = dies("INSERT ON match", minute(1), "FAILED", "FAILED");
    markDead(second, "STARTED", "STARTED");
    markDead(first, "STARTED", "STARTED");

    assertThat(scene.run("alerts", minute(2)).exit()).isZero();

    assertThat(
            scene
                .db()
                .column(
                    "SELECT job_execution FROM operator_action WHERE action = 'recover' ORDER BY"
                        + " id"))
        .containsExactly(Long.toString(first), Long.toString(second));
    assertThat(
            scene
                .db()
                .column(
                    "SELECT p.parameter_value FROM batch_job_execution_params p WHERE parameter_name = 'slot' AND job_execution_id > %d ORDER BY job_execution_id"
                        .formatted(second)))
        .containsExactly(minute(0).toString(), minute(1).toString(), minute(2).toString());
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_dead_run_of_another_job_of_the_group_is_recovered_too() {
    boardWithNews();
    scene.run("scan", minute(0));
    try (var _ = scene.db().refuse("INSERT ON match", "true")) {
      markDead(
          Objects.requireNonNull(scene.run("match", minute(0)).execution()), "STARTED", "STARTED");
    }

    scene.run("alerts", minute(1));

    assertThat(scene.db().count("batch_job_execution WHERE status NOT IN ('COMPLETED', 'FAILED')"))
        .isZero();
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void a_dead_run_of_another_group_is_left_alone() {
    boardWithNews();
    dies("INSERT ON match", minute(0), "STARTED", "STARTED");

    scene.run("send", minute(1));

    assertThat(scene.db().count("batch_job_execution WHERE status = 'STARTED'")).isEqualTo(1);
  }

  @Test
  void an_instance_that_a_kill_left_without_an_execution_does_not_refuse_its_slot() {
    boardWithNews();
    long killed = dies("INSERT ON match", minute(0), "FAILED", "FAILED");
    for (var table :
        new String[] {
          "batch_step_execution_context WHERE step_execution_id IN (SELECT step_execution_id FROM"
              + " batch_step_execution WHERE job_execution_id = %d)",
          "batch_step_execution WHERE job_execution_id = %d",
          "batch_job_execution_context WHERE job_execution_id = %d",
          "batch_job_execution_params WHERE job_execution_id = %d",
          "batch_job_execution WHERE job_execution_id = %d"
        }) {
      scene.db().sql("DELETE FROM " + table.formatted(killed));
    }

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");

    assertThat(scene.db().column("SELECT action FROM operator_action"))
        .containsExactly("delete-orphan");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void an_instance_without_an_execution_is_work_also_where_nothing_else_is_due() {
    scene
        .db()
        .sql(
            "INSERT INTO batch_job_instance (job_instance_id, version, job_name, job_key) VALUES"
                + " (nextval('batch_job_instance_seq'), 0, 'alerts', 'x')");

    assertThat(scene.run("alerts", minute(0)).status()).isNotEqualTo("NOTHING_DUE");

    assertThat(scene.db().count("batch_job_instance WHERE job_key = 'x'")).isZero();
  }

  @Test
  void at_the_third_death_an_instance_stays_failed_as_an_incident_and_is_no_longer_work() {
    boardWithNews();
    long dead = dies("INSERT ON match", minute(0), "STARTED", "STARTED");
    for (int death = 2; death <= 3; death++) {
      try (var _ = scene.db().refuse("INSERT ON match", "true")) {
        scene.run("match", minute(death));
      }
      dead = newest(minute(0).toString());
      markDead(dead, "STARTED", "STARTED");
    }
    scene.db().sql("UPDATE board SET enabled = false");

    var launch = scene.run("alerts", minute(4));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(
            scene
                .db()
                .value("SELECT status FROM batch_job_execution WHERE job_execution_id = " + dead))
        .isEqualTo("FAILED");
    assertThat(newest(minute(0).toString())).as("not restarted").isEqualTo(dead);
    assertThat(scene.db().column("SELECT \"check\" || ': ' || subject FROM incident"))
        .containsExactly("dead-run: alerts " + minute(0));
    assertThat(scene.db().value("SELECT detail FROM incident"))
        .contains("./earlybrd rerun " + dead);
    assertThat(scene.told(ANN, "Java developer")).as("by the next slot").isEqualTo(1);
    assertThat(scene.run("alerts", minute(5)).status()).isEqualTo("NOTHING_DUE");
    assertThat(scene.run("alerts", minute(0)).exit()).as("its own slot").isEqualTo(1);
    assertThat(scene.process().rerun(dead, "a person looked").status()).isEqualTo("DONE");
  }

  @Test
  void a_restart_that_fails_makes_the_launch_fail_and_its_own_slot_is_run_all_the_same() {
    var board = boardWithNews();
    dies("INSERT ON match", minute(0), "STARTED", "STARTED");
    board.adds(posting("2", "Java architect"));
    int asked = board.asked();

    try (var _ =
        scene
            .db()
            .refuse(
                "INSERT ON match",
                "NEW.job_execution < %d + 2".formatted(newest(minute(0).toString())))) {
      var launch = scene.run("alerts", minute(1));
      assertThat(launch.exit()).isEqualTo(1);
      assertThat(launch.note()).contains("dead run");
    }

    assertThat(board.asked()).isEqualTo(asked + 1);
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.told(ANN, "Java architect")).isEqualTo(1);
  }

  @Test
  void a_restart_takes_only_what_is_due_at_its_slot_and_moves_nothing_backwards() {
    var board = boardWithNews();
    long failed = dies("INSERT ON board_visit", minute(0), "FAILED", "FAILED");
    scene.run("alerts", minute(10));
    int asked = board.asked();
    var before =
        scene.db().column("SELECT (visited_slot, next_visit_at, last_visit_at)::text FROM board");

    assertThat(scene.process().rerun(failed, "to see").status()).isEqualTo("DONE");

    assertThat(board.asked()).isEqualTo(asked);
    assertThat(
            scene
                .db()
                .column("SELECT (visited_slot, next_visit_at, last_visit_at)::text FROM board"))
        .isEqualTo(before);
  }

  @Test
  void a_board_that_is_due_at_the_slot_of_a_restart_does_not_lose_its_later_slot() {
    var board = boardWithNews();
    long failed = dies("INSERT ON board_visit", minute(0), "FAILED", "FAILED");
    scene.run("alerts", minute(10));
    scene.db().sql("UPDATE board SET next_visit_at = '-infinity'");

    scene.process().rerun(failed, "to see");

    assertThat(
            scene
                .db()
                .value("SELECT visited_slot = TIMESTAMPTZ '%s' FROM board".formatted(minute(10))))
        .isEqualTo("t");
    assertThat(board.asked()).isEqualTo(4);
  }

  /** A board past its baseline with a posting that Ann waits for. */
  private static BoardPage boardWithNews() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    return board.shows(posting("1", "Java developer"));
  }

  /** The alerts of a slot die where the database refuses something. */
  private static long dies(String where, java.time.Instant slot, String job, String step) {
    try (var _ = scene.db().refuse(where, "true")) {
      var launch = scene.run("alerts", slot);
      assertThat(launch.exit()).isEqualTo(1);
      long execution = Objects.requireNonNull(launch.execution());
      markDead(execution, job, step);
      return execution;
    }
  }

  /** As a process leaves it that is killed there. */
  private static void markDead(long execution, String job, String step) {
    if (!step.equals("FAILED")) {
      scene
          .db()
          .sql(
              "UPDATE batch_step_execution SET status = '%s', end_time = NULL, exit_code = 'EXECUTING' WHERE job_execution_id = %d AND status = 'FAILED'"
                  .formatted(step, execution));
    }
    if (!job.equals("FAILED")) {
      scene
          .db()
          .sql(
              "UPDATE batch_job_execution SET status = '%s', end_time = NULL, exit_code = 'UNKNOWN' WHERE job_execution_id = %d"
                  .formatted(job, execution));
    }
  }

  private static long newest(String slot) {
    return Long.parseLong(
        Objects.requireNonNull(
            scene
                .db()
                .value(
                    "SELECT max(job_execution_id) FROM batch_job_execution_params WHERE parameter_name = 'slot' AND parameter_value = '%s'"
                        .formatted(slot))));
  }
}
