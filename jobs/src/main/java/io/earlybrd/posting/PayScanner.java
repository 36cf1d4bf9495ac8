package io.earlybrd.posting;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the amounts of a text, two that belong together as one: {@code 80-100k €}. Looks at
 * each character a bounded number of times. Not for several threads.
 */
final class PayScanner {
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
      var pair =
          second != null && (alone || second.marked()) ? PayPair.of(text, first, second) : null;
      if (pair != null) {
        ahead = nextAmount();
        return found(pair);
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
    boolean most = PayWords.isBehind(text, amount.start(), UP_TO);
    boolean least = !most && (PayWords.isBehind(text, amount.start(), FROM) || goesOn(amount));
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

  private static Found found(PayPair pair) {
    var low = pair.low();
    var high = pair.high();
    boolean byHigh = low.currency() == null || !low.exact() && high.currency() != null;
    return new Found(
        low.start(),
        high.end(),
        low.value(),
        high.value(),
        byHigh ? high.currency() : low.currency(),
        byHigh ? high.exact() : low.exact(),
        low.marked() || high.marked(),
        Math.max(low.power(), high.power()),
        true);
  }

  /** {@code $100k+}, but not {@code $100k + equity}. */
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
}
