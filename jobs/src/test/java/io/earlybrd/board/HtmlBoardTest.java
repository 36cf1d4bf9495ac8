package io.earlybrd.board;

import static io.earlybrd.board.Documents.html;
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

class HtmlBoardTest {
  private static final Board CARDS =
      html("div.card", Map.of("title", "h2", "url", "a @href", "location", ".place"));

  private static FoundPosting only(Board board, String document) throws UnreadableBoard {
    var postings = read(board, document).postings();
    assertThat(postings).hasSize(1);
    return postings.getFirst();
  }

  @Test
  void every_field_is_read() throws UnreadableBoard {
    var board =
        html(
            "li.job",
            Map.of(
                "id", "@data-id",
                "title", "a",
                "url", "a @href",
                "company", ".c",
                "location", ".l",
                "remote", ".r",
                "pay", ".p",
                "department", "@data-team",
                "description", "p",
                "posted_at", "time @datetime"));
    var document =
        """
        <ul><li class=job data-id=J7 data-team="R&amp;D"><a href="7">Driver</a> <b class=c>Acme</b>
        <i class=l>Oslo</i><i class=r>Remote</i><i class=p>€50 / h</i><p>Drive.</p><p>Far.</p>
        <time datetime=2026-06-16>1 week ago</time></li></ul>
        """;

    assertThat(only(board, document))
        .isEqualTo(
            new FoundPosting(
                "J7",
                "https://a.example/jobs/7",
                "Driver",
                "Acme",
                "Oslo",
                true,
                "€50 / h",
                "R&D",
                "Drive.\nFar.",
                Instant.parse("2026-06-16T00:00:00Z")));
  }

  @Test
  void links_start_from_the_base_of_the_page() throws UnreadableBoard {
    var document =
        "<head><base href='/careers/'></head><div class=card><h2>A</h2><a href=7>x</a></div>";

    assertThat(only(CARDS, document).url()).isEqualTo("https://a.example/careers/7");
  }

  @Test
  void the_postings_element_itself_can_be_a_field() throws UnreadableBoard {
    var board = html("a.job", Map.of("title", ":scope", "url", "@href", "id", ":scope @data-id"));

    assertThat(only(board, "<a class=job href=/7 data-id=x>Driver</a>"))
        .returns("Driver", FoundPosting::title)
        .returns("https://a.example/7", FoundPosting::url)
        .returns("x", FoundPosting::externalId);
  }

  @Test
  void a_url_without_attribute_is_the_links_address() throws UnreadableBoard {
    var board = html("li", Map.of("title", "a", "url", "a"));

    assertThat(only(board, "<li><a href=/7>Driver</a>").url()).isEqualTo("https://a.example/7");
  }

  @Test
  void the_first_match_that_says_something_counts() throws UnreadableBoard {
    var board = html("li", Map.of("title", "b"));

    assertThat(only(board, "<li><b> </b><b>Driver</b><b>Other</b>").title()).isEqualTo("Driver");
  }

  @Test
  void matches_inside_of_a_match_are_not_said_twice() throws UnreadableBoard {
    var board = html("li", Map.of("description", "div"));

    assertThat(only(board, "<li><div>one<div>two</div></div><div>three</div>").description())
        .isEqualTo("one\ntwo\nthree");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<tr class=job><td>Driver</td><td><a href=/7>x</a></td></tr>",
        "\n<!-- rows -->\n<TR class=job><td>Driver<td><a href=/7>x</a>",
        "<tbody><tr class=job><td>Driver</td><td><a href=/7>x</a></td></tr></tbody>"
      })
  void a_fragment_of_table_rows_is_read(String document) throws UnreadableBoard {
    var board = html("tr.job", Map.of("title", "td:first-child", "url", "a @href"));

    assertThat(only(board, document))
        .returns("Driver", FoundPosting::title)
        .returns("https://a.example/7", FoundPosting::url);
  }

  @Test
  void a_fragment_of_list_elements_is_read() throws UnreadableBoard {
    var board = html("li:has(a)", Map.of("title", "a"));

    assertThat(read(board, "<li><li><a>One</a></li><li><a>Two</a>").postings())
        .extracting(FoundPosting::title)
        .containsExactly("One", "Two");
  }

  @ParameterizedTest
  @CsvSource({
    "windows-1251, text/html; charset=windows-1251, ''",
    "ISO-8859-2, text/html, <meta charset=iso-8859-2>",
    "UTF-8, , ''",
    "UTF-8, text/html; charset=ISO-8859-1, <meta charset='utf-8'>",
    "windows-1252, text/html; charset=utf-8, ''",
    "ISO-8859-1, text/html; charset=nonsense, ''",
    "UTF-16LE, , ''"
  })
  void the_encoding_is_found(String charset, String contentType, String head) throws Exception {
    var title = charset.equals("windows-1251") ? "Водитель" : "Fahrer für Köln";
    var document = head + "<div class=card><h2>" + title + "</h2></div>";

    var reading = read(CARDS, document.getBytes(charset), contentType);

    assertThat(reading.postings()).extracting(FoundPosting::title).containsExactly(title);
  }

  @Test
  void a_page_without_postings_is_a_good_visit_with_a_hint() throws UnreadableBoard {
    var reading =
        read(
            html("main ul.jobs > li.job", Map.of("title", "a")),
            "<main><ul class=jobs><p>No jobs today</p></ul></main>");

    assertThat(reading.postings()).isEmpty();
    assertThat(reading.notes())
        .containsExactly(
            "posting “main ul.jobs > li.job” matches nothing on the page;"
                + " “main ul.jobs” matches 1");
  }

  @Test
  void a_page_of_text_only_is_a_page() throws UnreadableBoard {
    assertThat(read(CARDS, "<html><body>No jobs today").postings()).isEmpty();
  }

  @Test
  void a_field_that_never_finds_anything_is_noted() throws UnreadableBoard {
    var board = html("li", Map.of("title", "a", "company", "b.firm"));

    assertThat(read(board, "<li><a>One</a><li><a>Two</a>").notes())
        .containsExactly("fields.company “b.firm” found nothing in any of 2 postings");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "just some words | is not HTML: it begins with “just some words”",
        "{\"jobs\": []} | is JSON, not HTML",
        "<?xml version='1.0'?><rss version='2.0'></rss> | is a feed, not HTML",
        "%PDF-1.4 | is no text",
        "<html><head></head><body></body></html> | is HTML without any text"
      })
  void what_is_no_page_is_refused(String document, String expected) {
    assertThatThrownBy(() -> read(CARDS, document))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageStartingWith(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  \n ", "\u0000\u0000"})
  void an_empty_document_is_refused(String document) {
    assertThatThrownBy(() -> read(CARDS, document))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessage("is empty");
  }

  @Test
  void an_image_is_refused() {
    var png = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThatThrownBy(() -> read(CARDS, png, "image/png"))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessage("is no text (image/png)");
  }

  @Test
  void a_page_of_endless_depth_does_no_harm() throws UnreadableBoard {
    var document = "<div class=card><h2>First</h2></div>" + "<div>".repeat(50_000) + "deep";

    assertThat(only(CARDS, document).title()).isEqualTo("First");
  }

  @Test
  void postings_inside_of_postings_without_end_are_refused() {
    var document = "<div class=card>".repeat(300) + "<h2>A</h2>" + "<p>x".repeat(1_000);

    assertThatThrownBy(() -> read(CARDS, document))
        .isInstanceOf(UnreadableBoard.class)
        .hasMessageContaining("inside of each other");
  }
}
