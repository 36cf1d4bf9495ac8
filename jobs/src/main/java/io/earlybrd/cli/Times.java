package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Times on the command line: RFC 3339 with a zone. */
final class Times {
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

  private Times() {}

  static Instant parse(String option, String text) {
    try {
      var time = OffsetDateTime.parse(text.strip().replace(' ', 'T')).toInstant();
      if (!time.isBefore(EARLIEST) && !time.isAfter(LATEST)) {
        return time;
      }
    } catch (DateTimeException e) {
      // Reported below, with what is wanted instead.
    }
    throw new UserError(
        option
            + " “"
            + text
            + "” must be a time with its zone, such as 2026-11-24T08:00:00Z or"
            + " 2026-11-24T09:00:00+01:00");
  }

  /** To the second, for a person. */
  static Instant cut(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  /** In whole minutes and never none, for a person. */
  static String minutes(Duration time) {
    long minutes = Math.max(1, time.plusSeconds(59).toMinutes());
    return minutes == 1 ? "1 minute" : "%,d minutes".formatted(minutes);
  }
}
