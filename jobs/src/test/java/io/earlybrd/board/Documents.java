package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** Boards and readings for tests. */
final class Documents {
  static final URI PAGE = URI.create("https://a.example/jobs/");

  private Documents() {}

  static Board html(String posting, Map<String, String> fields) {
    return board(Format.HTML, posting, fields);
  }

  static Board rss(Map<String, String> fields) {
    return board(Format.RSS, null, fields);
  }

  static Board json(String posting, Map<String, String> fields) {
    return board(Format.JSON, posting, fields);
  }

  private static Board board(Format format, String posting, Map<String, String> fields) {
    return new Board("a", "A", PAGE, Duration.ofMinutes(10), format, posting, fields, true);
  }

  static Reading read(Board board, String document) throws UnreadableBoard {
    return read(board, document.getBytes(StandardCharsets.UTF_8), null);
  }

  static Reading read(Board board, byte[] document, String contentType) throws UnreadableBoard {
    return BoardReader.read(board, document, contentType, PAGE);
  }
}
