package io.earlybrd.posting;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Two amounts that are the ends of one range, in the order in which they stand. Where only one
 * names its thousands, both have them.
 */
record PayPair(PayAmount low, PayAmount high) {
  private static final int GAP = 28;

  /** Among them what is left of a dash in UTF-8 that was read as Latin-1 once. */
  private static final Set<String> JOINERS =
      Set.of(
          ("to a à bis al do до tot till til hasta até ate upto through thru max maximum 至 到 から"
                  + " vers â")
              .split(" "));

  /** Join two amounts only behind one of {@link #BETWEEN}. */
  private static final Set<String> ANDS = Set.of("and und et y e i och og en & и".split(" "));

  private static final List<String> BETWEEN =
      List.of("between zwischen entre tra fra mellan mellem mellom tussen między между".split(" "));

  private static final BigDecimal WIDEST = BigDecimal.valueOf(100);

  /** Null where the two have nothing to do with each other. */
  static @Nullable PayPair of(String text, PayAmount first, PayAmount second) {
    if (second.start() - first.end() > GAP
        || !PayCurrency.alike(first.currency(), second.currency())) {
      return null;
    }
    var between = text.substring(first.end(), second.start()).strip().toLowerCase(Locale.ROOT);
    if (!isSeparated(text, between, first, second)
        || !first.marked() && second.front() && first.power() == 0
        || !second.marked()
            && second.power() == 0
            && second.number().compareTo(first.number()) < 0) {
      return null;
    }
    var pair = withThousands(first, second);
    var least = pair.low.value().min(pair.high.value());
    var most = pair.low.value().max(pair.high.value());
    return least.signum() == 0 || most.compareTo(least.multiply(WIDEST)) <= 0 ? pair : null;
  }

  private static PayPair withThousands(PayAmount low, PayAmount high) {
    if (low.power() == 0 && fits(low, high)) {
      return new PayPair(low.withPower(high.power()), high);
    }
    return high.power() == 0 && low.power() == 3 && fits(high, low)
        ? new PayPair(low, high.withPower(3))
        : new PayPair(low, high);
  }

  /** In {@code 80-100k} both are thousands; not so in {@code 900 - 1.2k}. */
  private static boolean fits(PayAmount bare, PayAmount counted) {
    return counted.power() > 0
        && bare.number().compareTo(BigDecimal.valueOf(1000)) < 0
        && (bare.start() > counted.start() || bare.number().compareTo(counted.number()) <= 0);
  }

  private static boolean isSeparated(
      String text, String between, PayAmount first, PayAmount second) {
    boolean fronts = first.front() && second.front();
    if (between.isEmpty()) {
      return fronts
          && second.value().compareTo(first.value()) > 0
          && second.value().compareTo(first.value().multiply(BigDecimal.valueOf(5))) <= 0;
    }
    int end = between.length();
    while (end > 0 && "-~ ".indexOf(between.charAt(end - 1)) >= 0) {
      end--;
    }
    if (end < between.length()) {
      return isUnit(between.substring(0, end));
    }
    if (between.equals("/")) {
      return fronts;
    }
    if (between.endsWith(".") || between.endsWith(":")) {
      end--;
    }
    int start = between.equals("&") ? 0 : PayWords.wordStart(between, end);
    var word = between.substring(start, end);
    if (ANDS.contains(word)) {
      return isUnit(between.substring(0, start)) && PayWords.isBehind(text, first.start(), BETWEEN);
    }
    return JOINERS.contains(word) && isUnit(between.substring(0, start));
  }

  /** What may stand between an amount and its range's dash: {@code $80,000/yr - $100,000/yr}. */
  private static boolean isUnit(String words) {
    var text = words.strip();
    return text.isEmpty()
        || text.startsWith("/")
        || text.startsWith("per ")
        || text.startsWith("p.")
        || text.equals("(")
        || text.startsWith(",") && text.length() == 1
        || text.equals("円")
        || text.equals("gross")
        || text.equals("brutto")
        || text.startsWith("an ")
        || text.equals("up");
  }
}
