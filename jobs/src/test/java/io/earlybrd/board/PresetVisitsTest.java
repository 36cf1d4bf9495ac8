package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import io.earlybrd.platform.http.Loopback;
import io.earlybrd.posting.FoundPosting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Vendors that answer page by page, or keep a posting's text elsewhere. */
class PresetVisitsTest {
  private final Loopback server = new Loopback();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Presets presets = new Presets(null);
  private final BoardVisitor visitor =
      new BoardVisitor(
          Loopback.fetcher(Duration.ofSeconds(10), 1_000_000),
          presets,
          KnownPostings.NONE,
          Clock.systemUTC());

  @AfterEach
  void stop() {
    server.close();
  }

  private Visit.Found visit(String preset, String path) {
    var yaml = "boards:\n  - {id: a, preset: %s, url: '%s'}\n".formatted(preset, server.at(path));
    var board = BoardsYaml.parse("boards.yaml", yaml, presets).getFirst();
    var visit = visitor.visit(board, Validators.NONE);
    assertThat(visit).isInstanceOf(Visit.Found.class);
    return (Visit.Found) visit;
  }

  /** What is asked at {@code path}: the method, the query and the body. */
  private String remembered(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var query = exchange.getRequestURI().getRawQuery();
    var text = exchange.getRequestMethod() + " " + (query == null ? "" : query) + " " + body;
    asked.add(text.strip());
    return text;
  }

  private static void json(HttpExchange exchange, String body) throws IOException {
    Loopback.send(exchange, 200, "application/json", body);
  }

  private static int number(String text, String name) {
    var match = Pattern.compile(Pattern.quote(name) + "\\D{0,3}(\\d+)").matcher(text);
    return match.find() ? Integer.parseInt(match.group(1)) : 0;
  }

  private static String list(int from, int to, String posting) {
    return IntStream.range(from, to)
        .mapToObj(i -> posting.replace("#", String.valueOf(i)))
        .collect(Collectors.joining(",", "[", "]"));
  }

  @Test
  void workable_is_asked_for_each_page_with_the_token_of_the_one_before() {
    server.answers(
        "/api/v3/accounts/acme/jobs",
        exchange -> {
          boolean second = remembered(exchange).contains("abc=");
          var jobs =
              list(second ? 2 : 0, second ? 3 : 2, "{\"shortcode\": \"S#\", \"title\": \"Job #\"}");
          json(exchange, "{\"results\": " + jobs + (second ? "}" : ", \"nextPage\": \"abc=\"}"));
        });

    var found = visit("workable", "/api/v3/accounts/acme/jobs");

    assertThat(found.postings())
        .extracting(FoundPosting::externalId)
        .containsExactly("S0", "S1", "S2");
    assertThat(found.whole()).isTrue();
    assertThat(asked).hasSize(2);
    assertThat(asked.get(0)).startsWith("POST").doesNotContain("token");
    assertThat(asked.get(1)).startsWith("POST").contains("\"token\":\"abc=\"");
  }

  @Test
  void workables_widget_is_got() {
    server.answers(
        "/api/v1/widget/accounts/acme",
        exchange -> {
          remembered(exchange);
          json(
              exchange,
              "{\"name\": \"Acme\", \"jobs\": "
                  + list(0, 2, "{\"shortcode\": \"S#\", \"title\": \"Job #\"}")
                  + "}");
        });

    assertThat(visit("workable", "/api/v1/widget/accounts/acme?details=true").postings())
        .hasSize(2);
    assertThat(asked).containsExactly("GET details=true");
  }

  @Test
  void workday_is_read_to_its_end_though_later_pages_say_no_total() {
    server.answers(
        "/wday/cxs/acme/External/jobs",
        exchange -> {
          int offset = number(remembered(exchange), "\"offset\"");
          var jobs =
              list(
                  offset,
                  Math.min(offset + 20, 45),
                  "{\"title\": \"Job #\", \"externalPath\": \"/job/X/Job_R#\", \"bulletFields\":"
                      + " [\"R#\"]}");
          json(
              exchange,
              "{\"total\": %d, \"jobPostings\": %s}".formatted(offset == 0 ? 45 : 0, jobs));
        });
    for (int i = 0; i < 45; i++) {
      server.serves(
          "/wday/cxs/acme/External/job/X/Job_R" + i,
          "application/json",
          "{\"jobPostingInfo\": {\"title\": \"Job\", \"jobDescription\": \"<p>Text "
              + i
              + "</p>\"}}");
    }

    var found = visit("workday", "/wday/cxs/acme/External/jobs");

    assertThat(found.postings()).hasSize(45).allMatch(posting -> posting.description() != null);
    assertThat(found.postings().getLast().description()).isEqualTo("Text 44");
    assertThat(found.postings().getFirst().url())
        .isEqualTo(server.at("/External/job/X/Job_R0").toString());
    assertThat(found.whole()).isTrue();
    assertThat(asked).extracting(text -> number(text, "\"offset\"")).containsExactly(0, 20, 40);
    assertThat(asked).allMatch(text -> text.startsWith("POST"));
  }

  @Test
  void smartrecruiters_is_counted_by_postings_hidden_ones_too() {
    server.answers(
        "/v1/companies/Acme/postings",
        exchange -> {
          int offset = number(remembered(exchange), "offset=");
          var jobs =
              list(
                      offset,
                      Math.min(offset + 2, 5),
                      "{\"id\": \"#\", \"name\": \"Job #\", \"visibility\": \"PUBLIC\"}")
                  .replace(
                      "\"name\": \"Job 1\", \"visibility\": \"PUBLIC\"",
                      "\"visibility\": \"INTERNAL\"");
          json(exchange, "{\"totalFound\": 5, \"content\": " + jobs + "}");
        });
    server.serves(
        "/v1/companies/Acme/postings/4",
        "application/json",
        "{\"id\": \"4\", \"name\": \"Job 4\", \"jobAd\": {\"sections\": {\"jobDescription\":"
            + " {\"text\": \"<p>Four.</p>\"}}}}");

    var found = visit("smartrecruiters", "/v1/companies/Acme/postings?limit=2");

    assertThat(found.postings())
        .extracting(FoundPosting::externalId)
        .containsExactly("0", "2", "3", "4");
    assertThat(found.postings().getLast().description()).isEqualTo("Four.");
    assertThat(found.whole()).isTrue();
    assertThat(asked)
        .containsExactly("GET limit=2", "GET limit=2&offset=2", "GET limit=2&offset=4");
  }

  @Test
  void rippling_is_read_page_by_page_in_its_newer_form_only() {
    server.answers(
        "/api/v2/board/acme/jobs",
        exchange -> {
          int page = number(remembered(exchange), "page=");
          var jobs =
              list(
                  2 * page,
                  Math.min(2 * page + 2, 3),
                  "{\"id\": \"u#\", \"name\": \"Job #\", \"locations\": []}");
          json(exchange, "{\"items\": %s, \"page\": %d, \"totalPages\": 2}".formatted(jobs, page));
        });
    server.answers(
        "/platform/api/ats/v1/board/acme/jobs",
        exchange -> {
          remembered(exchange);
          json(exchange, list(0, 3, "{\"uuid\": \"u#\", \"name\": \"Job #\"}"));
        });

    assertThat(visit("rippling", "/platform/api/ats/v1/board/acme/jobs").postings()).hasSize(3);
    assertThat(asked).containsExactly("GET");
    assertThat(visit("rippling", "/api/v2/board/acme/jobs").postings()).hasSize(3);
  }

  @Test
  void jobvites_pages_and_postings_are_followed() {
    var row = "<tr><td class=jv-job-list-name><a href='/acme/job/o%s'>Job %s</a></td></tr>";
    server.answers(
        "/acme/search",
        exchange -> {
          int page = number(remembered(exchange), "p=");
          Loopback.send(
              exchange,
              200,
              "text/html",
              "<table class=jv-job-list>"
                  + row.formatted(page, page)
                  + "</table>"
                  + (page == 0
                      ? "<a class=jv-pagination-next href='/acme/search?p=1'>Next</a>"
                      : ""));
        });
    server.serves(
        "/acme/job/o1",
        "text/html",
        "<body><div class=jv-job-detail-description><p>One.</p></div>");

    var found = visit("jobvite", "/acme/search?p=0");

    assertThat(found.postings()).extracting(FoundPosting::title).containsExactly("Job 0", "Job 1");
    assertThat(found.postings().getLast().description()).isEqualTo("One.");
  }

  @ParameterizedTest
  @CsvSource({"lever", "breezy", "rippling", "greenhouse", "workday", "smartrecruiters"})
  void an_error_of_a_vendor_is_no_board_without_postings(String preset) {
    server.serves("/jobs", "application/json", "{\"ok\": false, \"error\": \"Not found\"}");
    var yaml =
        "boards:\n  - {id: a, preset: %s, url: '%s'}\n".formatted(preset, server.at("/jobs"));
    var board = BoardsYaml.parse("boards.yaml", yaml, presets).getFirst();

    assertThat(visitor.visit(board, Validators.NONE))
        .isInstanceOfSatisfying(
            Visit.Failed.class, failed -> assertThat(failed.error()).contains("there is"));
  }

  @Test
  void bamboohr_tells_date_and_pay_in_the_postings_own_document() {
    server.serves(
        "/careers/list",
        "application/json",
        "{\"result\": [{\"id\": \"7\", \"jobOpeningName\": \"Cook\", \"location\": {\"city\":"
            + " \"Oslo\"}}]}");
    server.serves(
        "/careers/7/detail",
        "application/json",
        "{\"result\": {\"jobOpening\": {\"jobOpeningName\": \"Cook\", \"description\":"
            + " \"<p>Cook.</p>\", \"compensation\": \"€20 per hour\", \"datePosted\":"
            + " \"2026-09-25\"}}}");

    assertThat(visit("bamboohr", "/careers/list").postings())
        .singleElement()
        .returns("Cook.", FoundPosting::description)
        .returns("€20 per hour", FoundPosting::pay)
        .returns(PostingDate.parse("2026-09-25"), FoundPosting::postedAt)
        .returns(server.at("/careers/7").toString(), FoundPosting::url);
  }
}
