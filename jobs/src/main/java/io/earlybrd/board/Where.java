package io.earlybrd.board;

import io.earlybrd.board.Board.Format;

/**
 * A place in a document, in the language of its format, from the posting on, or, written with
 * {@code ^} before it, from the document's root.
 */
sealed interface Where {
  /** As it was written, {@code ^} included. */
  String written();

  /** Whether it starts from the document instead of the posting. */
  boolean fromRoot();

  /** In JSON. */
  record Pointer(String written, boolean fromRoot, StarPointer pointer) implements Where {}

  /** In HTML and XML. */
  record Css(String written, boolean fromRoot, HtmlField field) implements Where {}

  /** In a feed. */
  record Element(String written, boolean fromRoot, FeedField field) implements Where {}

  /**
   * Reads what is written.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Where parse(String written, Format format) {
    boolean root = written.startsWith("^");
    var text = root ? written.substring(1).strip() : written;
    return switch (format) {
      case JSON, JSONLD -> new Pointer(written, root, StarPointer.parse(text));
      case HTML, XML -> new Css(written, root, HtmlField.parse(text));
      case RSS -> new Element(written, root, FeedField.parse(text));
    };
  }
}
