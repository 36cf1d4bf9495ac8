package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.search.Query;
import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchVector;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whichever way the postings of the last days are looked through, the answer is the same. */
class RecentPostingsTest {
  private static final Instant NOW = Instant.parse("2031-03-03T12:00:00Z");

  /** One every two minutes: the last 5,040 of them are in the window. */
  private static final int POSTINGS = 7_000;

  private static SingleConnectionDataSource connection;

  @BeforeAll
  static void fill() {
    var database = TestDatabases.fresh();
    connection = new SingleConnectionDataSource(database.url(), true);
    connection.setUsername(database.username());
    connection.setPassword(database.password());
    jdbc()
        .sql(
            """
            INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)
            SELECT 'board-' || n, 'Board', 'https://example.com', 'json', '{}', 'x', '1m', 'infinity'
            FROM generate_series(0, 9) n
            """)
        .update();
    jdbc()
        .sql(
            """
            INSERT INTO posting
              (board, external_id, url, title, first_seen_at, last_seen_at, content_hash, baseline, held, closed_at, tsv)
            SELECT
              'board-' || n %% 10, n, 'https://example.com/' || n, 'x', seen, seen, 'x', false,
              n %% 101 = 0, CASE WHEN n %% 103 = 0 THEN seen END,
              vector::tsvector || %s
            FROM (
              SELECT n, vector, CAST(:now AS timestamptz) - n * interval '2 minutes' AS seen
              FROM unnest(:vectors) WITH ORDINALITY AS v (vector, n)
            ) v
            """
                .formatted(SearchVector.ofRow("'board-' || n % 10", "seen")))
        .param("now", Timestamp.from(NOW))
        .param(
            "vectors",
            IntStream.rangeClosed(1, POSTINGS)
                .mapToObj(RecentPostingsTest::vector)
                .toArray(String[]::new))
        .update();
    jdbc().sql("ANALYZE posting").update();
  }

  @AfterAll
  static void close() {
    connection.destroy();
  }

  private static String vector(int n) {
    var text =
        "work"
            + (n % 2 == 0 ? " engineering" : "")
            + (n % 3 == 0 ? " java" : "")
            + (n % 5 == 0 ? " night" : "")
            + (n % 11 == 0 ? " frontend" : "")
            + (n % 13 == 0 ? " front end" : "")
            + (n % 17 == 0 ? " data engineer" : n % 19 == 0 ? " engineer data" : "")
            + (n == 4_321 ? " lighthouse" : "");
    return SearchVector.of(
        n % 7 == 0 ? "Java developer" : "Cook",
        "Acme",
        "Lyon",
        n % 4 == 0,
        n % 6 == 0
            ? new SearchVector.Paid(BigDecimal.valueOf(50_000 + n), null, "EUR", "year")
            : null,
        text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "work",
        "java",
        "lighthouse",
        "plumber",
        "java -night",
        "java OR lighthouse",
        "title:java",
        "title:java title:cook",
        "\"data engineer\"",
        "engin*",
        "light*",
        "java engin*",
        "java light*",
        "front end",
        "front end engin*",
        "front end light*",
        "remote:yes",
        "remote:no java",
        "board:board-3",
        "board:board-1* night",
        "pay>=56000",
        "pay>=56990 java",
        "work pay>=56990",
        "java pay>=52000 -engin*",
        "(java night) OR (engin* remote:yes)"
      })
  void counting_agrees_with_looking_at_every_posting(String text) {
    var all = everyOne(text);

    var found = recent().look(query(text), NOW, 20);

    assertThat(found.number()).isEqualTo(Math.min(all.size(), RecentPostings.COUNTED));
    assertThat(found.more()).isEqualTo(all.size() > RecentPostings.COUNTED);
    assertThat(found.newest()).isEqualTo(all.subList(0, Math.min(20, all.size())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"work", "java engin*", "pay>=56990 java", "lighthouse", "front end"})
  void the_whole_list_is_all_of_them_newest_first(String text) {
    assertThat(recent().newest(query(text), NOW, Integer.MAX_VALUE)).isEqualTo(everyOne(text));
  }

  @Test
  void what_was_first_seen_before_is_not_found_later() {
    var week = NOW.plus(RecentPostings.WINDOW);

    assertThat(recent().look(query("work"), week, 20).number()).isZero();
  }

  @Test
  void more_than_are_counted_is_said_so() {
    assertThat(recent().look(query("work"), NOW, 0).text()).isEqualTo("more than 1,000");
  }

  private static RecentPostings recent() {
    return new RecentPostings(jdbc());
  }

  private static JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  private static List<Long> everyOne(String text) {
    return jdbc()
        .sql(
            """
            SELECT id
            FROM posting
            WHERE CAST(tsv::text AS tsvector) @@ CAST(:query AS tsquery)
              AND first_seen_at > CAST(:now AS timestamptz) - interval '7 days'
              AND closed_at IS NULL
              AND NOT held
            ORDER BY first_seen_at DESC
            """)
        .param("query", query(text).toTsquery())
        .param("now", Timestamp.from(NOW))
        .query(Long.class)
        .list();
  }

  private static Query query(String text) {
    return ((SearchParser.Parsed) SearchParser.parse(text)).query();
  }
}
