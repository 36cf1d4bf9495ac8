package io.earlybrd.deliver;

import io.earlybrd.mail.Excerpt;
import io.earlybrd.search.HitWords;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Why searches hit postings of which neither title nor facts show it. Descriptions are looked
 * through and not kept; what was found in one is remembered, since a new posting is news to many.
 * Thread-safe.
 */
final class Excerpts {
  /** Characters of a description that are looked through. */
  private static final int LOOKED_THROUGH = 20_000;

  /** So many descriptions are in memory at once. */
  private static final int SLICE = 50;

  /** Excerpts, of less than 1 KB each. */
  private static final int REMEMBERED = 4_000;

  /** In place of an excerpt where a description has none. */
  private static final String NONE = "";

  private final JdbcClient jdbc;
  private final Remembered<Wanted, String> remembered = new Remembered<>(REMEMBERED);

  Excerpts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param contentHash of the posting's present text: another one is looked through anew
   */
  record Wanted(long posting, String contentHash, HitWords hits) {}

  /** Those that there are. */
  Map<Wanted, String> find(Set<Wanted> all) {
    var found = remembered.known(all);
    var unknown =
        all.stream()
            .filter(wanted -> !found.containsKey(wanted))
            .collect(Collectors.groupingBy(Wanted::posting));
    var ids = new ArrayList<>(unknown.keySet());
    for (int from = 0; from < ids.size(); from += SLICE) {
      var loaded = load(ids.subList(from, Math.min(ids.size(), from + SLICE)), unknown);
      remembered.putAll(loaded);
      found.putAll(loaded);
    }
    found.values().removeIf(NONE::equals);
    return found;
  }

  private Map<Wanted, String> load(List<Long> ids, Map<Long, List<Wanted>> unknown) {
    var found = new HashMap<Wanted, String>();
    jdbc.sql(
            """
            SELECT id, department, left(description, :most) AS description
            FROM posting
            WHERE id = ANY (:ids)
            """)
        .param("most", LOOKED_THROUGH)
        .param("ids", ids.toArray(Long[]::new))
        .query(
            (ResultSet row) -> {
              for (var wanted : unknown.getOrDefault(row.getLong("id"), List.of())) {
                var excerpt = of(row.getString("description"), wanted.hits());
                if (excerpt == null) {
                  excerpt = of(row.getString("department"), wanted.hits());
                }
                found.put(wanted, excerpt == null ? NONE : excerpt);
              }
            });
    return found;
  }

  private static @Nullable String of(@Nullable String text, HitWords hits) {
    return text == null ? null : Excerpt.of(text, hits);
  }
}
