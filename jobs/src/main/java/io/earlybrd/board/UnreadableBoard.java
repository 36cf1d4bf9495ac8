package io.earlybrd.board;

/**
 * The document is not what the board's format says, so it shows nothing, not even that there are no
 * postings.
 */
public final class UnreadableBoard extends Exception {
  private static final long serialVersionUID = 1L;

  UnreadableBoard(String message) {
    super(message);
  }

  /** A document that defines entities of its own means no good. */
  static UnreadableBoard withSubset() {
    return new UnreadableBoard(
        "has an internal DTD subset (<!DOCTYPE … [), which is never read:"
            + " it can name files and grow without end");
  }
}
