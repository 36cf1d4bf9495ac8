package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.Board.Format;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.platform.http.Loopback;
import io.earlybrd.posting.FoundPosting;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BoardVisitorTest {
  private static final String PAGE = "<div class=card><h2>Driver</h2></div>";

  private final Loopback server = new Loopback();
  private final Fetcher fetcher = Loopback.fetcher(Duration.ofSeconds(10), 1_000_000);
  private final BoardVisitor visitor =
      new BoardVisitor(fetcher, new Presets(null), KnownPostings.NONE, java.time.Clock.systemUTC());

  @AfterEach
  void stop() {
    server.close();
  }

  private static Board board(URI url, Format format) {
    var posting =
        switch (format) {
          case HTML -> "div.card";
          case JSON -> "/jobs";
          case RSS -> null;
          default -> throw new IllegalArgumentException();
        };
    Map<String, String> fields =
        switch (format) {
          case HTML -> Map.of("title", "h2");
          case JSON -> Map.of("title", "/title");
          case RSS -> Map.of();
          default -> throw new IllegalArgumentException();
        };
    return Documents.board(url, format, posting, fields);
  }

  private static Board html(URI url) {
    return board(url, Format.HTML);
  }

  private static String error(Visit visit) {
    assertThat(visit).isInstanceOf(Visit.Failed.class);
    var error = ((Visit.Failed) visit).error();
    assertThat(error).startsWith("http://127.0.0.1:").doesNotContain("\n");
    return error;
  }

  @Test
  void a_good_visit_tells_what_it_found_and_what_to_send_next_time() {
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"v1\"");
              Loopback.send(exchange, 200, "text/html", PAGE);
            });

    var found = (Visit.Found) visitor.visit(html(url), Validators.NONE);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.bytes()).isEqualTo(PAGE.length());
    assertThat(found.postings()).extracting(FoundPosting::title).containsExactly("Driver");
    assertThat(found.validators())
        .returns("\"v1\"", Validators::etag)
        .returns(null, Validators::lastModified);
    assertThat(found.validators().bodyHash()).matches("[0-9a-f]{64}");
  }

  @Test
  void a_304_is_unchanged_and_keeps_all_validators() {
    var url = server.answers("/jobs", exchange -> exchange.sendResponseHeaders(304, -1));
    var known = new Validators("\"v1\"", "Thu, 05 Jan 2017 23:02:56 GMT", "hash", null);

    assertThat(visitor.visit(html(url), known)).isEqualTo(new Visit.Unchanged(304, 0, known));
  }

  @Test
  void the_same_bytes_are_unchanged() {
    var board = html(server.serves("/jobs", "text/html", PAGE));
    var first = (Visit.Found) visitor.visit(board, Validators.NONE);

    assertThat(visitor.visit(board, first.validators()))
        .isEqualTo(new Visit.Unchanged(200, PAGE.length(), first.validators()));
  }

  @Test
  void other_bytes_are_read_again() {
    var first =
        (Visit.Found)
            visitor.visit(html(server.serves("/jobs", "text/html", PAGE)), Validators.NONE);
    var board = html(server.serves("/jobs", "text/html", PAGE + PAGE.replace("Driver", "Cook")));

    assertThat(((Visit.Found) visitor.visit(board, first.validators())).postings()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"404, Not Found", "500, Internal Server Error", "503, Service Unavailable"})
  void a_bad_status_fails_the_visit(int status, String meaning) {
    var url =
        server.answers("/jobs", exchange -> Loopback.send(exchange, status, "text/html", PAGE));

    var failed = (Visit.Failed) visitor.visit(html(url), Validators.NONE);

    assertThat(failed)
        .isEqualTo(new Visit.Failed(status, 0, url + " answered " + status + " " + meaning));
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"HTML", "RSS", "JSON"})
  void nonsense_fails_the_visit(Format format) {
    var nonsense = new byte[20_000];
    new Random(7).nextBytes(nonsense);

    error(
        visitor.visit(
            board(server.serves("/jobs", "application/octet-stream", nonsense), format),
            Validators.NONE));
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"HTML", "RSS", "JSON"})
  void nothing_fails_the_visit(Format format) {
    var url = server.answers("/jobs", exchange -> exchange.sendResponseHeaders(200, -1));

    assertThat(error(visitor.visit(board(url, format), Validators.NONE))).endsWith(" is empty");
  }

  @ParameterizedTest
  @EnumSource(
      value = Format.class,
      names = {"HTML", "RSS", "JSON"})
  void too_much_fails_the_visit(Format format) {
    var url = server.serves("/jobs", "text/html", new byte[1_000_001]);

    assertThat(error(visitor.visit(board(url, format), Validators.NONE)))
        .contains("is longer than");
  }

  @ParameterizedTest
  @CsvSource({"HTML, <div>", "HTML, <b><p>", "JSON, [", "JSON, '{\"jobs\":'", "RSS, <a>"})
  void endless_depth_fails_or_finds_nothing(Format format, String step) {
    var url = server.serves("/jobs", "text/html", step.repeat(150_000 / step.length()) + "x");

    var visit = visitor.visit(board(url, format), Validators.NONE);

    assertThat(visit instanceof Visit.Failed || ((Visit.Found) visit).postings().isEmpty())
        .isTrue();
  }

  @Test
  void a_failed_visit_names_the_address_that_redirects_led_to() {
    server.serves("/home", "text/html", "");
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/home");
              exchange.sendResponseHeaders(301, -1);
            });

    assertThat(error(visitor.visit(html(url), Validators.NONE)))
        .isEqualTo(server.at("/home") + " is empty");
  }

  @Test
  void relative_links_start_from_where_redirects_led_to() {
    server.serves("/new/jobs", "text/html", "<div class=card><h2>A</h2><a href=7>x</a></div>");
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("Location", "/new/jobs");
              exchange.sendResponseHeaders(301, -1);
            });
    var board =
        Documents.board(url, Format.HTML, "div.card", Map.of("title", "h2", "url", "a @href"));

    assertThat(((Visit.Found) visitor.visit(board, Validators.NONE)).postings())
        .extracting(FoundPosting::url)
        .containsExactly(server.at("/new/7").toString());
  }

  @Test
  void a_document_that_attacks_the_reader_fails_the_visit() {
    var bomb =
        "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]>"
            + "<rss version='2.0'><channel><item><title>&b;</title></item></channel></rss>";
    var url = server.serves("/feed", "text/xml", bomb.getBytes(StandardCharsets.UTF_8));

    assertThat(error(visitor.visit(board(url, Format.RSS), Validators.NONE)))
        .contains("internal DTD subset");
  }

  @Test
  void a_cancelled_visit_is_none() {
    fetcher.cancelAll();

    assertThat(visitor.visit(html(server.at("/jobs")), Validators.NONE))
        .isEqualTo(new Visit.Cancelled());
  }
}
