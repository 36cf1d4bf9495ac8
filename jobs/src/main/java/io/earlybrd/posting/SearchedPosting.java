package io.earlybrd.posting;

import io.earlybrd.search.SearchVector;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What of a posting searches ask for: the one place that says it. Stateless. */
public final class SearchedPosting {
  private SearchedPosting() {}

  /** Text to cast to {@code tsvector}, but for what the posting's row adds. */
  public static String vector(
      @Nullable String title,
      @Nullable String company,
      @Nullable String location,
      @Nullable Boolean remote,
      @Nullable PayRange range,
      @Nullable String department,
      @Nullable String description) {
    return SearchVector.of(
        title,
        company,
        location,
        remote,
        range == null
            ? null
            : new SearchVector.Paid(
                range.min(),
                range.max(),
                range.currency(),
                range.period() == null ? null : range.period().name()),
        department,
        // Not its pay as written: who looks for C means no C$30.
        description);
  }

  /** Of a row with {@code pay_min, pay_max, pay_currency, pay_period}; null: no amount is known. */
  public static @Nullable PayRange paid(ResultSet row) throws SQLException {
    var min = row.getBigDecimal("pay_min");
    var max = row.getBigDecimal("pay_max");
    var period = row.getString("pay_period");
    return min == null && max == null
        ? null
        : new PayRange(
            min,
            max,
            row.getString("pay_currency"),
            period == null ? null : PayRange.Period.valueOf(period.toUpperCase(Locale.ROOT)));
  }
}
