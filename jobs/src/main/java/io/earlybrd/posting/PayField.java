package io.earlybrd.posting;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Reads the pay of a field that shows nothing else. */
final class PayField {
  private static final BigDecimal SMALL = BigDecimal.valueOf(1000);
  private static final BigDecimal FIRST_YEAR = BigDecimal.valueOf(1900);
  private static final BigDecimal LAST_YEAR = BigDecimal.valueOf(2100);

  private PayField() {}

  /** Of the amounts that bear a currency's mark the first, else of all that may be pay. */
  static @Nullable PayRange parse(String shown) {
    var text = PayWords.plain(shown);
    var scanner = PayScanner.ofField(text);
    PayScanner.Found chosen = null;
    for (var found = scanner.next(); found != null; found = scanner.next()) {
      if (found.marked()) {
        chosen = found;
        break;
      }
      if (chosen == null && mayBePay(text, found)) {
        chosen = found;
      }
    }
    if (chosen == null || isNegative(text, chosen.start())) {
      return null;
    }
    var code = chosen.exact() ? null : PayCurrency.codeWithin(text, 0, text.length());
    return PayRange.between(
        chosen.low(),
        chosen.high(),
        code == null ? chosen.currency() : code,
        PayPeriods.around(text, chosen.start(), chosen.end()));
  }

  /** A number without a currency is pay where it is large, or paid for some time. */
  private static boolean mayBePay(String text, PayScanner.Found found) {
    if (found.power() > 0 || PayPeriods.around(text, found.start(), found.end()) != null) {
      return true;
    }
    boolean years =
        found.least().compareTo(FIRST_YEAR) >= 0 && found.most().compareTo(LAST_YEAR) <= 0;
    return found.most().compareTo(SMALL) >= 0 && !years;
  }

  /** A minus sign, not the dash of a list. */
  static boolean isNegative(String text, int start) {
    return start > 0
        && text.charAt(start - 1) == '-'
        && (start == 1
            || Character.isWhitespace(text.charAt(start - 2))
            || text.charAt(start - 2) == ':');
  }
}
