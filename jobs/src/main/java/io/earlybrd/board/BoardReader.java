package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads a board's document into postings. Pure; thread-safe. */
public final class BoardReader {
  private BoardReader() {}

  /**
   * Reads {@code body} by the board's definition. Others' mistakes in it are mended where they can
   * be, and noted where an operator should know.
   *
   * @param contentType as the server said it; believed only for the encoding
   * @param finalUrl where the document was, which its relative links start from
   * @throws UnreadableBoard when the document is not in the board's format. Its message goes on
   *     after the document's address
   */
  public static Reading read(Board board, byte[] body, @Nullable String contentType, URI finalUrl)
      throws UnreadableBoard {
    var text = Decoding.text(body, contentType);
    if (isBinary(body) || isNoText(text)) {
      throw new UnreadableBoard(
          "is no text" + (contentType == null ? "" : " (" + OneLine.of(contentType, 60) + ")"));
    }
    if (text.isBlank()) {
      throw new UnreadableBoard("is empty");
    }
    var notes = new ArrayList<String>();
    var raw =
        switch (board.format()) {
          case HTML -> HtmlBoard.read(board, text, finalUrl, notes);
          case RSS -> FeedBoard.read(board, text, finalUrl);
          case JSON -> JsonBoard.read(board, text, finalUrl);
        };
    return FoundPostings.of(board, finalUrl, raw, notes);
  }

  /** A few control characters are a mistake in a text, many are no text. */
  private static boolean isNoText(String text) {
    var start = text.substring(0, Math.min(text.length(), 4_096));
    long controls = start.chars().filter(c -> c < 32 && !Character.isWhitespace(c)).count();
    return controls > start.length() / 50;
  }

  /** By how the usual files begin. */
  private static boolean isBinary(byte[] body) {
    int first = body.length == 0 ? 0 : body[0] & 0xff;
    return startsWith(body, "%PDF-")
        || startsWith(body, "PK\u0003\u0004")
        || startsWith(body, "GIF8")
        || first == 0x89 && startsWith(body, 1, "PNG")
        || first == 0xff && body.length > 1 && (body[1] & 0xff) == 0xd8
        || first == 0x1f && body.length > 1 && (body[1] & 0xff) == 0x8b;
  }

  private static boolean startsWith(byte[] body, String start) {
    return startsWith(body, 0, start);
  }

  private static boolean startsWith(byte[] body, int from, String start) {
    for (int i = 0; i < start.length(); i++) {
      if (from + i >= body.length || body[from + i] != start.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
