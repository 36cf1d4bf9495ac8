package io.earlybrd.posting;

import io.earlybrd.search.Beginnings;
import io.earlybrd.search.Query;
import io.earlybrd.search.SeenDays;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The statements of {@link RecentPostings}. Ids are the newest first. */
final class RecentRows {
  /** A trial's slot may lie ahead; the index is asked for no more days than this. */
  private static final Duration AHEAD = Duration.ofDays(60);

  private static final String SHOWN =
      """
      p.first_seen_at > :from
        AND NOT p.held
        AND p.closed_at IS NULL\
      """;

  /** Those of the last days, whose words are indexed. */
  private static final String INDEXED =
      "SELECT p.id, p.first_seen_at FROM posting_words w JOIN posting p ON p.id = w.posting";

  /** The index does not know this expression, and so is not asked for it. */
  private static final String NOT_BY_INDEX = "(w.tsv @@ CAST(:query AS tsquery)) IS TRUE";

  private final JdbcClient jdbc;

  RecentRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * The newest postings, looked at one by one.
   *
   * @param last the newest one's time; null where there is none
   * @param rest hits of the query without its beginnings of words
   * @param beginnings hits of these alone
   */
  record Sample(int looked, List<Long> hits, @Nullable Instant last, int rest, int beginnings) {

    /**
     * How many have to be looked at to find so many, by what is known; more than {@code most}: too
     * many.
     */
    int walkFor(int wanted, int most) {
      if (hits.size() >= wanted) {
        return looked;
      }
      // A quarter more, since the next postings are not as the last.
      return hits.isEmpty()
          ? most + 1
          : (int) Math.min(most + 1L, (long) wanted * looked * 5 / 4 / hits.size());
    }
  }

  private record Looked(long id, Instant seen, boolean hit, boolean rest, boolean beginnings) {}

  Sample sample(Query query, Instant from, int most) {
    var beginnings = Beginnings.in(query);
    var rest = beginnings.isEmpty() ? null : Beginnings.without(query).orElse(null);
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
                ORDER BY p.first_seen_at DESC
                LIMIT :most
                """
                    .formatted(SHOWN))
            .param("query", query.toTsquery())
            .param("rest", rest == null ? null : rest.toTsquery(), Types.VARCHAR)
            .param("beginnings", beginnings.orElse(null), Types.VARCHAR)
            .param("from", Timestamp.from(from))
            .param("most", most)
            .query(
                (row, n) ->
                    new Looked(
                        row.getLong("id"),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getBoolean("hit"),
                        row.getBoolean("rest"),
                        row.getBoolean("beginnings")))
            .list();
    return new Sample(
        looked.size(),
        looked.stream().filter(Looked::hit).map(Looked::id).toList(),
        looked.isEmpty() ? null : looked.getFirst().seen(),
        (int) looked.stream().filter(Looked::rest).count(),
        (int) looked.stream().filter(Looked::beginnings).count());
  }

  /** Hits among so many of the newest. */
  List<Long> walk(Query query, Instant from, int looked, int most) {
    return jdbc.sql(
            """
            SELECT id
            FROM (
              SELECT p.id, p.tsv
              FROM posting p
              WHERE %s
              ORDER BY p.first_seen_at DESC
              LIMIT :looked
            ) newest
            WHERE tsv @@ CAST(:query AS tsquery)
            LIMIT :most
            """
                .formatted(SHOWN))
        .param("query", query.toTsquery())
        .param("from", Timestamp.from(from))
        .param("looked", looked)
        .param("most", most)
        .query(Long.class)
        .list();
  }

  private record Hit(long id, Instant seen) {}

  /** Any that the index finds, at most so many; all where there are fewer. */
  List<Long> some(Query query, Sample sample, Instant from, Instant now, int most) {
    var hits =
        new ArrayList<>(indexed(INDEXED + " WHERE %s LIMIT :most", query, sample, from, now, most));
    hits.sort(Comparator.comparing(Hit::seen).thenComparing(Hit::id).reversed());
    return hits.stream().map(Hit::id).toList();
  }

  /** The newest that the index finds. */
  List<Long> newest(Query query, Sample sample, Instant from, Instant now, int most) {
    return indexed(
            INDEXED
                + """

                WHERE %s
                ORDER BY p.first_seen_at DESC, p.id DESC
                LIMIT :most
                """,
            query,
            sample,
            from,
            now,
            most)
        .stream()
        .map(Hit::id)
        .toList();
  }

  private List<Hit> indexed(
      String sql, Query query, Sample sample, Instant from, Instant now, int most) {
    // All lexemes that begin so are read whatever else is asked: only where they are the rarer part
    // it pays to ask the index for them.
    var rest = Beginnings.without(query);
    boolean asksRest = rest.isPresent() && sample.rest() <= sample.beginnings();
    var days = SeenDays.between(from, latest(sample, now));
    var indexed = "w.tsv @@ CAST(:indexed AS tsquery) AND " + SHOWN;
    return jdbc.sql(sql.formatted(asksRest ? indexed + " AND " + NOT_BY_INDEX : indexed))
        .param("indexed", SeenDays.tsquery(asksRest ? rest.get() : query, days))
        .param("query", query.toTsquery())
        .param("from", Timestamp.from(from))
        .param("most", most)
        .query(
            (row, n) -> new Hit(row.getLong("id"), row.getTimestamp("first_seen_at").toInstant()))
        .list();
  }

  private static Instant latest(Sample sample, Instant now) {
    var last = sample.last();
    if (last == null || last.isBefore(now)) {
      return now;
    }
    return last.isAfter(now.plus(AHEAD)) ? now.plus(AHEAD) : last;
  }
}
