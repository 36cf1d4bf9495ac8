package io.earlybrd.posting;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the amounts of a text, two that belong together as one: {@code 80-100k €}. Looks at
 * each character a bounded number of times. Not for several threads.
 */
final class PayScanner {
  private static final int GAP = 28;

  /** Among them what is left of a dash in UTF-8 that was read as Latin-1 once. */
  private static final Set<String> JOINERS =
      Set.of(
          ("to a à bis al do до tot till til hasta até ate upto through thru max maximum 至 到 から"
                  + " vers â")
              .split(" "));

  /** Join two amounts only behind one of {@link #BETWEEN}. */
  private static final Set<String> ANDS = Set.of("and und et y e i och og en & и".split(" "));

  private static final Set<String> BETWEEN =
      Set.of("between zwischen entre tra fra mellan mellem mellom tussen między между".split(" "));

  private static final List<String> UP_TO =
      List.of(
          "up to",
          "upto",
          "bis",
          "bis zu",
          "max",
          "maximum",
          "maximal",
          "maximum of",
          "hasta",
          "até",
          "jusqu'à",
          "fino a",
          "tot",
          "tot max",
          "till",
          "upp till",
          "op til",
          "inntil",
          "do",
          "до",
          "under",
          "less than",
          "<",
          "≤",
          "最大",
          "最高");

  private static final List<String> FROM =
      List.of(
          "from",
          "ab",
          "starting at",
          "starting from",
          "starts at",
          "min",
          "minimum",
          "at least",
          "mindestens",
          "desde",
          "a partir de",
          "à partir de",
          "dès",
          "a partire da",
          "od",
          "vanaf",
          "minimaal",
          "från",
          "fra",
          "от",
          "more than",
          "over",
          ">",
          "≥");

  private final String text;
  private final boolean prose;
  private final char[] characters;
  private int at;
  private int end;
  private @Nullable PayAmount ahead;

  private PayScanner(String text, boolean prose) {
    this.text = text;
    this.prose = prose;
    // As in PayWords.plain.
    characters = text.toCharArray();
    ahead = nextAmount();
  }

  /** Of a field that shows nothing but pay: any number may be an amount. */
  static PayScanner ofField(String text) {
    return new PayScanner(text, false);
  }

  /** Of running text: only what has a mark or stands right behind a colon may be one. */
  static PayScanner ofProse(String text) {
    return new PayScanner(text, true);
  }

  /**
   * Amounts that were found.
   *
   * @param low null where only a maximum is said
   * @param high null where only a minimum is said
   * @param power of ten that was written as a word or letter
   * @param ranged whether there are two
   */
  record Found(
      int start,
      int end,
      @Nullable BigDecimal low,
      @Nullable BigDecimal high,
      @Nullable String currency,
      boolean exact,
      boolean marked,
      int power,
      boolean ranged) {

    BigDecimal least() {
      return low != null ? low : most();
    }

    BigDecimal most() {
      return high != null ? high : low != null ? low : BigDecimal.ZERO;
    }
  }

  /** Null at the end. */
  @Nullable Found next() {
    for (var first = ahead; first != null; first = ahead) {
      ahead = nextAmount();
      var second = ahead;
      boolean alone = !prose || first.marked() || isBehindLabel(first.start());
      if (second != null
          && second.start() - first.end() <= GAP
          && (alone || second.marked())
          && belongTogether(first, second)) {
        ahead = nextAmount();
        return ranged(first, second);
      }
      if (alone) {
        return single(first);
      }
    }
    return null;
  }

  /** Behind a colon or, where words are not parted, a letter. */
  private boolean isBehindLabel(int start) {
    int at = start;
    while (at > 0 && start - at < 3 && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at > 0 && (text.charAt(at - 1) == ':' || PayWords.isUnparted(text.charAt(at - 1)));
  }

  private @Nullable PayAmount nextAmount() {
    for (int digit = nextDigit(at); digit < characters.length; digit = nextDigit(at)) {
      at = PayNumber.digitsEnd(text, digit);
      var amount = PayAmount.at(text, end, digit, at);
      if (amount != null) {
        end = amount.end();
        return amount;
      }
    }
    at = characters.length;
    return null;
  }

  private int nextDigit(int from) {
    var all = characters;
    int next = from;
    while (next < all.length && !PayNumber.isDigit(all[next])) {
      next++;
    }
    return next;
  }

  private Found single(PayAmount amount) {
    boolean most = isBehind(amount.start(), UP_TO);
    boolean least = !most && (isBehind(amount.start(), FROM) || goesOn(amount));
    return new Found(
        amount.start(),
        amount.end(),
        most ? null : amount.value(),
        least ? null : amount.value(),
        amount.currency(),
        amount.exact(),
        amount.marked(),
        amount.power(),
        false);
  }

  private Found ranged(PayAmount first, PayAmount second) {
    var low = first;
    var high = second;
    if (low.power() == 0 && fits(low, high)) {
      low = low.withPower(high.power());
    } else if (high.power() == 0 && low.power() == 3 && fits(high, low)) {
      high = high.withPower(3);
    }
    boolean byHigh = low.currency() == null || !low.exact() && high.currency() != null;
    return new Found(
        first.start(),
        second.end(),
        low.value(),
        high.value(),
        byHigh ? high.currency() : low.currency(),
        byHigh ? high.exact() : low.exact(),
        first.marked() || second.marked(),
        Math.max(first.power(), second.power()),
        true);
  }

  /** In {@code 80-100k} both are thousands; not so in {@code 900 - 1.2k}. */
  private static boolean fits(PayAmount bare, PayAmount counted) {
    return counted.power() > 0
        && bare.number().compareTo(BigDecimal.valueOf(1000)) < 0
        && (bare.start() > counted.start() || bare.number().compareTo(counted.number()) <= 0);
  }

  private boolean belongTogether(PayAmount first, PayAmount second) {
    if (!PayCurrency.alike(first.currency(), second.currency())) {
      return false;
    }
    var between = text.substring(first.end(), second.start()).strip().toLowerCase(Locale.ROOT);
    boolean parted = isSeparated(between, first, second);
    if (!parted || !first.marked() && second.front() && first.power() == 0) {
      return false;
    }
    if (!second.marked() && second.power() == 0 && second.number().compareTo(first.number()) < 0) {
      return false;
    }
    var both = ranged(first, second);
    var least = both.least().min(both.most());
    var most = both.least().max(both.most());
    return least.signum() == 0 || most.compareTo(least.multiply(BigDecimal.valueOf(100))) <= 0;
  }

  private boolean isSeparated(String between, PayAmount first, PayAmount second) {
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
      return isUnit(between.substring(0, start)) && isBehind(first.start(), BETWEEN);
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

  private boolean goesOn(PayAmount amount) {
    int end = amount.end();
    if (text.startsWith("+", end)) {
      return !text.startsWith("+ ", end) || end + 2 >= text.length() || !isLetter(end + 2);
    }
    return text.startsWith("~", end)
        || text.startsWith("以上", end)
        || text.startsWith("から", end)
        || text.startsWith(" and up", end)
        || text.startsWith(" or more", end)
        || text.startsWith(" and above", end);
  }

  private boolean isLetter(int index) {
    return Character.isLetter(text.charAt(index));
  }

  /** Whether one of {@code phrases} stands right before. */
  private boolean isBehind(int index, Collection<String> phrases) {
    int end = index;
    while (end > 0 && index - end < 3 && " .:(".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    for (var phrase : phrases) {
      int start = end - phrase.length();
      if (start >= 0
          && text.regionMatches(true, start, phrase, 0, phrase.length())
          && (start == 0 || !isLetter(start - 1) || !isLetter(start))) {
        return true;
      }
    }
    return false;
  }
}
