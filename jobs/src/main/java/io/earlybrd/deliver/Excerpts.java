package io.earlybrd.deliver;

import io.earlybrd.mail.Excerpt;
import io.earlybrd.search.HitWords;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Why searches hit postings of which neither title nor facts show it. A description is looked
 * through once for all who ask for the same words of it, and not kept.
 */
final class Excerpts {
  /** Characters of a description that are looked through. */
  private static final int LOOKED_THROUGH = 20_000;

  /** So many descriptions are in memory at once. */
  private static final int SLICE = 50;

  private final JdbcClient jdbc;
  private final Map<Long, Set<HitWords>> wanted = new HashMap<>();
  private final Map<Key, String> found = new HashMap<>();

  private record Key(long posting, HitWords hits) {}

  Excerpts(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void want(long posting, HitWords hits) {
    wanted.computeIfAbsent(posting, id -> new HashSet<>()).add(hits);
  }

  /** Finds what is wanted. */
  void load() {
    var ids = new ArrayList<>(wanted.keySet());
    for (int from = 0; from < ids.size(); from += SLICE) {
      load(ids.subList(from, Math.min(ids.size(), from + SLICE)));
    }
  }

  private void load(List<Long> ids) {
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
              long id = row.getLong("id");
              for (var hits : wanted.getOrDefault(id, Set.of())) {
                var excerpt = of(row.getString("description"), hits);
                excerpt = excerpt == null ? of(row.getString("department"), hits) : excerpt;
                if (excerpt != null) {
                  found.put(new Key(id, hits), excerpt);
                }
              }
            });
  }

  private static @Nullable String of(@Nullable String text, HitWords hits) {
    return text == null ? null : Excerpt.of(text, hits);
  }

  /** Null where it was not wanted, or nothing was found. */
  @Nullable String of(long posting, HitWords hits) {
    return found.get(new Key(posting, hits));
  }
}
