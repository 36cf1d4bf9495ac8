package io.earlybrd.mail;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** How old a posting is, in words. */
final class Age {
  private Age() {}

  /**
   * Relative to {@code now}, the mail's date. A time of posting that lies ahead is a board's
   * mistake: then it counts from when the posting was first seen.
   */
  static String of(@Nullable Instant postedAt, Instant firstSeenAt, Instant now) {
    if (postedAt == null || postedAt.isAfter(now)) {
      return "seen " + ago(Duration.between(firstSeenAt, now));
    }
    // Most boards give a day; an hour made of its midnight would be a lie.
    boolean wholeDay = postedAt.equals(postedAt.truncatedTo(ChronoUnit.DAYS));
    if (!wholeDay) {
      return "posted " + ago(Duration.between(postedAt, now));
    }
    long days =
        ChronoUnit.DAYS.between(
            postedAt.atOffset(ZoneOffset.UTC).toLocalDate(),
            now.atOffset(ZoneOffset.UTC).toLocalDate());
    return "posted " + (days == 0 ? "today" : days == 1 ? "yesterday" : daysAgo(days));
  }

  private static String ago(Duration age) {
    long minutes = age.toMinutes();
    if (minutes < 2) {
      return "just now";
    }
    if (minutes < 60) {
      return minutes + " minutes ago";
    }
    return age.toHours() < 24 ? counted(age.toHours(), "hour") : daysAgo(age.toDays());
  }

  private static String daysAgo(long days) {
    if (days < 14) {
      return counted(days, "day");
    }
    if (days < 60) {
      return counted(days / 7, "week");
    }
    return days < 730 ? counted(days / 30, "month") : counted(days / 365, "year");
  }

  private static String counted(long count, String unit) {
    return count + " " + unit + (count == 1 ? "" : "s") + " ago";
  }
}
