package io.earlybrd.board;

import io.earlybrd.board.Board.Format;

/**
 * A place in a document, in the language of its format, from the posting on; written with {@code ^}
 * before it, from the document's root; with {@code <}, from the group that the posting stands in.
 */
sealed interface Where {
  /** What a place is seen from. */
  enum Start {
    POSTING,
    DOCUMENT,
    /**
     * In JSON the object that holds the postings' list, such as a department; in HTML and XML what
     * matches nearest before the posting, or around it, such as a heading.
     */
    GROUP
  }

  /** As it was written, {@code ^} and {@code <} included. */
  String written();

  Start start();

  /** In JSON. */
  record Pointer(String written, Start start, StarPointer pointer) implements Where {}

  /** In HTML and XML. */
  record Css(String written, Start start, HtmlField field) implements Where {}

  /** In a feed. */
  record Element(String written, Start start, FeedField field) implements Where {}

  /**
   * Reads what is written.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Where parse(String written, Format format) {
    var start =
        written.startsWith("^")
            ? Start.DOCUMENT
            : written.startsWith("<") ? Start.GROUP : Start.POSTING;
    var text = start == Start.POSTING ? written : written.substring(1).strip();
    return switch (format) {
      case JSON, JSONLD -> new Pointer(written, start, StarPointer.parse(text));
      case HTML, XML -> new Css(written, start, css(text, start));
      case RSS -> {
        if (start == Start.GROUP) {
          throw new IllegalArgumentException(
              "a feed's entries stand in no groups: “<” is not for rss");
        }
        yield new Element(written, start, FeedField.parse(text));
      }
    };
  }

  private static HtmlField css(String text, Start start) {
    var field = HtmlField.parse(text);
    if (start == Start.GROUP && field.selector() == null) {
      throw new IllegalArgumentException("“<” needs a CSS selector, such as < h3");
    }
    return field;
  }
}
