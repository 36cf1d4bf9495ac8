package io.earlybrd.search;

/**
 * Cuts a query into terms: optional minus, optional field, then a word or a quoted text. Knows the
 * shape of the language, not its meaning. Columns count characters (code points) from 1.
 */
final class TermReader {
  /** One piece of a query. */
  sealed interface Piece {}

  /**
   * A word or phrase as written.
   *
   * @param column where the term begins, with its minus
   * @param field the name before the colon, empty where there is none
   * @param textColumn where {@code text} begins; for a phrase, its quotation mark
   */
  record Term(
      int column,
      boolean negated,
      String field,
      int fieldColumn,
      String text,
      int textColumn,
      boolean quoted)
      implements Piece {}

  /** The query cannot be read further. */
  record Problem(int column, String message) implements Piece {}

  /** Nothing is left. */
  record End() implements Piece {}

  private static final String QUOTES = "\"“”„‟«»";

  /** Telephones and word processors write some of these where the minus key was meant. */
  private static final String MINUSES = "-‐‑–—−";

  private static final int ZERO_WIDTH_SPACE = 0x200B;

  private final int[] text;
  private int at;

  TermReader(String text) {
    this.text = text.codePoints().map(TermReader::narrow).toArray();
  }

  int length() {
    return text.length;
  }

  /** The next piece; after a {@link Problem} or {@link End} there is none. */
  Piece next() {
    skipBlank();
    if (at == text.length) {
      return new End();
    }
    int column = at + 1;
    boolean negated = is(MINUSES, at);
    if (negated) {
      at++;
      if (isBlankOrEnd(at)) {
        return new Problem(
            column, "“-” must stand right before the word or phrase that must not appear");
      }
      if (is(MINUSES, at)) {
        return new Problem(at + 1, "one “-” is enough");
      }
    }
    int fieldColumn = at + 1;
    var field = readField();
    if (!field.isEmpty() && isBlankOrEnd(at)) {
      return new Problem(
          fieldColumn,
          "“" + field + ":” must stand right before its word or phrase, without a space");
    }
    return is(QUOTES, at)
        ? readPhrase(column, negated, field, fieldColumn)
        : readWord(column, negated, field, fieldColumn);
  }

  /** Letters up to a colon; a time such as {@code 9:30} has none. */
  private String readField() {
    int colon = at;
    while (colon < text.length && (Character.isLetter(text[colon]) || text[colon] == '_')) {
      colon++;
    }
    if (colon == at || colon == text.length || text[colon] != ':') {
      return "";
    }
    var field = new String(text, at, colon - at);
    at = colon + 1;
    return field;
  }

  private Piece readPhrase(int column, boolean negated, String field, int fieldColumn) {
    int quote = at++;
    while (at < text.length && !is(QUOTES, at)) {
      at++;
    }
    if (at == text.length) {
      return new Problem(quote + 1, "this quotation mark has no partner");
    }
    var phrase = new String(text, quote + 1, at - quote - 1);
    at++;
    return new Term(column, negated, field, fieldColumn, phrase, quote + 1, true);
  }

  private Piece readWord(int column, boolean negated, String field, int fieldColumn) {
    int start = at;
    while (!isBlankOrEnd(at) && !is(QUOTES, at)) {
      at++;
    }
    var word = new String(text, start, at - start);
    return new Term(column, negated, field, fieldColumn, word, start + 1, false);
  }

  /** East Asian keyboards write the marks of the language in their full width. */
  private static int narrow(int c) {
    return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c;
  }

  private void skipBlank() {
    // Format characters come along when a query is pasted; before a minus they would hide it.
    while (at < text.length
        && (isBlank(text[at]) || Character.getType(text[at]) == Character.FORMAT)) {
      at++;
    }
  }

  private boolean isBlankOrEnd(int index) {
    return index >= text.length || isBlank(text[index]);
  }

  private static boolean isBlank(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> c == ZERO_WIDTH_SPACE;
    };
  }

  static boolean isMinus(int c) {
    return MINUSES.indexOf(c) >= 0;
  }

  private boolean is(String characters, int index) {
    return index < text.length && characters.indexOf(text[index]) >= 0;
  }
}
