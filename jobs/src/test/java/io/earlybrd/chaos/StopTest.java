package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** SIGTERM, at any time. */
@Execution(ExecutionMode.CONCURRENT)
class StopTest {
  private static final Duration PROMPTLY = Duration.ofSeconds(25);

  @TempDir Path home;

  @Test
  void a_scan_that_is_stopped_is_resumed_in_its_instance() {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.publishEverywhere();
      var hold = service.boards.hold("board-1");

      var alerts = service.launchAt("alerts", service.nextSlot());
      hold.awaitReached();
      alerts.terminate();
      var stopped = alerts.end(PROMPTLY);

      assertThat(stopped.exit()).as("%s", stopped).isEqualTo(4);
      assertThat(books.executions()).endsWith("alerts STOPPED");
      assertThat(books.newestSteps()).containsExactly("scan STOPPED");

      hold.release();
      service.alertsUntilNothingIsDue();

      assertThat(books.executions())
          .containsExactly("alerts STOPPED", "alerts COMPLETED", "alerts COMPLETED");
      assertThat(instances(books)).isEqualTo(2);
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.deliveredTwice("instant")).isEmpty();
      assertThat(books.repeated()).isZero();
    }
  }

  @Test
  void sending_that_is_stopped_goes_on_where_it_was() {
    try (var service = Service.running(home, 6, 72)) {
      var books = new Books(service);
      service.publishEverywhere();
      var hold = service.sink.holdReply(5);
      // Slow enough that it cannot get through them all before it has heard of the signal.
      service.sink.delay(Duration.ofMillis(40));

      var alerts = service.launchAt("alerts", service.nextSlot());
      hold.awaitReached();
      alerts.terminate();
      hold.release();
      var stopped = alerts.end(PROMPTLY);

      assertThat(stopped.exit()).as("%s", stopped).isEqualTo(4);
      assertThat(books.executions()).endsWith("alerts STOPPED");
      assertThat(books.newestSteps()).endsWith("send STOPPED");
      assertThat(service.sink.received().size()).isBetween(5, 47);

      service.sink.delay(Duration.ZERO);
      service.alertsUntilNothingIsDue();

      assertThat(books.executions())
          .containsOnlyOnce("alerts STOPPED")
          .doesNotContain("alerts FAILED");
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.deliveredTwice("instant")).isEmpty();
      assertThat(books.repeated()).isZero();
    }
  }

  @Test
  void a_stop_right_after_the_start_is_exit_4() {
    try (var service = Service.running(home, 1, 1)) {
      var alerts = service.launchAt("alerts", service.nextSlot());
      alerts.terminate();

      // 143: the JVM had not come to our code yet.
      assertThat(alerts.end(PROMPTLY).exit()).isIn(4, 143);
    }
  }

  @Test
  void a_stop_while_it_looks_for_work_is_exit_4() {
    try (var service = Service.running(home, 1, 1)) {
      var books = new Books(service);
      service.boards.hold("board-0");

      var alerts = service.launchAt("alerts", service.nextSlot());
      Books.await("it has connected", () -> books.connections("alerts, pid " + alerts.pid()) > 0);
      alerts.terminate();
      var stopped = alerts.end(PROMPTLY);

      assertThat(stopped.exit()).as("%s", stopped).isEqualTo(4);
    }
  }

  private static int instances(Books books) {
    return books.strings("SELECT job_instance_id::text FROM batch_job_instance").size();
  }
}
