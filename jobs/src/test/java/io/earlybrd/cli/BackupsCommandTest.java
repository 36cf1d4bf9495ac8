package io.earlybrd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** When {@code backups} exits 1, and with which line. */
class BackupsCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void one_of_last_night_is_well() {
    assertThat(BackupsCommand.problem(NOW.minus(Duration.ofHours(9)), NOW)).isEmpty();
    assertThat(BackupsCommand.problem(NOW.minus(Duration.ofHours(26)), NOW)).isEmpty();
  }

  @Test
  void one_that_is_older_than_26_hours_is_a_problem() {
    assertThat(BackupsCommand.problem(NOW.minus(Duration.ofMinutes(26 * 60 + 1)), NOW))
        .get()
        .asString()
        .contains("26 hours old")
        .doesNotContain("\n");
  }

  @Test
  void none_is_a_problem() {
    assertThat(BackupsCommand.problem(null, NOW)).get().asString().contains("there is no backup");
  }
}
