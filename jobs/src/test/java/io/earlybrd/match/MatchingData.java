package io.earlybrd.match;

import io.earlybrd.search.SearchVector;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Postings and saved searches by the thousand, made by SQL from a few words, so that they depend
 * neither on boards nor on the search language.
 */
@NullMarked
public final class MatchingData {
  private static final String WORDS_OF_A_POSTING =
      """
      format(
        'w%1$s:1A =w%1$s:1A w%2$s:2 =w%2$s:2 x%3$s:3B all:9%4$s',
        i %% 7, i %% 5 + 7, i %% 3, CASE WHEN i %% 4 = 0 THEN ' /remote/yes' ELSE '' END)::tsvector
      """;

  /** Everything that a tsquery can hold, in turn. */
  private static final String QUERY_OF_A_SEARCH =
      """
      CASE i %% 6
        WHEN 0 THEN format('w%s & x%s', i %% 7, i %% 3)
        WHEN 1 THEN format('w%s | (w%s & x%s)', i %% 7, i %% 5 + 7, i %% 3)
        WHEN 2 THEN format('x%s & !w%s & !w%s', i %% 3, i %% 7, i %% 5 + 7)
        WHEN 3 THEN format('=w%s <-> w%s', i %% 7, i %% 5 + 7)
        WHEN 4 THEN format('''w1'':* & ''/remote/yes'' & x%s', i %% 3)
        ELSE format('w%s:A & all:D', i %% 7)
      END::tsquery
      """;

  private final JdbcClient jdbc;

  public MatchingData(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Postings that no run has matched. */
  public void postings(int count) {
    postings(count, WORDS_OF_A_POSTING);
  }

  /** A posting that no run has matched; its id. */
  public long posting(String tsvector) {
    postings(1, "'" + tsvector.replace("'", "''") + "'::tsvector");
    return number("SELECT max(id) FROM posting");
  }

  private void postings(int count, String vector) {
    jdbc.sql(
            """
            INSERT INTO board (id, name, url, format, definition, definition_hash, every, enabled)
            VALUES ('sql', 'SQL', 'https://sql.example/', 'json', '{}', '', '1 hour', false)
            ON CONFLICT DO NOTHING
            """)
        .update();
    jdbc.sql(
            """
            INSERT INTO posting
              (board, external_id, url, title, first_seen_at, last_seen_at, content_hash, baseline, tsv, tsv_rules)
            SELECT 'sql', gen_random_uuid(), 'https://sql.example/' || i, 'Posting ' || i, '2031-03-03', '2031-03-03',
              '', false, %s, :rules
            FROM generate_series(1, :count) i
            """
                .formatted(vector.replace("%%", "%")))
        .param("count", count)
        .param("rules", SearchVector.RULES)
        .update();
  }

  /** People who get digests, with as many searches each. */
  public void people(int count, int searches) {
    subscribers(count);
    jdbc.sql(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query, query_rules)
            SELECT s.id, 'n', 'made by SQL', i::text, %s, :rules
            FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM subscriber) s,
              LATERAL generate_series(s.n * :searches + 1, s.n * :searches + :searches) i
            """
                .formatted(QUERY_OF_A_SEARCH.replace("%%", "%")))
        .param("searches", searches)
        .param("rules", SearchVector.RULES)
        .update();
  }

  /** People who get digests and search for nothing. */
  public void subscribers(int count) {
    jdbc.sql(
            """
            INSERT INTO subscriber (email, time_zone, delivery, send_at, next_digest_at)
            SELECT 'p' || i || '@example.org', 'UTC', 'digest', '08:00', '2031-03-04 08:00Z'
            FROM generate_series(1, :count) i
            """)
        .param("count", count)
        .update();
  }

  /** One more search of a subscriber; its id. */
  public long search(long subscriber, String tsquery) {
    return jdbc.sql(
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query, query_rules)
            VALUES (:subscriber, 'n', 'made by SQL', gen_random_uuid()::text, :query::tsquery, :rules)
            RETURNING id
            """)
        .param("subscriber", subscriber)
        .param("query", tsquery)
        .param("rules", SearchVector.RULES)
        .query(Long.class)
        .single();
  }

  /** The nth subscriber's id, from 1. */
  public long subscriber(int n) {
    return number("SELECT id FROM subscriber ORDER BY id LIMIT 1 OFFSET " + (n - 1));
  }

  /** As if no run had matched anything. */
  public void forgetMatches() {
    jdbc.sql("TRUNCATE match").update();
    jdbc.sql("UPDATE posting SET matched_version = 0, match_instance = NULL, claims = 0").update();
  }

  /** “subscriber posting {searches}”, as PostgreSQL says that it should be. */
  public List<String> expected() {
    return strings(
        """
        SELECT q.subscriber || ' ' || p.id || ' ' || array_agg(q.id ORDER BY q.id)::text
        FROM saved_search q
        JOIN posting p ON p.tsv @@ coalesce(q.query, q.long_query::tsquery)
        GROUP BY q.subscriber, p.id
        ORDER BY q.subscriber, p.id
        """);
  }

  /** The same, as it is. */
  public List<String> matches() {
    return strings(
        """
        SELECT subscriber || ' ' || posting || ' ' || searches::text
        FROM match
        ORDER BY subscriber, posting
        """);
  }

  /** Searches that the walks of a job's executions went through, oldest execution first. */
  public List<Long> walked() {
    return jdbc.sql(
            """
            SELECT read_count
            FROM batch_step_execution
            WHERE step_name = 'walk'
            ORDER BY step_execution_id
            """)
        .query(Long.class)
        .list();
  }

  /** Of all walks. */
  public long walkCommits() {
    return number(
        "SELECT coalesce(sum(commit_count), 0) FROM batch_step_execution WHERE step_name = 'walk'");
  }

  /** The one number of a query. */
  public long number(String query) {
    return jdbc.sql(query).query(Long.class).single();
  }

  private List<String> strings(String query) {
    return jdbc.sql(query).query(String.class).list();
  }
}
