package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Processes that die at the same place again and again, and one that dies while it recovers
 * another.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeathTest {

  @TempDir Path home;

  @Test
  void at_its_third_death_an_instance_stays_failed_and_the_others_go_on() {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.publishEverywhere();
      // Their postings are claimed by then.
      try (var matches = new TableHold(service, "match")) {
        for (int death = 0; death < 3; death++) {
          die(service, matches);
        }
      }

      var launches = service.alertsUntilNothingIsDue();

      assertThat(launches).allSatisfy(ended -> assertThat(ended.exit()).as("%s", ended).isZero());
      assertThat(books.executions())
          .containsExactly("alerts FAILED", "alerts FAILED", "alerts FAILED", "alerts COMPLETED");
      assertThat(books.strings("SELECT \"check\" FROM incident WHERE closed_at IS NULL"))
          .containsExactly("dead-run");
      assertThat(books.operatorActions()).containsExactly("launcher recover 3");
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.deliveredTwice("instant")).isEmpty();

      var rerun = service.command("rerun", "3", "--reason", "what killed it is mended");

      assertThat(rerun.exit()).as("%s", rerun).isZero();
      assertThat(books.repeated()).isZero();
    }
  }

  private static void die(Service service, TableHold where) {
    try (var launched = service.launchAt("alerts", service.nextSlot())) {
      where.awaitReached();
      launched.kill();
    }
  }

  @Test
  void a_death_between_recovering_and_restarting_is_healed_like_any_other() {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.publishEverywhere();
      try (var matches = new TableHold(service, "match")) {
        die(service, matches);
      }
      // A restart writes the parameters of the new execution.
      try (var restarts = new TableHold(service, "batch_job_execution_params")) {
        die(service, restarts);
      }

      service.alertsUntilNothingIsDue();

      assertThat(books.executions())
          .containsExactly("alerts FAILED", "alerts COMPLETED", "alerts COMPLETED");
      assertThat(books.operatorActions()).containsExactly("launcher recover 1");
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
    }
  }
}
