package io.earlybrd.board;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A name of elements or attributes, once in a document however often it is written there. */
final class FeedName {
  /** As it stands in the document: {@code dc:creator}. */
  final String written;

  /** Empty where there is none. */
  final String prefix;

  /** Without its prefix, in lower case. */
  final String local;

  /** What it says of an entry. */
  @Nullable FeedPart part;

  FeedName(String written) {
    this.written = written;
    int colon = written.indexOf(':');
    this.prefix = colon < 0 ? "" : written.substring(0, colon);
    this.local = written.substring(colon + 1).toLowerCase(Locale.ROOT);
  }

  boolean isNamespace() {
    return prefix.equals("xmlns");
  }
}
