package io.earlybrd.platform.http;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** The Retry-After header (RFC 9110, 10.2.3): seconds, or a date. */
final class RetryAfter {
  /** Whoever asks for more is asked again after that: a year may well be a mistake. */
  static final Duration MOST = Duration.ofDays(1);

  private static final int DIGITS = 12;

  private RetryAfter() {}

  /**
   * How long the host wants to be left alone; null where it does not say so in a way that is
   * understood, or says "not at all".
   *
   * @param date the answer's Date: a host's date is meant by the host's own clock
   * @param clock where the answer has none
   */
  static @Nullable Duration parse(@Nullable String value, @Nullable String date, Clock clock) {
    if (value == null || value.isBlank()) {
      return null;
    }
    var text = value.strip();
    var wait = isNumber(text) ? Duration.ofSeconds(Long.parseLong(text)) : until(text, date, clock);
    if (wait == null || wait.isNegative() || wait.isZero()) {
      return null;
    }
    return wait.compareTo(MOST) > 0 ? MOST : wait;
  }

  private static boolean isNumber(String text) {
    return text.length() <= DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static @Nullable Duration until(String text, @Nullable String date, Clock clock) {
    var end = instant(text);
    if (end == null) {
      return null;
    }
    var now = date == null ? null : instant(date.strip());
    return Duration.between(now != null ? now : clock.instant(), end);
  }

  private static @Nullable Instant instant(String text) {
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeParseException e) {
      return null;
    }
  }
}
