package io.earlybrd.posting;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Pay in numbers as a line for people, where a board gives it in no words of its own. */
public final class ShownPay {
  private ShownPay() {}

  /** Such as {@code USD 140,000 – 160,000 a year}, {@code from EUR 30 an hour}. */
  public static String of(PayRange range) {
    var numbers = new DecimalFormat("#,##0.##", DecimalFormatSymbols.getInstance(Locale.ROOT));
    var low = range.min();
    var high = range.max();
    var text = new StringBuilder();
    if (high == null) {
      text.append("from ");
    } else if (low == null) {
      text.append("up to ");
    }
    if (range.currency() != null) {
      text.append(range.currency()).append(' ');
    }
    if (low != null) {
      text.append(numbers.format(low));
    }
    if (low != null && high != null && !same(low, high)) {
      text.append(" – ");
    }
    if (high != null && (low == null || !same(low, high))) {
      text.append(numbers.format(high));
    }
    var period = range.period();
    if (period != null) {
      text.append(
          switch (period) {
            case HOUR -> " an hour";
            case DAY -> " a day";
            case WEEK -> " a week";
            case MONTH -> " a month";
            case YEAR -> " a year";
            case PROJECT -> " for the project";
          });
    }
    return text.toString();
  }

  private static boolean same(BigDecimal low, BigDecimal high) {
    return low.compareTo(high) == 0;
  }
}
