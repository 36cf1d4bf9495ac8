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
}
