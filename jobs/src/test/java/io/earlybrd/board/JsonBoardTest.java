package io.earlybrd.board;

import static io.earlybrd.board.Documents.json;
import static io.earlybrd.board.Documents.read;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.posting.FoundPosting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBoardTest {
  private static final Board JOBS = json("/jobs", Map.of("title", "/title"));

  @Test
  void every_field_is_read() throws UnreadableBoard {
    var board =
        json(
            "/data/jobs",
            Map.of(
                "id", "/id",
                "title", "/text",
                "url", "/links/0/href",
                "company", "/company/name",
                "location", "/places/*/city",
                "remote", "/remote",
                "pay", "/pay",
                "department", "/a~1b",
                "description", "/html",
                "posted_at", "/at"));
    var document =
        """
        {"data": {"jobs": [{"id": 12345678901234567890, "text": "R&amp;D Driver",
        "links": [{"href": "/7"}], "company": {"name": "Acme"}, "remote": false, "pay": 85.50,
        "places": [{"city": "Oslo"}, {"city": "Bergen"}, {"city": null}, {"city": "Oslo"}],
        "a/b": "Cars", "html": "&lt;p&gt;Drive.&lt;/p&gt;", "at": 1610479391921}]}}
        """;

    assertThat(read(board, document).postings())
        .containsExactly(
            new FoundPosting(
                "12345678901234567890",
                "https://a.example/7",
                "R&D Driver",
                "Acme",
                "Oslo, Bergen",
                false,
                "85.50",
                "Cars",
                "Drive.",
                Instant.parse("2021-01-12T19:23:11.921Z")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | [{\"title\": \"A\"}, {\"title\": \"B\"}]",
        "/jobs | {\"jobs\": [{\"title\": \"A\"}, {\"title\": \"B\"}]}",
        "/jobs/* | {\"jobs\": [{\"title\": \"A\"}, {\"title\": \"B\"}]}",
        "/jobs/* | {\"jobs\": {\"x\": {\"title\": \"A\"}, \"y\": {\"title\": \"B\"}}}",
        "/d/*/jobs | {\"d\": [{\"jobs\": [{\"title\": \"A\"}]}, {}, {\"jobs\": [{\"title\":"
            + " \"B\"}]}]}",
        "/* | [[{\"title\": \"A\"}], [{\"title\": \"B\"}]]",
        "/0/jobs | [{\"jobs\": [{\"title\": \"A\"}, {\"title\": \"B\"}]}]"
      })
  void postings_are_found_where_the_pointer_leads(String pointer, String document)
      throws UnreadableBoard {
    var board = json(pointer, Map.of("title", "/title"));

    assertThat(read(board, document).postings())
        .extracting(FoundPosting::title)
        .containsExactly("A", "B");
  }

  @Test
  void a_document_can_be_one_posting() throws UnreadableBoard {
    assertThat(read(json("", Map.of("title", "/title")), "{\"title\": \"A\"}").postings())
        .hasSize(1);
  }

  @Test
  void postings_may_be_texts() throws UnreadableBoard {
    assertThat(read(json("/jobs", Map.of("title", "")), "{\"jobs\": [\"A\", \"B\"]}").postings())
        .extracting(FoundPosting::title)
        .containsExactly("A", "B");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"jobs\": []}", "{\"jobs\": null}", "{\"jobs\": {}}"})
  void a_list_without_postings_is_a_good_visit(String document) throws UnreadableBoard {
    assertThat(read(JOBS, document).postings()).isEmpty();
  }

  @Test
  void departments_without_postings_are_a_good_visit() throws UnreadableBoard {
    var board = json("/departments/*/jobs", Map.of("title", "/title"));

    assertThat(read(board, "{\"departments\": []}").postings()).isEmpty();
    assertThat(read(board, "{\"departments\": [{\"jobs\": []}]}").postings()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"error\": \"no\", \"code\": 7} | has no /jobs; there is error, code",
        "[] | has no /jobs; there is an array of 0",
        "{\"jobs\": 7} | has no list of postings at /jobs, but “7”",
        "{\"jobs\": | is not JSON (line 1, column",
        "{} {} | is not JSON (line 1, column",
        "hello | is not JSON (line 1, column",
        "<html><body>Hi</body></html> | is HTML or XML, not JSON: it begins with “<html>",
        "7 | has no /jobs; there is 7"
      })
  void what_has_no_such_list_is_refused(String document, String expected) {
    assertThatThrownBy(() -> read(JOBS, document))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageStartingWith(expected);
  }

  @Test
  void a_way_that_breaks_off_is_refused() {
    var board = json("/departments/*/jobs", Map.of("title", "/title"));

    assertThatThrownBy(() -> read(board, "{\"departments\": [{\"name\": \"x\"}]}"))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessage("has no /departments/*/jobs; there is name");
  }

  @Test
  void what_cannot_be_a_posting_is_skipped_and_counted() throws UnreadableBoard {
    var reading = read(JOBS, "{\"jobs\": [7, null, {}, {\"title\": \"\"}, {\"title\": \"A\"}]}");

    assertThat(reading.skipped()).isEqualTo(4);
    assertThat(reading.postings()).hasSize(1);
  }

  @Test
  void too_deep_a_document_is_refused() {
    assertThatThrownBy(() -> read(JOBS, "[".repeat(100_000)))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void a_number_without_measure_is_refused_or_text() throws UnreadableBoard {
    var reading = read(JOBS, "{\"jobs\": [{\"title\": 1e999999}]}");

    assertThat(reading.postings().getFirst().title()).hasSizeLessThan(50);
  }

  @ParameterizedTest
  @CsvSource({"UTF-8, ", "UTF-16LE, ", "windows-1252, application/json; charset=windows-1252"})
  void the_encoding_is_found(String charset, String contentType) throws Exception {
    var document = "{\"jobs\": [{\"title\": \"Zaïn\"}]}".getBytes(charset);

    assertThat(read(JOBS, document, contentType).postings())
        .extracting(FoundPosting::title)
        .containsExactly("Zaïn");
  }

  @Test
  void a_byte_order_mark_does_no_harm() throws UnreadableBoard {
    var document = "\ufeff{\"jobs\": []}".getBytes(StandardCharsets.UTF_8);

    assertThat(read(JOBS, document, null).postings()).isEmpty();
  }

  @Test
  void control_characters_are_dropped() throws UnreadableBoard {
    assertThat(read(JOBS, "{\"jobs\": [{\"title\": \"De\\u0000vel\\ud800oper\"}]}").postings())
        .extracting(FoundPosting::title)
        .containsExactly("Developer");
  }
}
