package io.earlybrd.search;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Pay as lexemes, so that a comparison is part of the one tsquery: an amount is written as two
 * digits for its length and then its own, which sort as the numbers do; "at least" is then a few
 * beginnings. All pay is compared as pay a year.
 */
final class Pay {
  /** Hours, days and so on that are paid in a year: 40 hours in 52 weeks. */
  enum Per {
    HOUR(2_080),
    DAY(260),
    WEEK(52),
    MONTH(12),
    YEAR(1),
    /** Paid once, and compared as it is. */
    PROJECT(1);

    final int aYear;

    Per(int aYear) {
      this.aYear = aYear;
    }
  }

  static final BigDecimal MOST = new BigDecimal("10000000000000");

  private Pay() {}

  /** The lexemes of a posting that pays up to {@code max}, beginning at {@code min}. */
  static List<String> lexemes(
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      @Nullable String currency,
      @Nullable String period) {
    var lexemes = new ArrayList<String>();
    int times = period == null ? 1 : Per.valueOf(period.toUpperCase(Locale.ROOT)).aYear;
    // A range that is open on one side is known to pay what it names, and no more.
    add(lexemes, true, max == null ? min : max, times, currency);
    add(lexemes, false, min == null ? max : min, times, currency);
    return lexemes;
  }

  private static void add(
      List<String> lexemes,
      boolean atLeast,
      @Nullable BigDecimal amount,
      int times,
      @Nullable String currency) {
    if (amount == null || amount.signum() < 0) {
      return;
    }
    // Rounded so that comparing with a whole number comes to the same.
    var whole =
        amount
            .multiply(BigDecimal.valueOf(times))
            .setScale(0, atLeast ? RoundingMode.FLOOR : RoundingMode.CEILING);
    if (whole.compareTo(MOST) > 0) {
      return;
    }
    lexemes.add(family(atLeast, null) + digits(whole.longValueExact()));
    if (currency != null && currency.matches("[A-Za-z]{3}")) {
      lexemes.add(family(atLeast, currency) + digits(whole.longValueExact()));
    }
  }

  /** The beginnings of the lexemes of all amounts that are at least, or at most, {@code amount}. */
  static List<String> beginnings(boolean atLeast, long amount, @Nullable String currency) {
    var digits = digits(amount);
    var family = family(atLeast, currency);
    var beginnings = new ArrayList<String>();
    int end = digits.length();
    char last = atLeast ? '0' : '9';
    while (end > 2 && digits.charAt(end - 1) == last) {
      end--;
    }
    beginnings.add(family + digits.substring(0, end));
    for (int i = 0; i < end; i++) {
      char from = atLeast ? (char) (digits.charAt(i) + 1) : '0';
      // No amount has more than 19 digits.
      char to = !atLeast ? (char) (digits.charAt(i) - 1) : i == 0 ? '1' : '9';
      for (char c = from; c <= to; c++) {
        beginnings.add(family + digits.substring(0, i) + c);
      }
    }
    return beginnings;
  }

  private static String family(boolean atLeast, @Nullable String currency) {
    return (atLeast ? "/payto/" : "/payfrom/")
        + (currency == null ? "" : currency.toLowerCase(Locale.ROOT) + "/");
  }

  private static String digits(long amount) {
    var digits = Long.toString(amount);
    return (digits.length() < 10 ? "0" : "") + digits.length() + digits;
  }
}
