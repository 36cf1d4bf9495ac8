package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Boards and readings for tests. */
public final class Documents {
  static final URI PAGE = URI.create("https://a.example/jobs/");

  /** Later than the dates of all documents. */
  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private Documents() {}

  static Board html(String posting, Map<String, String> fields) {
    return board(PAGE, Format.HTML, posting, fields);
  }

  static Board rss(Map<String, String> fields) {
    return board(PAGE, Format.RSS, null, fields);
  }

  static Board json(String posting, Map<String, String> fields) {
    return board(PAGE, Format.JSON, posting, fields);
  }

  static Board board(URI url, Format format, String posting, Map<String, String> fields) {
    return board("A", url, format, posting, fields);
  }

  static Board board(
      String name, URI url, Format format, String posting, Map<String, String> fields) {
    var json = JsonMapper.shared().createObjectNode();
    json.put("id", "a");
    json.put("name", name);
    json.put("url", url.toString());
    json.put("every", "PT10M");
    json.put("enabled", true);
    json.put("format", format.yamlName());
    json.put("posting", posting);
    var inner = json.putObject("fields");
    fields.forEach(inner::put);
    return Board.fromJson(json.toString());
  }

  static Reading read(Board board, String document) throws UnreadableBoard {
    return read(board, document.getBytes(StandardCharsets.UTF_8), null);
  }

  static Reading read(Board board, byte[] document, String contentType) throws UnreadableBoard {
    return read(board, document, contentType, PAGE);
  }

  /** What {@code board} reads from {@code document}. */
  public static Reading read(Board board, byte[] document, String contentType, URI page)
      throws UnreadableBoard {
    var target = Target.of(board, new Presets(null));
    return BoardReader.read(
        target.recipe(),
        new BoardReader.Source(document, contentType, page),
        target.url(),
        target.names(),
        NOW);
  }
}
