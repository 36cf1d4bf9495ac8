package io.earlybrd.search;

import io.earlybrd.search.Leaves.Made;
import io.earlybrd.search.Leaves.Outcome;
import io.earlybrd.search.Leaves.Unmade;
import io.earlybrd.search.Node.Pays;
import io.earlybrd.search.SearchParser.Rejected;
import io.earlybrd.search.TermReader.Term;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code pay>=60000} and its like: {@code pay>=€60k}, {@code pay>=45/hour}. */
final class PayReader {
  private static final Pattern COMPARISON =
      Pattern.compile("(?i)pay(>=|=>|<=|=<|>|<|=|≥|≤)(.*)", Pattern.DOTALL);

  private static final Pattern AMOUNT =
      Pattern.compile(
          "([€$£¥₹]|[a-z]{3})?(\\d{1,3}(?:[,.'’]\\d{3})+|\\d+)([.,]\\d{1,2})?([km])?([€$£¥₹]|[a-z]{3})?"
              + "(?:/(h|hr|hour|d|day|w|wk|week|mo|month|y|yr|year))?");

  private static final Map<String, String> SYMBOLS =
      Map.of("€", "EUR", "$", "USD", "£", "GBP", "¥", "JPY", "₹", "INR");

  private PayReader() {}

  static boolean isComparison(Term term) {
    return !term.quoted() && COMPARISON.matcher(term.text()).matches();
  }

  static Outcome read(Term term) {
    var comparison = COMPARISON.matcher(term.text());
    if (!comparison.matches()) {
      throw new IllegalArgumentException(term.text());
    }
    var operator = comparison.group(1);
    int column = term.column() + 3 + operator.length();
    if (operator.equals("=")) {
      return new Unmade(
          new Rejected(term.column() + 3, "pay is compared by “>=” or “<=”, as in pay>=60000"));
    }
    var amount = AMOUNT.matcher(comparison.group(2).toLowerCase(Locale.ROOT));
    if (!amount.matches() || (amount.group(1) != null && amount.group(5) != null)) {
      return new Unmade(new Rejected(column, Grammar.PAY));
    }
    boolean atLeast = operator.contains(">") || operator.equals("≥");
    var symbol = amount.group(1) == null ? amount.group(5) : amount.group(1);
    var currency = symbol == null ? null : currency(symbol);
    if (symbol != null && currency == null) {
      return new Unmade(
          new Rejected(
              column, "there is no currency " + Grammar.shown(symbol) + ", as in pay>=60000EUR"));
    }
    var year =
        number(amount.group(2), amount.group(3))
            .multiply(times(amount.group(4)))
            .multiply(BigDecimal.valueOf(period(amount.group(6)).aYear))
            .setScale(0, atLeast ? RoundingMode.CEILING : RoundingMode.FLOOR);
    return year.compareTo(Pay.MOST) > 0
        ? new Unmade(new Rejected(column, "nobody is paid so much"))
        : new Made(new Pays(atLeast, year.longValueExact(), currency), 1);
  }

  private static BigDecimal number(String whole, @Nullable String fraction) {
    return new BigDecimal(
        whole.replaceAll("[^0-9]", "") + (fraction == null ? "" : "." + fraction.substring(1)));
  }

  private static BigDecimal times(@Nullable String suffix) {
    return BigDecimal.valueOf(suffix == null ? 1 : suffix.equals("k") ? 1_000 : 1_000_000);
  }

  private static Pay.Per period(@Nullable String word) {
    return word == null
        ? Pay.Per.YEAR
        : switch (word.charAt(0)) {
          case 'h' -> Pay.Per.HOUR;
          case 'd' -> Pay.Per.DAY;
          case 'w' -> Pay.Per.WEEK;
          case 'm' -> Pay.Per.MONTH;
          default -> Pay.Per.YEAR;
        };
  }

  private static @Nullable String currency(String symbol) {
    var known = SYMBOLS.get(symbol);
    if (known != null) {
      return known;
    }
    var code = symbol.toUpperCase(Locale.ROOT);
    return Currency.getAvailableCurrencies().stream()
            .anyMatch(currency -> currency.getCurrencyCode().equals(code))
        ? code
        : null;
  }
}
