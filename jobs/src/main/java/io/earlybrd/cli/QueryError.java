package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import io.earlybrd.search.SearchParser.Rejected;
import java.util.Arrays;

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
    int columns = before.length() + Arrays.stream(shown, from, at).map(QueryError::columns).sum();
    return new UserError(
        "column %d: %s\n  %s\n  %s^"
            .formatted(
                rejected.column(), rejected.message(), line.stripTrailing(), " ".repeat(columns)));
  }

  /** Of a terminal: emoji and East Asian characters take two. */
  private static int columns(int character) {
    int type = Character.getType(character);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    return Character.isIdeographic(character)
            || Character.isEmojiPresentation(character)
            || (character >= 0x1100 && character <= 0x115F)
            || (character >= 0x3000 && character <= 0x30FF)
            || (character >= 0xAC00 && character <= 0xD7A3)
            || (character >= 0xFF01 && character <= 0xFF60)
        ? 2
        : 1;
  }

  /** What is on no line would move the mark. */
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
