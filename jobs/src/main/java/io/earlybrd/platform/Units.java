package io.earlybrd.platform;

import java.time.Duration;
import java.util.Locale;

/**
 * Durations and sizes as Spring Boot writes them ({@code 20s}, {@code PT20S}, {@code 10MB}),
 * without loading Spring.
 */
public final class Units {
  private Units() {}

  /**
   * Parses {@code 500ms}, {@code 20s}, {@code 10m}, {@code 6h}, {@code 2d} or ISO-8601; a bare
   * number is milliseconds, as in Spring Boot.
   *
   * @throws IllegalArgumentException when it is none of these, or negative
   */
  public static Duration duration(String text) {
    var value = text.strip().toLowerCase(Locale.ROOT);
    if (value.startsWith("p")) {
      try {
        return notNegative(Duration.parse(value.toUpperCase(Locale.ROOT)));
      } catch (java.time.format.DateTimeParseException e) {
        throw new IllegalArgumentException(text, e);
      }
    }
    int digits = digits(value);
    long amount = Long.parseLong(value.substring(0, digits));
    return switch (value.substring(digits)) {
      case "", "ms" -> Duration.ofMillis(amount);
      case "us" -> Duration.ofNanos(Math.multiplyExact(amount, 1_000));
      case "ns" -> Duration.ofNanos(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> throw new IllegalArgumentException(text);
    };
  }

  /** Shows a duration as one unit where it can: {@code 10m}, {@code 90s}, {@code 6h}. */
  public static String shown(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }

  /**
   * Parses {@code 512}, {@code 512B}, {@code 64KB}, {@code 10MB}, {@code 1GB}; units are powers of
   * 1,024, as in Spring Boot.
   *
   * @throws IllegalArgumentException when it is none of these, or zero
   */
  public static long bytes(String text) {
    var value = text.strip().toUpperCase(Locale.ROOT);
    int digits = digits(value);
    long amount = Long.parseLong(value.substring(0, digits));
    int shift =
        switch (value.substring(digits)) {
          case "", "B" -> 0;
          case "KB" -> 10;
          case "MB" -> 20;
          case "GB" -> 30;
          default -> throw new IllegalArgumentException(text);
        };
    if (amount <= 0 || amount > Long.MAX_VALUE >> shift) {
      throw new IllegalArgumentException(text);
    }
    return amount << shift;
  }

  private static int digits(String value) {
    int digits = 0;
    while (digits < value.length() && Character.digit(value.charAt(digits), 10) >= 0) {
      digits++;
    }
    if (digits == 0 || digits > 18) {
      throw new IllegalArgumentException(value);
    }
    return digits;
  }

  private static Duration notNegative(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(duration.toString());
    }
    return duration;
  }
}
