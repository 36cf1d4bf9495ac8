package io.earlybrd.board;

import org.jspecify.annotations.Nullable;

/**
 * An element of a feed's document. It knows where its content stands, and reads it when it is
 * asked: most of a feed never is. Not changed once the document is parsed.
 */
final class FeedElement {
  final FeedName name;

  /** What {@link #start} and {@link #end} are places in. */
  final String document;

  int start;
  int end;

  /** Its content is text as it stands, and no markup that is to be read: a string of JSON. */
  boolean literal;

  @Nullable FeedElement firstChild;
  @Nullable FeedElement next;
  @Nullable FeedAttribute attributes;

  FeedElement(FeedName name, String document, int start) {
    this.name = name;
    this.document = document;
    this.start = start;
    this.end = start;
  }

  /** Once the last of them is known. */
  record FeedAttribute(
      FeedName name, String document, int start, int end, @Nullable FeedAttribute next) {}

  /** An attribute's value by its name as the document writes it. */
  @Nullable String attribute(String written) {
    for (var attribute = attributes; attribute != null; attribute = attribute.next()) {
      if (attribute.name().written.equals(written)) {
        return FeedText.decoded(attribute.document(), attribute.start(), attribute.end()).strip();
      }
    }
    return null;
  }

  /**
   * What the element says, without white space around it: text with its entities decoded, or where
   * elements stand in it, markup that should have been escaped, as it stands.
   */
  String text() {
    if (literal) {
      return document.strip();
    }
    return (firstChild == null
            ? FeedText.decoded(document, start, end)
            : FeedText.markup(document, start, end))
        .strip();
  }

  boolean isBlank() {
    if (firstChild != null || literal) {
      return literal && document.isBlank();
    }
    for (int i = start; i < end; i++) {
      char c = document.charAt(i);
      if (c == '<' || c == '&') {
        return text().isEmpty();
      }
      if (!Character.isWhitespace(c) && c != '\u00a0') {
        return false;
      }
    }
    return true;
  }

  @Nullable FeedElement child(String local) {
    for (var child = firstChild; child != null; child = child.next) {
      if (child.name.local.equals(local)) {
        return child;
      }
    }
    return null;
  }
}
