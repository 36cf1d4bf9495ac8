package io.earlybrd.posting;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Marks of currencies as boards write them, and the ISO 4217 codes that they stand for. */
final class PayCurrency {
  /** English words and abbreviations among ISO's codes (ALL, TOP, CUP) are left out. */
  private static final Set<String> CODES =
      Set.of(
          ("AED AFN AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BWP BYN"
                  + " BZD CAD CDF CHF CLP CNY COP CRC CZK DJF DKK DOP DZD EGP ETB EUR FJD GBP GEL"
                  + " GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY"
                  + " KES KGS KHR KRW KWD KYD KZT LAK LBP LKR LRD LYD MAD MDL MGA MKD MMK MNT MOP"
                  + " MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN"
                  + " PYG QAR RON RSD RUB RWF SAR SEK SGD SRD SVC SYP SZL THB TJS TMT TND TRY TTD"
                  + " TWD TZS UAH UGX USD UYU UZS VES VND XAF XCD XOF YER ZAR ZMW")
              .split(" "));

  /** What may also stand in small letters within a sentence. */
  private static final Set<String> SMALL =
      Set.of(
          ("eur usd gbp chf pln cad aud nzd inr sek nok dkk czk huf jpy brl sgd hkd zar ron")
              .split(" "));

  /** What money may be counted in with a dollar's sign. */
  private static final Set<String> DOLLARS =
      Set.of("USD CAD AUD NZD SGD HKD TWD MXN BRL ARS CLP COP UYU TTD JMD".split(" "));

  private static final Map<Character, String> SYMBOLS = new HashMap<>();
  private static final Map<String, String> PREFIXED = new HashMap<>();
  private static final Map<String, String> WORDS = new HashMap<>();

  /** A currency without a code: crowns, or a dollar of a country that is not known. */
  private static final String UNKNOWN = "";

  static {
    each("$ USD € EUR £ GBP ¥ JPY ₹ INR ₽ RUB ₴ UAH ₩ KRW ₺ TRY ₫ VND ₪ ILS ₱ PHP ฿ THB ₦ NGN")
        .forEach((mark, code) -> SYMBOLS.put(mark.charAt(0), code));
    each("円 JPY 元 CNY 원 KRW").forEach((mark, code) -> SYMBOLS.put(mark.charAt(0), code));
    PREFIXED.putAll(each("CA$ CAD C$ CAD CDN$ CAD A$ AUD AU$ AUD NZ$ NZD S$ SGD SG$ SGD HK$ HKD"));
    PREFIXED.putAll(each("R$ BRL MX$ MXN Mex$ MXN US$ USD U$ USD NT$ TWD AR$ ARS CL$ CLP CO$ COP"));
    PREFIXED.putAll(each("COL$ COP TT$ TTD J$ JMD CN¥ CNY RMB¥ CNY JP¥ JPY"));
    WORDS.putAll(each("euro EUR euros EUR Euro EUR Euros EUR EURO EUR dollars USD dollar USD"));
    WORDS.putAll(
        each("Dollar USD Dollars USD pounds GBP sterling GBP zł PLN zl PLN Zł PLN ZŁ PLN"));
    WORDS.putAll(each("złotych PLN Kč CZK kč CZK Ft HUF lei RON Lei RON руб RUB рублей RUB ₽ RUB"));
    WORDS.putAll(each("Rs INR rs INR rupees INR RM MYR Rp IDR RMB CNY yuan CNY yen JPY won KRW"));
    WORDS.putAll(each("Fr CHF SFr CHF Franken CHF грн UAH Php PHP Rmb CNY đ VND"));
    for (var crowns : "kr Kr KR kronor kroner :-".split(" ")) {
      WORDS.put(crowns, UNKNOWN);
    }
    SMALL.forEach(code -> WORDS.put(code, code.toUpperCase(Locale.ROOT)));
    CODES.forEach(code -> WORDS.put(code, code));
  }

  private PayCurrency() {}

  private static Map<String, String> each(String pairs) {
    var map = new HashMap<String, String>();
    var words = pairs.split(" ");
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return map;
  }

  /**
   * A mark beside a number.
   *
   * @param code null where the mark does not tell the country
   * @param exact whether a code written elsewhere says nothing new: not so of a plain {@code $}
   */
  record Mark(@Nullable String code, boolean exact, int start, int end) {}

  /** The code of a currency's code, symbol or name that stands alone. */
  static @Nullable String code(@Nullable String written) {
    if (written == null || written.isBlank() || written.length() > 20) {
      return null;
    }
    var text = PayWords.plain(written).strip();
    var upper = text.toUpperCase(Locale.ROOT);
    if (CODES.contains(upper)) {
      return upper;
    }
    var digit = text + "1";
    var mark = endingAt(digit, text.length());
    return mark == null || mark.start() != 0 ? null : mark.code();
  }

  /** The mark before {@code end}, with at most two spaces between. */
  static @Nullable Mark endingAt(String text, int end) {
    int at = skipSpacesBack(text, end, 2);
    if (at == 0) {
      return null;
    }
    char last = text.charAt(at - 1);
    var symbol = SYMBOLS.get(last);
    if (symbol != null) {
      return withSymbol(text, at, last, symbol);
    }
    int wordEnd = last == '.' ? at - 1 : at;
    int start = PayWords.wordStart(text, wordEnd);
    if (start == wordEnd || wordEnd - start > 8) {
      return null;
    }
    var code = WORDS.get(text.substring(start, wordEnd));
    return code == null ? null : word(code, start, at);
  }

  private static Mark withSymbol(String text, int end, char last, String symbol) {
    int prefix = PayWords.wordStart(text, end - 1);
    if (prefix < end - 1) {
      var code = PREFIXED.get(text.substring(prefix, end));
      if (code == null) {
        code = codeOf(text, prefix, end - 1);
      }
      if (code != null) {
        return new Mark(code, true, prefix, end);
      }
      var country = text.substring(prefix, end - 1);
      return last == '$'
              && country.length() <= 3
              && country.equals(country.toUpperCase(Locale.ROOT))
          ? new Mark(null, false, prefix, end)
          : new Mark(symbol, last != '$' && last != '¥', end - 1, end);
    }
    int before = skipSpacesBack(text, end - 1, 1);
    int start = PayWords.wordStart(text, before);
    var code = codeOf(text, start, before);
    return code != null
        ? new Mark(code, true, start, end)
        : new Mark(symbol, last != '$' && last != '¥', end - 1, end);
  }

  /** The mark after {@code from}, with at most one space between. */
  static @Nullable Mark startingAt(String text, int from) {
    int at = from < text.length() && text.charAt(from) == ' ' ? from + 1 : from;
    if (at == text.length()) {
      return null;
    }
    char first = text.charAt(at);
    var symbol = SYMBOLS.get(first);
    if (symbol != null) {
      return new Mark(symbol, first != '$' && first != '¥', at, at + 1);
    }
    int end = text.startsWith(":-", at) ? at + 2 : PayWords.wordEnd(text, at);
    if (end == at || end - at > 8) {
      return null;
    }
    if (end < text.length() && text.charAt(end) == '$') {
      var prefixed = PREFIXED.get(text.substring(at, end + 1));
      return prefixed == null ? null : new Mark(prefixed, true, at, end + 1);
    }
    var code = WORDS.get(text.substring(at, end));
    return code == null ? null : word(code, at, end);
  }

  private static Mark word(String code, int start, int end) {
    return code.equals(UNKNOWN)
        ? new Mark(null, false, start, end)
        : new Mark(code, true, start, end);
  }

  /** The first code in capitals within {@code from} and {@code to}. */
  static @Nullable String codeWithin(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (Character.isLetter(text.charAt(at))) {
        int end = PayWords.wordEnd(text, at);
        var code = end > to ? null : codeOf(text, at, end);
        if (code != null) {
          return code;
        }
        at = end;
      }
    }
    return null;
  }

  /** Whether two marks may stand at the ends of one range. */
  static boolean alike(@Nullable String one, @Nullable String other) {
    return one == null
        || other == null
        || one.equals(other)
        || DOLLARS.contains(one) && DOLLARS.contains(other);
  }

  static boolean isSymbol(char character) {
    return SYMBOLS.containsKey(character);
  }

  private static @Nullable String codeOf(String text, int start, int end) {
    if (end - start != 3) {
      return null;
    }
    var word = text.substring(start, end);
    return CODES.contains(word) ? word : null;
  }

  private static int skipSpacesBack(String text, int from, int most) {
    int at = from;
    while (at > 0 && from - at < most && text.charAt(at - 1) == ' ') {
      at--;
    }
    return at;
  }
}
