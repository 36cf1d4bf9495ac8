package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import io.earlybrd.search.SearchParser.Rejected;

/**
 * A query that cannot be read: what is wrong, the query, and a mark below the character at fault.
 */
final class QueryError {
  /** Characters of a long query that are shown before and after the one at fault. */
  private static final int AROUND = 35;

  private QueryError() {}

  static UserError of(String query, Rejected rejected) {
    int[] shown = query.codePoints().map(QueryError::visible).toArray();
    int at = Math.min(rejected.column() - 1, shown.length);
    int from = Math.max(0, at - AROUND);
    int to = Math.min(shown.length, at + AROUND);
    var before = from > 0 ? "…" : "";
    var line = before + new String(shown, from, to - from) + (to < shown.length ? "…" : "");
    return new UserError(
        "column %d: %s\n  %s\n  %s^"
            .formatted(
                rejected.column(),
                rejected.message(),
                line.stripTrailing(),
                " ".repeat(before.length() + at - from)));
  }

  /** One column each: a line break or an accent that stands alone would move the mark. */
  private static int visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          ' ';
      default -> character;
    };
  }
}
