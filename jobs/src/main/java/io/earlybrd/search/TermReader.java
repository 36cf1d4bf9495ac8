package io.earlybrd.search;

/**
 * Cuts a query into pieces: parentheses, the words between operands, and terms, which are an
 * optional minus, an optional field, then a word or a quoted text. Knows the shape of the language,
 * not its meaning. Columns count characters (code points) from 1.
 */
final class TermReader {
  /** One piece of a query. */
  sealed interface Piece {}

  /**
   * What stands before a term or a group.
   *
   * @param column where it all begins, with its minus
   * @param field the name before the colon, empty where there is none
   */
  record Head(int column, boolean negated, String field, int fieldColumn) {}

  /**
   * A word or phrase as written.
   *
   * @param column where {@code text} begins; for a phrase, its quotation mark
   */
  record Term(Head head, String text, int column, boolean quoted) implements Piece {}

  /** An opening parenthesis, which stands at {@code column}. */
  record Open(Head head, int column) implements Piece {}

  record Close(int column) implements Piece {}

  /** {@code OR}, {@code |}: one or the other. */
  record Either(int column) implements Piece {}

  /** {@code AND}, {@code &}: both, which words are anyway. */
  record Both(int column) implements Piece {}

  /** {@code NOT}: the next operand must not match. */
  record Negation(int column) implements Piece {}

  /** The query cannot be read further. */
  record Problem(int column, String message) implements Piece {}

  /** Nothing is left. */
  record End(int column) implements Piece {}

  private static final String QUOTES = "\"“”„‟«»";

  /** Telephones and word processors write some of these where the minus key was meant. */
  private static final String MINUSES = "-‐‑–—−";

  private static final String COMPARISONS = "<>=≥≤";

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
    int column = at + 1;
    if (at == text.length) {
      return new End(column);
    }
    if (is(")", at)) {
      at++;
      return new Close(column);
    }
    if (is("|", at)) {
      at += is("|", at + 1) ? 2 : 1;
      return new Either(column);
    }
    boolean negated = is(MINUSES, at);
    if (negated) {
      at++;
      if (isBlankOrEnd(at) || is(")|", at)) {
        return new Problem(
            column, "“-” must stand right before the word or phrase that must not appear");
      }
      if (is(MINUSES, at)) {
        return new Problem(at + 1, "one “-” is enough");
      }
    }
    int fieldColumn = at + 1;
    var field = readField();
    if (!field.isEmpty() && (isBlankOrEnd(at) || is(")|", at))) {
      return new Problem(
          fieldColumn,
          "“" + field + ":” must stand right before its word or phrase, without a space");
    }
    var head = new Head(column, negated, field, fieldColumn);
    if (is("(", at)) {
      at++;
      return new Open(head, at);
    }
    return is(QUOTES, at) ? readPhrase(head) : readWord(head);
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

  private Piece readPhrase(Head head) {
    int quote = at++;
    while (at < text.length && !is(QUOTES, at)) {
      at++;
    }
    if (at == text.length) {
      return new Problem(quote + 1, "this quotation mark has no partner");
    }
    var phrase = new String(text, quote + 1, at - quote - 1);
    at++;
    return new Term(head, phrase, quote + 1, true);
  }

  private Piece readWord(Head head) {
    int start = at;
    skipWord();
    var word = new String(text, start, at - start);
    boolean bare = head.field().isEmpty() && !head.negated();
    if (bare && word.equals("OR")) {
      return new Either(start + 1);
    }
    if (bare && (word.equals("AND") || word.equals("&") || word.equals("&&"))) {
      return new Both(start + 1);
    }
    if (bare && word.equals("NOT")) {
      return new Negation(start + 1);
    }
    return new Term(head, word + restOfComparison(head, word), start + 1, false);
  }

  private void skipWord() {
    while (!isBlankOrEnd(at) && !is(QUOTES, at) && !is("()|", at)) {
      at++;
    }
  }

  /** {@code pay >= 60000} is one term, although other words end at a blank. */
  private String restOfComparison(Head head, String word) {
    if (!head.field().isEmpty() || !word.regionMatches(true, 0, "pay", 0, 3)) {
      return "";
    }
    var comparison = word.substring(3);
    int before = at;
    if (comparison.isEmpty()) {
      skipBlank();
      int start = at;
      while (is(COMPARISONS, at)) {
        at++;
      }
      comparison = new String(text, start, at - start);
      if (comparison.isEmpty()) {
        at = before;
        return "";
      }
    } else if (!comparison.chars().allMatch(c -> COMPARISONS.indexOf(c) >= 0)) {
      return "";
    } else {
      comparison = "";
    }
    skipBlank();
    int start = at;
    skipWord();
    return comparison + new String(text, start, at - start);
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
