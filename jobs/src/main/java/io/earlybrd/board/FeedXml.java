package io.earlybrd.board;

/** Parses XML that strangers wrote, mended where it has to be. */
final class FeedXml {
  private FeedXml() {}

  /** A document and its names. */
  record Parsed(FeedElement document, FeedNames names) {}

  /**
   * Parses {@code text}, of which what stands before the first tag is left out.
   *
   * @throws UnreadableBoard when it was cut off, is too deep, or has an internal DTD subset
   */
  static Parsed parse(String text) throws UnreadableBoard {
    for (boolean mends : new boolean[] {false, true}) {
      var names = new FeedNames();
      var document = new FeedParser(text, names, mends).document();
      if (document != null) {
        return new Parsed(document, names);
      }
    }
    throw new AssertionError("a mending pass ends with a document or a reason");
  }
}
