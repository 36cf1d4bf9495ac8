package io.earlybrd.subscriber;

import io.earlybrd.search.Query;
import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchParser.Parsed;
import io.earlybrd.search.SearchParser.Rejected;
import io.earlybrd.search.SearchVector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads saved searches again that were read by older rules, from what their subscribers wrote. */
public final class OldQueries {
  private static final int BATCH = 2_000;

  private final JdbcClient jdbc;

  public OldQueries(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Old(long id, long subscriber, String text) {}

  private record Renewed(Old old, @Nullable Query query) {
    @Nullable String normalised() {
      return query == null ? null : query.normalised();
    }
  }

  /** Renews all, in the caller's transaction. */
  public void renew(Consumer<String> unreadable) {
    while (renewSome(unreadable)) {
      // The next batch.
    }
  }

  /**
   * Renews some, in the caller's transaction. A search that the present rules refuse stays as it
   * was.
   *
   * @param unreadable told of each such one, which finds nothing any more
   * @return whether there may be more
   */
  public boolean renewSome(Consumer<String> unreadable) {
    var old =
        jdbc.sql(
                """
                SELECT id, subscriber, query_text AS text
                FROM saved_search
                WHERE query_rules < %d
                ORDER BY id
                LIMIT :batch
                FOR UPDATE
                """
                    // Not bound: the index is of those below this number.
                    .formatted(SearchVector.RULES))
            .param("batch", BATCH)
            .query(Old.class)
            .list();
    if (!old.isEmpty()) {
      store(old.stream().map(search -> read(search, unreadable)).toList());
    }
    return old.size() == BATCH;
  }

  private static Renewed read(Old search, Consumer<String> unreadable) {
    return switch (SearchParser.parse(search.text())) {
      case Parsed(Query query) -> new Renewed(search, query);
      case Rejected(int column, String message) -> {
        unreadable.accept(
            "search %d of subscriber %d, column %d: %s"
                .formatted(search.id(), search.subscriber(), column, message));
        yield new Renewed(search, null);
      }
    };
  }

  /**
   * Two searches of a subscriber that the new rules read alike stay two: the second keeps its
   * normalised text, which only tells it apart.
   */
  private void store(List<Renewed> searches) {
    var seen = new HashSet<String>();
    var normalised = new ArrayList<@Nullable String>();
    for (var search : searches) {
      var text = search.normalised();
      normalised.add(
          text != null && seen.add(search.old().subscriber() + " " + text) ? text : null);
    }
    jdbc.sql(
            """
            UPDATE saved_search q
            SET query = coalesce(d.tsquery::tsquery, q.query),
                words = coalesce(string_to_array(d.words, ' '), q.words),
                normalised_query = CASE
                  WHEN d.normalised IS NULL OR EXISTS (
                    SELECT FROM saved_search o
                    WHERE o.subscriber = q.subscriber
                      AND md5(o.normalised_query) = md5(d.normalised)
                      AND o.id <> q.id)
                  THEN q.normalised_query
                  ELSE d.normalised END,
                query_rules = :rules
            FROM unnest(:ids, :tsqueries, :words, :normalised) AS d (id, tsquery, words, normalised)
            WHERE q.id = d.id
            """)
        .param("rules", SearchVector.RULES)
        .param("ids", searches.stream().map(s -> s.old().id()).toArray(Long[]::new))
        .param("tsqueries", texts(searches, Query::toTsquery))
        .param("words", texts(searches, query -> String.join(" ", query.words())))
        .param("normalised", normalised.toArray(String[]::new))
        .update();
  }

  private static @Nullable String[] texts(
      List<Renewed> searches, java.util.function.Function<Query, String> text) {
    return searches.stream()
        .map(search -> search.query() == null ? null : text.apply(search.query()))
        .toArray(String[]::new);
  }
}
