package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9309, over processes. */
@Timeout(60)
class RobotsTest {
  private static final String NOTHING = "User-agent: *\nDisallow: /\n";

  private static final Config.Datasource DATABASE = TestDatabases.fresh();
  private final Loopback server = new Loopback();
  private URI jobs;

  @BeforeEach
  void start() {
    jobs = server.serves("/jobs", "text/html", "x");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void robots(String text) {
    server.serves("/robots.txt", "text/plain", text);
  }

  private void robots(int status) {
    server.answers("/robots.txt", exchange -> Loopback.send(exchange, status, null, ""));
  }

  /** By a process of its own, so that only the database remembers. */
  private Fetched fetch(URI url) {
    try (var process = new PoliteProcess(DATABASE)) {
      return process.fetch(url);
    }
  }

  private String refusal(URI url) {
    var fetched = fetch(url);
    assertThat(fetched).isInstanceOf(Fetched.Refused.class);
    return ((Fetched.Refused) fetched).message();
  }

  private void assertRead(URI url) {
    assertThat(fetch(url)).isInstanceOf(Fetched.Document.class);
  }

  private long askedForRobots() {
    return server.asked.stream().filter(line -> line.endsWith("/robots.txt")).count();
  }

  private void later(String interval) throws SQLException {
    try (var connection = TestDatabases.connect(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(
          """
          UPDATE host
          SET robots_at = robots_at - interval '%1$s',
              robots_tried_at = robots_tried_at - interval '%1$s'
          """
              .formatted(interval));
    }
  }

  @Test
  void what_is_disallowed_is_not_read_and_the_operator_hears_what_to_do() {
    robots("User-agent: *\nDisallow: /jobs\n");

    assertThat(refusal(jobs))
        .startsWith(jobs + " is not read, since the robots.txt of " + jobs.getAuthority())
        .contains("“earlybrd”", "ask whoever runs the board");
    assertThat(server.asked).containsExactly("GET /robots.txt");
  }

  @Test
  void what_is_allowed_is_read() {
    robots("User-agent: *\nDisallow: /private\nAllow: /\n");

    assertRead(jobs);
  }

  @Test
  void rules_for_us_win_over_those_for_all() {
    robots(NOTHING + "\nUser-agent: EarlyBrd\nDisallow: /private\n");

    assertRead(jobs);
  }

  @Test
  void rules_for_others_are_not_ours() {
    robots("User-agent: SomeBot\nDisallow: /\n");

    assertRead(jobs);
  }

  @Test
  void the_query_has_its_part_in_a_rule() {
    robots("User-agent: *\nDisallow: /jobs?page=\n");

    assertRead(jobs);
    assertThat(refusal(URI.create(jobs + "?page=2"))).contains("disallows it");
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410})
  void without_a_robots_txt_everything_is_allowed(int status) {
    robots(status);

    assertRead(jobs);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 503})
  void a_robots_txt_that_cannot_be_had_allows_nothing(int status) {
    robots(status);

    assertThat(refusal(jobs))
        .contains("is not read, since " + server.at("/robots.txt") + " answered " + status);
    assertThat(server.asked).containsExactly("GET /robots.txt");
  }

  @Test
  void it_is_asked_for_once_a_day() throws SQLException {
    robots("User-agent: *\nAllow: /\n");

    assertRead(jobs);
    assertRead(jobs);
    assertThat(askedForRobots()).isEqualTo(1);

    later("25 hours");
    assertRead(jobs);

    assertThat(askedForRobots()).isEqualTo(2);
  }

  @Test
  void what_changes_counts_a_day_later() throws SQLException {
    robots("User-agent: *\nAllow: /\n");
    assertRead(jobs);
    robots(NOTHING);

    assertRead(jobs);
    later("25 hours");

    assertThat(refusal(jobs)).contains("disallows it");
  }

  @Test
  void where_no_newer_can_be_had_the_old_one_goes_on_counting() throws SQLException {
    robots("User-agent: *\nDisallow: /private\n");
    assertRead(jobs);
    robots(503);
    later("20 days");

    assertRead(jobs);
    assertThat(refusal(server.at("/private"))).contains("disallows it");
  }

  @Test
  void after_30_days_without_an_answer_the_old_one_counts_no_longer() throws SQLException {
    robots("User-agent: *\nDisallow: /private\n");
    assertRead(jobs);
    robots(503);
    later("31 days");

    assertThat(refusal(jobs)).contains("answered 503");
  }

  @Test
  void one_that_could_not_be_had_is_tried_again_after_a_minute() throws SQLException {
    robots(503);
    refusal(jobs);
    robots("");

    assertThat(refusal(jobs)).contains("answered 503");
    assertThat(askedForRobots()).isEqualTo(1);
    later("61 seconds");

    assertRead(jobs);
  }

  @Test
  void redirects_are_followed() {
    server.serves("/rules", "text/plain", NOTHING);
    server.answers(
        "/robots.txt",
        exchange -> {
          exchange.getResponseHeaders().set("Location", "/rules");
          exchange.sendResponseHeaders(301, -1);
        });

    assertThat(refusal(jobs)).contains("disallows it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/robots.txt", "http://10.0.0.1/robots.txt", "ftp://example.com/"})
  void one_that_leads_nowhere_is_none(String target) {
    server.answers(
        "/robots.txt",
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          exchange.sendResponseHeaders(301, -1);
        });

    assertRead(jobs);
  }

  @Test
  void a_host_that_a_redirect_leads_to_has_its_say_too() {
    try (var other = new Loopback()) {
      other.serves("/robots.txt", "text/plain", NOTHING);
      var there = other.serves("/jobs", "text/html", "x");
      server.answers(
          "/moved",
          exchange -> {
            exchange.getResponseHeaders().set("Location", there.toString());
            exchange.sendResponseHeaders(302, -1);
          });

      assertThat(refusal(server.at("/moved"))).startsWith(there + " is not read");
      assertThat(other.asked).containsExactly("GET /robots.txt");
    }
  }

  @Test
  void crawl_delay_is_kept_from_then_on() {
    robots("User-agent: *\nCrawl-delay: 2\n");
    try (var process = new PoliteProcess(DATABASE)) {
      process.fetch(jobs);
      long begun = System.nanoTime();

      process.fetch(jobs);

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isGreaterThan(Duration.ofMillis(1_900));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"61", "31536000"})
  void a_long_crawl_delay_is_a_minute(String seconds) {
    var robots = Robots.answered(("User-agent: *\nCrawl-delay: " + seconds).getBytes());

    assertThat(robots.crawlDelay()).isEqualTo(Duration.ofMinutes(1));
    assertThat(robots.allows("http://example.com/jobs")).isTrue();
  }

  @Test
  void what_comes_after_500_kb_does_not_count() {
    robots("# " + "x".repeat(Robots.MOST_BYTES) + "\n" + NOTHING);

    assertRead(jobs);
  }

  @Test
  void what_postgresql_cannot_store_does_no_harm() {
    server.serves("/robots.txt", "text/plain", new byte[] {'a', 0, (byte) 0xff, '\n', (byte) 0xc3});

    assertRead(jobs);
    assertRead(jobs);
    assertThat(askedForRobots()).isEqualTo(1);
  }

  @Test
  void a_page_instead_of_rules_forbids_nothing() {
    server.serves("/robots.txt", "text/html", "<html>Not found, and don't disallow it: /</html>");

    assertRead(jobs);
  }

  @Test
  void one_that_hangs_is_given_up_after_a_timeout_and_the_board_told_why() throws IOException {
    try (var hanging = RawServer.on("127.0.0.1", (in, out) -> Thread.sleep(20_000));
        var process = new PoliteProcess(DATABASE, 1, Duration.ZERO, Duration.ofSeconds(1))) {
      long begun = System.nanoTime();
      var jobs = URI.create(hanging.url() + "jobs");

      var refused = (Fetched.Refused) process.fetch(jobs);

      assertThat(refused.message())
          .startsWith(jobs + " is not read, since " + hanging.url() + "robots.txt did not answer")
          .contains("within 1s");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(((Fetched.Refused) process.fetch(jobs)).message()).contains("within 1s");
      assertThat(hanging.connections).hasValue(1);
    }
  }

  @Test
  void a_document_has_the_whole_timeout_after_its_robots_txt() {
    var timeout = Duration.ofSeconds(2);
    for (var path : List.of("/robots.txt", "/jobs")) {
      server.answers(
          path,
          exchange -> {
            try {
              Thread.sleep(1_300);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            Loopback.send(exchange, 200, "text/plain", "x");
          });
    }
    try (var process = new PoliteProcess(DATABASE, 1, Duration.ZERO, timeout)) {
      assertThat(process.fetch(jobs)).isInstanceOf(Fetched.Document.class);
    }
  }

  @Test
  void where_the_guard_lets_nobody_in_no_robots_txt_is_asked_for() throws IOException {
    // Loopback of the next process is allowed, 10.0.0.1 is not.
    assertThat(refusal(URI.create("http://10.0.0.1:" + jobs.getPort() + "/jobs")))
        .contains("not a public address");
    assertThat(server.requests).isEmpty();
  }
}
