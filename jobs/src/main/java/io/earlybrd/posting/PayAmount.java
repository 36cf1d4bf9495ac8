package io.earlybrd.posting;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One amount in a text with the marks of currencies around it: {@code CA$102.8K}, {@code 70.000 €}.
 *
 * @param start of the mark or the digits
 * @param digitsEnd behind the digits, before thousands and currency
 * @param end behind all
 * @param number as its digits say
 * @param power of ten: 3 where a {@code k} follows
 * @param currency of its marks, or null
 * @param exact whether a mark names a currency by its code
 * @param front whether a mark stands before
 * @param back whether a mark stands behind
 */
record PayAmount(
    int start,
    int digitsEnd,
    int end,
    BigDecimal number,
    int power,
    @Nullable String currency,
    boolean exact,
    boolean front,
    boolean back) {
  /** Characters of a number. Longer ones are none, however they go on. */
  private static final int LONGEST = 24;

  private static final Map<String, Integer> POWERS = new HashMap<>();

  static {
    for (var word : "k tsd tys тыс ribu rb mil".split(" ")) {
      POWERS.put(word, 3);
    }
    for (var word : "lakh lakhs lac lacs lpa".split(" ")) {
      POWERS.put(word, 5);
    }
    for (var word : "m mm mn mln mio million millions juta jt triệu".split(" ")) {
      POWERS.put(word, 6);
    }
    for (var word : "cr crore crores".split(" ")) {
      POWERS.put(word, 7);
    }
    for (var word : "b bn billion billions mrd mld t tn trillion".split(" ")) {
      POWERS.put(word, 9);
    }
  }

  /** What a small number counts when it counts no money. */
  private static final Set<String> COUNTED =
      Set.of(
          ("h hr hrs hour hours day days week weeks month months year years yr yrs min mins minutes"
               + " std stunde stunden tag tage tagen woche wochen monat monate monaten jahr jahre"
               + " jahren heure heures jour jours semaine semaines mois an ans hora horas dias días"
               + " mes meses año años anno anni people employees staff openings positions vacancies"
               + " countries locations offices tasks")
              .split(" "));

  boolean marked() {
    return front || back;
  }

  BigDecimal value() {
    return power == 0 ? number : number.scaleByPowerOfTen(power);
  }

  PayAmount withPower(int other) {
    return new PayAmount(start, digitsEnd, end, number, other, currency, exact, front, back);
  }

  /**
   * The amount of some digits, or null.
   *
   * @param from where the amount before ended, whose marks are its own
   */
  static @Nullable PayAmount at(String text, int from, int digit, int digitsEnd) {
    var front = PayCurrency.endingAt(text, digit);
    if (front != null && front.start() < from) {
      front = null;
    }
    if (digitsEnd - digit > LONGEST || front == null && isGlued(text, digit)) {
      return null;
    }
    int word = skipSpace(text, digitsEnd);
    int wordEnd = PayWords.wordEnd(text, word);
    var thousands = thousands(text, word, wordEnd, word > digitsEnd, front);
    int end = thousands.power() == 0 ? zerosEnd(text, digitsEnd) : thousands.end();
    var back = back(text, end, front);
    if (thousands.power() > 7
        || isPercent(text, end)
        || front == null && thousands.power() == 3 && isRetirementPlan(text, digit, digitsEnd)
        || thousands.power() == 0
            && back == null
            && !isWhole(text, digit, digitsEnd, word, wordEnd, front != null)) {
      return null;
    }
    var number = PayNumber.of(text.substring(digit, digitsEnd), thousands.power() == 3);
    if (number == null) {
      return null;
    }
    boolean indian = thousands.power() == 5 || thousands.power() == 7;
    var mark = better(front, back);
    var code = mark == null ? null : mark.code();
    return new PayAmount(
        front == null ? digit : front.start(),
        digitsEnd,
        back == null ? end : back.end(),
        number,
        thousands.power(),
        code == null && indian ? "INR" : code,
        mark != null && mark.exact(),
        front != null,
        back != null || indian);
  }

  private static PayCurrency.@Nullable Mark better(
      PayCurrency.@Nullable Mark front, PayCurrency.@Nullable Mark back) {
    return front == null || !front.exact() && back != null && back.exact() ? back : front;
  }

  /** What multiplies a number, and where its word ends. */
  private record Thousands(int power, int end) {}

  private static Thousands thousands(
      String text, int word, int wordEnd, boolean spaced, PayCurrency.@Nullable Mark front) {
    if (wordEnd == word) {
      return new Thousands(0, word);
    }
    char first = text.charAt(word);
    switch (first) {
      case '万', '萬', '만' -> {
        return new Thousands(4, word + 1);
      }
      case '千' -> {
        return new Thousands(3, word + 1);
      }
      default -> {}
    }
    var name = text.substring(word, wordEnd);
    int power = power(name.toLowerCase(Locale.ROOT), spaced, front);
    if (name.equalsIgnoreCase("lpa")) {
      // A period as well: left to be read as one.
      return new Thousands(power, word);
    }
    if (power > 0) {
      boolean abbreviated = wordEnd < text.length() && text.charAt(wordEnd) == '.';
      return new Thousands(power, abbreviated && name.length() > 2 ? wordEnd + 1 : wordEnd);
    }
    // 45kEUR
    boolean thousandsOfCode =
        (first == 'k' || first == 'K')
            && name.length() == 4
            && PayCurrency.code(name) == null
            && PayCurrency.code(name.substring(1)) != null;
    return thousandsOfCode ? new Thousands(3, word + 1) : new Thousands(0, word);
  }

  private static int power(String name, boolean spaced, PayCurrency.@Nullable Mark front) {
    if (name.equals("l") && front != null && "INR".equals(front.code())) {
      return 5;
    }
    var power = POWERS.get(name);
    if (power == null || spaced && name.length() == 1 && !name.equals("k")) {
      return 0;
    }
    // A million where English is spoken, a thousand where Spanish and Portuguese are.
    boolean english = front != null && ("USD".equals(front.code()) || "GBP".equals(front.code()));
    return name.equals("mil") && english ? 9 : power;
  }

  /** The plan of an American employer, not an amount: 401k, 403b. */
  private static boolean isRetirementPlan(String text, int digit, int digitsEnd) {
    return digitsEnd - digit == 3
        && (text.startsWith("401", digit) || text.startsWith("403", digit));
  }

  private static boolean isGlued(String text, int digit) {
    if (digit == 0) {
      return false;
    }
    char before = text.charAt(digit - 1);
    return Character.isLetter(before) && !PayWords.isUnparted(before)
        || ".,/#_@".indexOf(before) >= 0;
  }

  /** Behind Swiss and German zeros: {@code 110'000.-} or {@code 45.000,--}. */
  private static int zerosEnd(String text, int end) {
    if (!text.startsWith(".-", end) && !text.startsWith(",-", end)) {
      return end;
    }
    return end + (text.startsWith("-", end + 2) ? 3 : 2);
  }

  private static PayCurrency.@Nullable Mark back(
      String text, int end, PayCurrency.@Nullable Mark front) {
    var back = PayCurrency.startingAt(text, end);
    if (back == null || front == null && !digitFollows(text, back.end(), 0)) {
      return back;
    }
    return digitFollows(text, back.end(), 1) ? null : back;
  }

  /** Whether a mark belongs to the number behind it. */
  private static boolean digitFollows(String text, int from, int spaces) {
    int at = from;
    while (at < text.length() && at - from < spaces && text.charAt(at) == ' ') {
      at++;
    }
    return at < text.length() && PayNumber.isDigit(text.charAt(at));
  }

  /** Whether the digits are a number of their own, of money as far as one can see. */
  private static boolean isWhole(
      String text, int digit, int digitsEnd, int word, int wordEnd, boolean marked) {
    boolean adjacent = word == digitsEnd && wordEnd > word;
    var name = text.substring(word, wordEnd).toLowerCase(Locale.ROOT);
    if (marked) {
      return !adjacent || PayPeriods.of(name) != null;
    }
    if (digitsEnd < text.length()) {
      char next = text.charAt(digitsEnd);
      boolean more = digitsEnd + 1 < text.length() && PayNumber.isDigit(text.charAt(digitsEnd + 1));
      if (more && (next == ':' || next == '/') || next == '_' || next == '@' || next == '°') {
        return false;
      }
    }
    return digitsEnd - digit > 3
        ? !adjacent || PayPeriods.of(name) != null
        : !adjacent && !COUNTED.contains(name);
  }

  private static boolean isPercent(String text, int end) {
    int at = skipSpace(text, end);
    return at < text.length() && text.charAt(at) == '%';
  }

  private static int skipSpace(String text, int at) {
    return at < text.length() && text.charAt(at) == ' ' ? at + 1 : at;
  }
}
