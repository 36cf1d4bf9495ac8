package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.Board.Format;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final URI URL = URI.create("https://a.example/jobs");

  private static Board board(
      String name, URI url, Format format, String posting, Map<String, String> fields) {
    return Documents.board(name, url, format, posting, fields);
  }

  private static final Map<String, String> FIELDS = Map.of("id", "@id", "title", "h2");

  private static final Board BOARD = board("A", URL, Format.HTML, "div", FIELDS);

  @Test
  void a_definition_comes_back_from_json_as_it_was() {
    assertThat(Board.fromJson(BOARD.toJson()).toJson()).isEqualTo(BOARD.toJson());

    var feed = board("Ü “A”", URL, Format.RSS, null, Map.of());
    assertThat(Board.fromJson(feed.toJson()).toJson()).isEqualTo(feed.toJson());
  }

  @Test
  void an_empty_pointer_is_not_the_same_as_none() {
    var json = board("A", URL, Format.JSON, "", Map.of("title", "/t"));

    assertThat(Board.fromJson(json.toJson()).written().path("posting").asString("none")).isEmpty();
  }

  @Test
  void the_order_of_fields_makes_no_difference() {
    var other = new java.util.LinkedHashMap<String, String>();
    other.put("title", "h2");
    other.put("id", "@id");

    assertThat(board("A", URL, Format.HTML, "div", other).written()).isEqualTo(BOARD.written());
  }

  @Test
  void what_decides_which_postings_there_are_changes_the_identity() {
    var others =
        List.of(
            board("A", URI.create("https://a.example/"), Format.HTML, "div", FIELDS),
            board("A", URL, Format.JSON, "/div", Map.of("id", "/id", "title", "/t")),
            board("A", URL, Format.HTML, "li", FIELDS),
            board("A", URL, Format.HTML, "div", Map.of("title", "h2")));

    assertThat(others).noneMatch(other -> other.identityHash().equals(BOARD.identityHash()));
  }

  @Test
  void what_only_shows_them_better_does_not() {
    var better =
        board("B", URL, Format.HTML, "div", Map.of("id", "@id", "title", "h3", "company", "h4"));

    assertThat(better.identityHash()).isEqualTo(BOARD.identityHash());
  }
}
