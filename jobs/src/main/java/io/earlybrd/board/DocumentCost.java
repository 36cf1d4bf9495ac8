package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.util.Set;

/**
 * How much memory it takes to read a document, estimated from its bytes before that is done. The
 * factors were measured with trees of nothing but tags, attributes, numbers or empty objects, and
 * are rather too high.
 */
final class DocumentCost {
  /**
   * An element and the text that follows it, or a closing tag, which makes up for large elements.
   */
  private static final long TAG = 96;

  private static final long ATTRIBUTE = 64;
  private static final long OBJECT = 150;
  private static final long ARRAY = 60;
  private static final long KEY = 80;
  private static final long ELEMENT = 72;

  /** A feed's elements know only where they stand. */
  private static final long FEED_ELEMENT = 56;

  private static final long FEED_ATTRIBUTE = 32;

  /** Up to {@link FeedNames}' limit. */
  private static final long FEED_NAMES = 2 << 20;

  /** A posting beside its texts. */
  private static final long POSTING = 1_000;

  /** A description's markup is parsed for itself, up to a million characters of it. */
  private static final long MARKUP = 1 << 20;

  private static final long MARKUP_TREE = 20;

  /**
   * The bytes, their characters, and the same texts in the tree, as found, and as stored; while it
   * is decoded there are no more copies than that.
   */
  private static final long COPIES = 8;

  private DocumentCost() {}

  /** Bytes of heap, the document itself included. */
  static long of(byte[] body, Set<Format> formats) {
    return formats.stream().mapToLong(format -> of(body, format)).max().orElseThrow();
  }

  private static long of(byte[] body, Format format) {
    var counts = new int[128];
    for (byte b : body) {
      counts[b & 0x7f]++;
    }
    long texts = COPIES * body.length;
    long postings = Math.min(FoundPostings.MOST, body.length / 16);
    long description = MARKUP_TREE * Math.min(MARKUP, body.length);
    long json =
        OBJECT * counts['{'] + ARRAY * counts['['] + KEY * counts[':'] + ELEMENT * counts[','];
    long markup = TAG * counts['<'] + ATTRIBUTE * counts['='];
    return texts
        + POSTING * postings
        + switch (format) {
          case HTML -> markup;
          case XML -> markup + description;
          case JSONLD -> 2 * markup + description;
          case RSS ->
              description
                  + FEED_NAMES
                  + (isJson(body)
                      ? json
                      : FEED_ELEMENT * counts['<'] + FEED_ATTRIBUTE * counts['=']);
          case JSON -> json + description;
        };
  }

  /** Whether that of the two which feeds begin with is a brace. */
  private static boolean isJson(byte[] body) {
    for (byte b : body) {
      if (b == '{' || b == '<') {
        return b == '{';
      }
    }
    return false;
  }
}
