package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** One at a time, and what happens to a process whose connections are cut. */
@Execution(ExecutionMode.CONCURRENT)
class LockTest {

  @TempDir Path home;

  @Test
  void a_second_launch_ends_at_once_and_names_the_holder() throws Exception {
    try (var service = Service.running(home, 3, 18)) {
      var books = new Books(service);
      service.publishEverywhere();
      var hold = service.boards.hold("board-1");
      var first = service.launchAt("alerts", service.nextSlot());
      hold.awaitReached();

      // The machine may be busy: the quickest of three tells how long it takes.
      var second = Stream.generate(service::alerts).limit(3).filter(LockTest::atOnce).findFirst();

      assertThat(second).isPresent();
      assertThat(second.get().exit()).isEqualTo(3);
      assertThat(second.get().err())
          .contains("alerts is already running: alerts, pid " + first.pid() + " on " + host());
      assertThat(first.isAlive()).isTrue();

      hold.release();
      var ended = first.end();
      assertThat(ended.exit()).as("%s", ended).isZero();
      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.executions()).containsExactly("alerts COMPLETED");
    }
  }

  private static boolean atOnce(Launched.Ended ended) {
    return ended.took().compareTo(Duration.ofSeconds(3)) < 0;
  }

  private static String host() throws Exception {
    return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
  }

  @Test
  void a_sender_whose_lock_is_cut_takes_no_further_mail() {
    try (var service = Service.running(home, 6, 72)) {
      var books = new Books(service);
      service.publishEverywhere();
      var hold = service.sink.holdReply(5);
      var alerts = service.launchAt("alerts", service.nextSlot());
      hold.awaitReached();

      assertThat(books.cut("alerts, pid")).isEqualTo(1);
      hold.release();
      var ended = alerts.end();

      assertThat(ended.exit()).as("%s", ended).isEqualTo(1);
      assertThat(ended.err()).contains("the connection that held this process's locks is gone");
      assertThat(ended.err()).doesNotContain("\tat ");
      assertThat(service.sink.received()).hasSize(5);
      assertThat(books.strings("SELECT state FROM mail WHERE attempts > 0")).hasSize(5);

      service.alertsUntilNothingIsDue();

      assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
      assertThat(books.deliveredTwice("instant")).isEmpty();
      assertThat(books.repeated()).isLessThanOrEqualTo(1);
      assertThat(books.mailStates()).singleElement().asString().startsWith("SENT ");
    }
  }

  @Test
  void a_scan_whose_working_connections_are_cut_is_healed_by_the_next_launch() {
    try (var service = Service.running(home, 3, 18)) {
      service.publishEverywhere();
      var hold = service.boards.hold("board-1");
      cutIsHealed(service, hold, "earlybrd job");
    }
  }

  @Test
  void sending_whose_working_connections_are_cut_is_healed_by_the_next_launch() {
    try (var service = Service.running(home, 3, 18)) {
      service.publishEverywhere();
      var hold = service.sink.holdReply(2);
      cutIsHealed(service, hold, "earlybrd job");
    }
  }

  @Test
  void a_scan_that_loses_its_database_is_healed_by_the_next_launch() {
    try (var service = Service.running(home, 3, 18)) {
      service.publishEverywhere();
      var hold = service.boards.hold("board-1");
      cutIsHealed(service, hold, "");
    }
  }

  private static void cutIsHealed(Service service, Hold hold, String connections) {
    var books = new Books(service);
    var alerts = service.launchAt("alerts", service.nextSlot());
    hold.awaitReached();

    assertThat(books.cut(connections)).isPositive();
    hold.release();
    var ended = alerts.end();

    // It may have got over it.
    assertThat(ended.exit()).as("%s", ended).isIn(0, 1);
    assertThat(ended.err()).as("%s", ended).isNotBlank().doesNotContain("\tat ");

    var launches = service.alertsUntilNothingIsDue();

    assertThat(launches).allSatisfy(next -> assertThat(next.exit()).as("%s", next).isZero());
    assertThat(books.delivered("instant")).isEqualTo(books.wanted("instant"));
    assertThat(books.deliveredTwice("instant")).isEmpty();
    assertThat(books.repeated()).isZero();
    assertThat(statuses(books)).isSubsetOf("COMPLETED", "FAILED");
  }

  private static List<String> statuses(Books books) {
    return books.strings(
        "SELECT status FROM batch_job_execution UNION SELECT status FROM batch_step_execution");
  }
}
