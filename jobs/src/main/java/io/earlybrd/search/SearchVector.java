package io.earlybrd.search;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Everything of a posting that a search can ask for, as one PostgreSQL {@code tsvector}: its words,
 * by title (weight A), company (B), location (C) and the rest (D), and what filters ask for. Takes
 * any text. Stateless.
 */
public final class SearchVector {
  /**
   * Of the vectors and of the queries. Whoever changes what either looks like counts it up; then
   * matching makes anew what older rules made before it compares anything.
   */
  public static final int RULES = 1;

  private SearchVector() {}

  /**
   * What a posting pays.
   *
   * @param period {@code hour}, {@code day}, {@code week}, {@code month}, {@code year}, {@code
   *     project} in any case
   */
  public record Paid(
      @Nullable BigDecimal min,
      @Nullable BigDecimal max,
      @Nullable String currency,
      @Nullable String period) {}

  /**
   * Text to cast to {@code tsvector}; the posting's row adds {@link #ofRow}.
   *
   * @param rest department, description
   */
  public static String of(
      @Nullable String title,
      @Nullable String company,
      @Nullable String location,
      @Nullable Boolean remote,
      @Nullable Paid paid,
      @Nullable String... rest) {
    var vector = new VectorText();
    if (Boolean.TRUE.equals(remote)) {
      vector.filter(Lexemes.REMOTE);
    }
    if (paid != null) {
      Pay.lexemes(paid.min(), paid.max(), paid.currency(), paid.period()).forEach(vector::filter);
    }
    vector.field('A', title);
    vector.field('B', company);
    vector.field('C', location);
    for (var text : rest) {
      vector.field('D', text);
    }
    return vector.toString();
  }

  /**
   * SQL for the part of a posting's vector that its row gives: the board, and the day (UTC) that it
   * was first seen, by which an index finds those of the last days.
   *
   * @param board SQL of the board's id
   * @param firstSeenAt SQL of a timestamptz
   */
  public static String ofRow(String board, String firstSeenAt) {
    return Lexemes.ofRow(board, firstSeenAt);
  }
}
