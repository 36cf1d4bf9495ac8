package io.earlybrd.alerts;

import io.earlybrd.alerts.Explanation.Search;
import io.earlybrd.search.Query.Condition;
import io.earlybrd.search.SearchParser;
import io.earlybrd.search.SearchVector;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the saved searches of a subscriber about a posting, condition by condition, both by the
 * present rules: what was stored by older ones, and is settled, is never made anew.
 */
final class AskedSearches {
  private final JdbcClient jdbc;

  AskedSearches(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Saved(long id, String query, Instant createdAt, List<Condition> conditions) {}

  /** In the order in which they were saved. */
  List<Search> of(long subscriber, long posting) {
    var saved = saved(subscriber);
    var asked = asked(posting);
    var hold = hold(posting, asked, saved);
    var outcomes = new ArrayList<Search>();
    int next = 0;
    for (var search : saved) {
      boolean whole = hold.get(next++);
      int failing = -1;
      for (int i = 1; i < search.conditions().size(); i++) {
        if (!hold.get(next++) && failing < 0) {
          failing = i;
        }
      }
      // The whole is more than its parts: “front end” is also found as “frontend”.
      var condition = whole ? null : search.conditions().get(Math.max(failing, 0)).written();
      outcomes.add(
          new Search(
              search.id(),
              search.query(),
              search.createdAt(),
              whole,
              condition,
              condition == null ? null : asked.has(condition)));
    }
    return outcomes;
  }

  private List<Saved> saved(long subscriber) {
    return jdbc.sql(
            """
            SELECT id, query_text, query::text AS query, created_at
            FROM saved_search
            WHERE subscriber = :subscriber
            ORDER BY id
            """)
        .param("subscriber", subscriber)
        .query(
            (row, n) ->
                new Saved(
                    row.getLong("id"),
                    row.getString("query_text"),
                    row.getTimestamp("created_at").toInstant(),
                    conditions(row.getString("query_text"), row.getString("query"))))
        .list();
  }

  /** The whole search, then its conditions. */
  private static List<Condition> conditions(String written, String stored) {
    var conditions = new ArrayList<Condition>();
    if (SearchParser.parse(written) instanceof SearchParser.Parsed(var query)) {
      conditions.add(new Condition(written, query.toTsquery()));
      conditions.addAll(query.conditions());
    } else {
      conditions.add(new Condition(written, stored));
    }
    return conditions;
  }

  private AskedPosting asked(long posting) {
    return jdbc.sql(
            "SELECT %s FROM posting p WHERE p.id = :posting".formatted(AskedPosting.COLUMNS))
        .param("posting", posting)
        .query((row, n) -> AskedPosting.of(row))
        .single();
  }

  private List<Boolean> hold(long posting, AskedPosting asked, List<Saved> searches) {
    return jdbc.sql(
            """
            SELECT v.tsv @@ CAST(c.query AS tsquery)
            FROM (
              SELECT CASE WHEN p.tsv_rules = :rules THEN p.tsv ELSE CAST(:vector AS tsvector) || %s END AS tsv
              FROM posting p
              WHERE p.id = :posting
            ) v
            CROSS JOIN unnest(:queries) WITH ORDINALITY AS c (query, place)
            ORDER BY c.place
            """
                .formatted(SearchVector.ofRow("p.board", "p.first_seen_at")))
        .param("rules", SearchVector.RULES)
        .param("vector", asked.vector())
        .param("posting", posting)
        .param(
            "queries",
            searches.stream()
                .flatMap(search -> search.conditions().stream())
                .map(Condition::tsquery)
                .toArray(String[]::new))
        .query(Boolean.class)
        .list();
  }
}
