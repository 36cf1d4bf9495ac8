package io.earlybrd.posting;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the pay that running text states, where it clearly states one. */
final class PayMention {
  /** Amounts that are looked at. A text with more of them is a price list. */
  private static final int MOST = 500;

  private static final int NOTHING = 0;
  private static final int PLAIN = 1;
  private static final int LABELLED = 2;
  private static final int BASE = 3;

  /** Counted in thousands where others are counted in ones. */
  private static final Set<String> SMALL_UNITS =
      Set.of("JPY KRW INR IDR VND HUF CLP COP RUB ISK NGN PKR PHP KZT UZS PYG CRC".split(" "));

  private PayMention() {}

  static @Nullable PayRange find(String raw) {
    var text = PayWords.plain(raw);
    var scanner = PayScanner.ofProse(text);
    PayRange best = null;
    int rank = NOTHING;
    var found = scanner.next();
    for (int seen = 0; found != null && rank < BASE && seen < MOST; seen++) {
      var context = PayContext.of(text, found.start(), found.end());
      int better = rank(found, context);
      var range = better > rank ? range(text, found, context) : null;
      if (range != null) {
        best = range;
        rank = better;
      }
      found = scanner.next();
    }
    return best;
  }

  private static int rank(PayScanner.Found found, PayContext context) {
    if (context.denied() || PayRange.MOST.compareTo(found.most()) < 0) {
      return NOTHING;
    }
    if (context.label() == PayContext.Label.NONE) {
      return found.marked() && speaksForItself(found, context) ? PLAIN : NOTHING;
    }
    if (!found.marked() && !isLarge(found, context)) {
      return NOTHING;
    }
    boolean clear = found.ranged() || context.period() != null || context.distance() <= 3;
    if (!clear || context.distance() > 8) {
      return NOTHING;
    }
    return context.label() == PayContext.Label.BASE ? BASE : LABELLED;
  }

  private static boolean isLarge(PayScanner.Found found, PayContext context) {
    boolean year = !found.ranged() && isBetween(found.least(), 1900, 2100) && found.power() == 0;
    return context.period() != null
        || !year && found.least().compareTo(BigDecimal.valueOf(1000)) >= 0;
  }

  /** Without a label: benefits, prices and companies' figures are amounts, too. */
  private static boolean speaksForItself(PayScanner.Found found, PayContext context) {
    boolean small = found.currency() != null && SMALL_UNITS.contains(found.currency());
    if (found.power() > 5 && !small) {
      return false;
    }
    var least = found.least();
    var most = found.most();
    long unit = small ? 20 : 1;
    var period = context.period();
    if (period == null) {
      return context.gross()
          ? isBetween(least, 1_000 * unit, 1_000_000 * unit)
          : found.ranged()
              && isBetween(least, 10_000 * unit, 2_000_000 * unit)
              && most.compareTo(least.multiply(BigDecimal.valueOf(4))) <= 0;
    }
    return switch (period) {
      case HOUR -> isBetween(least, 3, 2_000 * unit);
      case DAY -> isBetween(least, 40, 10_000 * unit);
      case WEEK -> isBetween(least, 150, 50_000 * unit);
      case MONTH -> isBetween(least, 500 * unit, 200_000 * unit);
      case YEAR -> isBetween(least, 12_000 * unit, 3_000_000 * unit);
      case PROJECT -> found.ranged();
    };
  }

  private static boolean isBetween(BigDecimal amount, long low, long high) {
    return amount.compareTo(BigDecimal.valueOf(low)) >= 0
        && amount.compareTo(BigDecimal.valueOf(high)) <= 0;
  }

  private static @Nullable PayRange range(String text, PayScanner.Found found, PayContext context) {
    if (PayField.isNegative(text, found.start())) {
      return null;
    }
    var code = found.exact() ? null : PayCurrency.codeWithin(text, found.end(), context.end());
    return PayRange.between(
        found.low(),
        found.high(),
        code == null || !PayCurrency.alike(code, found.currency()) ? found.currency() : code,
        context.period());
  }
}
