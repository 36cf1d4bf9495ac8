package io.earlybrd.scan;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** How long a board is left alone after a failure. */
final class BackOff {
  private static final Duration LONGEST = Duration.ofHours(6);
  private static final double JITTER = 0.2;

  private BackOff() {}

  /**
   * Twice as long after each failure in a row, up to six hours, give or take a fifth, so that
   * boards that failed together do not all come back together. Never sooner than the board's own
   * interval or than its host asks for. The same for the same board and failures.
   */
  static Duration after(int failures, Duration every, String board, @Nullable Duration retryAfter) {
    var longest = every.compareTo(LONGEST) > 0 ? every : LONGEST;
    var doubled = every.multipliedBy(1L << Math.min(failures - 1, 20));
    var delay = doubled.compareTo(longest) > 0 ? longest : doubled;
    var jittered =
        Duration.ofSeconds(Math.round(delay.toSeconds() * (1 + JITTER * jitter(board, failures))));
    return max(max(jittered, every), retryAfter == null ? Duration.ZERO : retryAfter);
  }

  /** From -1 to 1. */
  private static double jitter(String board, int failures) {
    var hash = new CRC32();
    hash.update((board + ":" + failures).getBytes(StandardCharsets.UTF_8));
    return hash.getValue() / (double) 0xffff_ffffL * 2 - 1;
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }
}
