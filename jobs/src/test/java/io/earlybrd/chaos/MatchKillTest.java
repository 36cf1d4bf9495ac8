package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.match.MatchingData;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code kill -9} in the middle of a match of twenty thousand searches. */
@Execution(ExecutionMode.CONCURRENT)
class MatchKillTest {
  @TempDir Path home;

  @Test
  void what_was_matched_before_a_kill_is_not_matched_again_and_the_rest_is() {
    try (var service = Service.running(home, 1, 1)) {
      var data = new MatchingData(service.jdbc());
      data.postings(8);
      data.people(10_000, 2);
      long searches = data.number("SELECT count(*) FROM saved_search");
      service.slowDown("match", Duration.ofMillis(250));

      long committed;
      try (var launched = service.launchAt("match", service.nextSlot())) {
        Books.await("three pages", () -> data.walkCommits() >= 3);
        launched.kill();
        committed = data.walked().getFirst();
      }
      var before = data.matches();
      try (var launched = service.launchAt("match", service.nextSlot())) {
        assertThat(launched.end().exit()).isZero();
      }

      var books = new Books(service);
      assertThat(before).isNotEmpty().hasSizeLessThan(data.expected().size());
      assertThat(data.matches()).isEqualTo(data.expected());
      assertThat(books.executions())
          .containsExactly("match FAILED", "match COMPLETED", "match COMPLETED");
      assertThat(data.walked()).containsExactly(committed, searches - committed, 0L);
      System.out.printf(
          "chaos: match killed after %d of %d searches and %d of %d matches%n",
          committed, searches, before.size(), data.expected().size());
    }
  }
}
