package io.earlybrd.posting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a posting pays, as numbers. Equal amounts are equal ranges: numbers carry no zeros beyond
 * what they need.
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

  /** More than anybody is paid in any currency: such a number is a mistake or a telephone. */
  static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);

  /** Characters of a part of a pay, or of a field that shows it. */
  private static final int FIELD = ShownText.LINE;

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

  public PayRange {
    min = plain(min);
    max = plain(max);
  }

  /**
   * Of a field that shows pay, such as {@code CA$102.8K – CA$137K} or {@code from 3 500 zł /
   * month}. A {@code $} that says no more is USD and a {@code ¥} JPY. A period that is not said is
   * not guessed.
   *
   * @return null where the field shows no amount: {@code Competitive}, {@code $0}
   */
  public static @Nullable PayRange parse(@Nullable String shown) {
    return shown == null || shown.length() > FIELD ? null : PayField.parse(shown);
  }

  /**
   * Of a board that gives its parts.
   *
   * @param min as JSON had it: {@code 85000.0000}; 0 or blank is unknown
   * @param max likewise
   * @param currency a code or a symbol
   * @param period in any vendor's words: {@code per-year-salary}, {@code PA}, {@code 1 YEAR}
   * @return null where neither number is known, or one is absurd
   */
  public static @Nullable PayRange of(
      @Nullable String min,
      @Nullable String max,
      @Nullable String currency,
      @Nullable String period) {
    var low = part(min);
    var high = part(max);
    var code = PayCurrency.code(currency);
    if (code == null) {
      code = low != null && low.currency() != null ? low.currency() : currencyOf(high);
    }
    return between(
        low == null ? null : first(low.min(), low.max()),
        high == null ? null : first(high.max(), high.min()),
        code,
        PayPeriods.of(period));
  }

  /**
   * The pay that a title or a description states. Takes only what clearly is one: a currency and a
   * range or a period, or an amount behind a label such as {@code Salary:}. Prefers base pay to
   * other labels, and these to amounts without one; of equals the first. Takes time linear in the
   * text's length, whatever it is.
   *
   * @return null rather than a guess
   */
  public static @Nullable PayRange inText(@Nullable String text) {
    return text == null ? null : PayMention.find(text);
  }

  /** Null where both are unknown, or one is no pay that anybody gets. */
  static @Nullable PayRange between(
      @Nullable BigDecimal low,
      @Nullable BigDecimal high,
      @Nullable String currency,
      @Nullable Period period) {
    if (absurd(low) || absurd(high)) {
      return null;
    }
    var min = low == null || low.signum() == 0 ? null : low;
    var max = high == null || high.signum() == 0 ? null : high;
    if (min == null && max == null) {
      return null;
    }
    return min != null && max != null && min.compareTo(max) > 0
        ? new PayRange(max, min, currency, period)
        : new PayRange(min, max, currency, period);
  }

  private static boolean absurd(@Nullable BigDecimal amount) {
    return amount != null && (amount.signum() < 0 || amount.compareTo(MOST) > 0);
  }

  private static @Nullable PayRange part(@Nullable String text) {
    if (text == null || text.isBlank() || text.length() > FIELD) {
      return null;
    }
    var value = text.strip();
    if (!PayNumber.isDecimal(value)) {
      return parse(value);
    }
    var number = new BigDecimal(value);
    return new PayRange(number, number, null, null);
  }

  private static @Nullable String currencyOf(@Nullable PayRange part) {
    return part == null ? null : part.currency();
  }

  private static @Nullable BigDecimal first(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other : one;
  }

  private static @Nullable BigDecimal plain(@Nullable BigDecimal number) {
    if (number == null) {
      return null;
    }
    var stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
