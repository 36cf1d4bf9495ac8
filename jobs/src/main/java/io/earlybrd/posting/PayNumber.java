package io.earlybrd.posting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people group their digits: {@code 1,234.50}, {@code 1.234,50}, {@code 1 234}, {@code
 * 1'234}, {@code 12,00,000}. A single point or comma before three digits groups them.
 */
final class PayNumber {
  private PayNumber() {}

  /** Whether {@code text} is a number as programs write it. */
  static boolean isDecimal(String text) {
    int at = text.startsWith("-") ? 1 : 0;
    int digits = 0;
    int points = 0;
    for (; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character == '.') {
        points++;
      } else if (isDigit(character)) {
        digits++;
      } else {
        return false;
      }
    }
    return digits > 0 && points <= 1;
  }

  /** Behind the digits at {@code digit} and what groups them. */
  static int digitsEnd(String text, int digit) {
    int at = runEnd(text, digit);
    if (at - digit <= 3 && at < text.length()) {
      char separator = text.charAt(at);
      while ((separator == ' ' || separator == '\'')
          && at < text.length()
          && text.charAt(at) == separator
          && runEnd(text, at + 1) == at + 4) {
        at += 4;
      }
    }
    while (at + 1 < text.length()
        && (text.charAt(at) == '.' || text.charAt(at) == ',')
        && isDigit(text.charAt(at + 1))) {
      at = runEnd(text, at + 1);
    }
    return at;
  }

  private static int runEnd(String text, int from) {
    int at = from;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at;
  }

  static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** Null where points and commas stand as in no number: a date, a version, an address. */
  static @Nullable BigDecimal of(String written, boolean thousands) {
    if (isPlain(written)) {
      return written.charAt(0) == '0' && written.length() > 1
          ? null
          : BigDecimal.valueOf(Long.parseLong(written));
    }
    var digits = written.replace(" ", "").replace("'", "");
    int last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','));
    if (digits.charAt(0) == '0' && digits.length() > 1 && last != 1) {
      return null;
    }
    if (last < 0) {
      return new BigDecimal(digits);
    }
    char mark = digits.charAt(last);
    int after = digits.length() - last - 1;
    var before = digits.substring(0, last);
    boolean grouped = before.length() < written.length() - after - 1;
    if (before.indexOf(mark) < 0) {
      char other = mark == '.' ? ',' : '.';
      boolean decimal =
          grouped
              || before.indexOf(other) >= 0
              || after != 3
              || last > 3
              || thousands && mark == '.'
              || before.equals("0");
      return decimal ? decimal(before, other, digits.substring(last + 1)) : joined(before, digits);
    }
    return before.indexOf(mark == '.' ? ',' : '.') < 0 && isGrouped(digits, mark)
        ? new BigDecimal(digits.replace(String.valueOf(mark), ""))
        : null;
  }

  private static boolean isPlain(String written) {
    return written.length() <= 18 && runEnd(written, 0) == written.length();
  }

  private static BigDecimal joined(String before, String digits) {
    return new BigDecimal(before + digits.substring(before.length() + 1));
  }

  private static @Nullable BigDecimal decimal(String whole, char grouping, String fraction) {
    if (whole.indexOf(grouping) >= 0 && !isGrouped(whole, grouping)) {
      return null;
    }
    return new BigDecimal(whole.replace(String.valueOf(grouping), "") + "." + fraction);
  }

  /** In threes, or the Indian way in twos and a last three. */
  private static boolean isGrouped(String digits, char mark) {
    int at = digits.indexOf(mark);
    if (at > 3 || digits.length() - digits.lastIndexOf(mark) != 4) {
      return false;
    }
    for (int next = digits.indexOf(mark, at + 1); next >= 0; next = digits.indexOf(mark, at + 1)) {
      if (next - at != 3 && next - at != 4) {
        return false;
      }
      at = next;
    }
    return true;
  }
}
