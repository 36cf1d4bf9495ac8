package io.earlybrd.posting;

import io.earlybrd.search.Beginnings;
import io.earlybrd.search.Query;
import io.earlybrd.search.SeenDays;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@link RecentPostings} for one query. Ids are the newest first. */
final class RecentRows {
  private static final String RECENT = "p.first_seen_at > :from";

  private static final String SHOWN = "NOT p.held AND p.closed_at IS NULL";

  /** No index knows such an expression, and so none is asked for it. */
  private static final String BY_NO_INDEX = "(%s) IS TRUE";

  private final JdbcClient jdbc;
  private final Query query;
  private final Timestamp from;

  /** The query without its beginnings of words, where it has some and is more than that. */
  private final Optional<Query> rest;

  private final Optional<String> beginnings;

  RecentRows(JdbcClient jdbc, Query query, Instant from) {
    this.jdbc = jdbc;
    this.query = query;
    this.from = Timestamp.from(from);
    this.beginnings = Beginnings.in(query);
    this.rest = beginnings.isEmpty() ? Optional.empty() : Beginnings.without(query);
  }

  private record Looked(long id, Instant seen, boolean hit, boolean rest, boolean beginnings) {}

  private record Hit(long id, Instant seen) {}

  RecentSample sample(int wanted) {
    var looked =
        jdbc.sql(
                """
                SELECT
                  id, first_seen_at,
                  tsv @@ CAST(:query AS tsquery) AS hit,
                  coalesce(tsv @@ CAST(:rest AS tsquery), false) AS rest,
                  coalesce(tsv @@ CAST(:beginnings AS tsquery), false) AS beginnings
                FROM posting p
                WHERE %s
                  AND %s
                ORDER BY p.first_seen_at DESC
                LIMIT :wanted
                """
                    .formatted(RECENT, SHOWN))
            .param("query", query.toTsquery())
            .param("rest", rest.map(Query::toTsquery).orElse(null), Types.VARCHAR)
            .param("beginnings", beginnings.orElse(null), Types.VARCHAR)
            .param("from", from)
            .param("wanted", wanted)
            .query(
                (row, n) ->
                    new Looked(
                        row.getLong("id"),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getBoolean("hit"),
                        row.getBoolean("rest"),
                        row.getBoolean("beginnings")))
            .list();
    return new RecentSample(
        wanted,
        looked.size(),
        looked.stream().filter(Looked::hit).map(Looked::id).toList(),
        looked.isEmpty() ? null : looked.getFirst().seen(),
        (int) looked.stream().filter(Looked::rest).count(),
        (int) looked.stream().filter(Looked::beginnings).count());
  }

  /** Hits among so many of the newest. */
  List<Long> walk(long looked, int most) {
    return jdbc.sql(
            """
            SELECT id
            FROM (
              SELECT p.id, p.tsv
              FROM posting p
              WHERE %s
                AND %s
              ORDER BY p.first_seen_at DESC
              LIMIT :looked
            ) newest
            WHERE tsv @@ CAST(:query AS tsquery)
            LIMIT :most
            """
                .formatted(RECENT, SHOWN))
        .param("query", query.toTsquery())
        .param("from", from)
        .param("looked", looked)
        .param("most", most)
        .query(Long.class)
        .list();
  }

  RecentDays.Extent extent() {
    return jdbc.sql(
            """
            SELECT
              greatest(1, max(id) - (
                SELECT id
                FROM posting
                WHERE first_seen_at > :from
                ORDER BY first_seen_at
                LIMIT 1)) AS recent,
              (SELECT greatest(1, max(posting) - min(posting)) FROM posting_words) AS all
            FROM posting
            """)
        .param("from", from)
        .query((row, n) -> new RecentDays.Extent(row.getLong("recent"), row.getLong("all")))
        .single();
  }

  /** Any that the index finds, at most so many; all where there are fewer. */
  List<Long> some(RecentSample sample, List<LocalDate> days, int most) {
    return indexed(sample, days, "%s LIMIT :most", most).stream()
        .sorted(Comparator.comparing(Hit::seen).thenComparing(Hit::id).reversed())
        .map(Hit::id)
        .toList();
  }

  /**
   * The newest that the index finds. It finds all first: walking from the newest was tried before,
   * and PostgreSQL might think better of it.
   */
  List<Long> newest(RecentSample sample, List<LocalDate> days, int most) {
    var sql =
        """
        WITH found AS MATERIALIZED (
          %s
        )
        SELECT id, first_seen_at
        FROM found
        ORDER BY first_seen_at DESC, id DESC
        LIMIT :most
        """;
    return indexed(sample, days, sql, most).stream().map(Hit::id).toList();
  }

  /**
   * @param days none: all that the index has
   */
  private List<Hit> indexed(RecentSample sample, List<LocalDate> days, String sql, int most) {
    var asked = sample.isRestRarer() ? rest.orElse(query) : query;
    return jdbc.sql(
            sql.formatted(
                """
                SELECT p.id, p.first_seen_at
                FROM posting_words w
                JOIN posting p ON p.id = w.posting
                WHERE w.tsv @@ CAST(:asked AS tsquery)
                  AND %s
                  AND %s
                  AND %s\
                """
                    .formatted(
                        asked == query
                            ? "true"
                            : BY_NO_INDEX.formatted("w.tsv @@ CAST(:query AS tsquery)"),
                        // The days have said most of it.
                        BY_NO_INDEX.formatted(RECENT),
                        SHOWN)))
        .param("asked", days.isEmpty() ? asked.toTsquery() : SeenDays.tsquery(asked, days))
        .param("query", query.toTsquery())
        .param("from", from)
        .param("most", most)
        .query(
            (row, n) -> new Hit(row.getLong("id"), row.getTimestamp("first_seen_at").toInstant()))
        .list();
  }
}
