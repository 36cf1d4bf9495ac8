package io.earlybrd.posting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a posting pays, as numbers.
 *
 * @param min at least; null where only a maximum is known; never 0
 * @param max at most; null where only a minimum is known
 * @param currency ISO 4217, such as {@code EUR}; null where it is not said
 * @param period null where it is not said
 */
public record PayRange(
    @Nullable BigDecimal min,
    @Nullable BigDecimal max,
    @Nullable String currency,
    @Nullable Period period) {

  /** What the numbers are paid for. */
  public enum Period {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    YEAR,
    /** A whole project, whatever time it takes: a freelancer's budget. */
    PROJECT
  }

  public static @Nullable PayRange of(
      @Nullable String min,
      @Nullable String max,
      @Nullable String currency,
      @Nullable String period) {
    return null;
  }

  public static @Nullable PayRange parse(@Nullable String shown) {
    return null;
  }

  public static @Nullable PayRange inText(String text) {
    return null;
  }

  public String shown() {
    return "";
  }
}
