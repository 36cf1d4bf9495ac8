package io.earlybrd.posting;

import io.earlybrd.search.SearchVector;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes postings searchable by the present rules that were stored by older ones: those that a
 * matching run has claimed. All others are made anew when their board next shows them.
 */
public final class OldVectors {
  private static final int BATCH = 500;

  private final JdbcClient jdbc;

  public OldVectors(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  private record Vector(long id, String text) {}

  /**
   * Renews some of the instance's postings, in the caller's transaction.
   *
   * @return whether there may be more
   */
  public boolean renewSome(long instance) {
    var vectors =
        jdbc.sql(
                """
                SELECT id, %s
                FROM posting
                WHERE match_instance = :instance
                  AND tsv_rules < :rules
                ORDER BY id
                LIMIT :batch
                """
                    .formatted(StoredPosting.COLUMNS))
            .param("instance", instance)
            .param("rules", SearchVector.RULES)
            .param("batch", BATCH)
            .query(
                (row, n) -> {
                  var stored = StoredPosting.of(row);
                  return new Vector(
                      row.getLong("id"),
                      PostingColumns.vector(stored.text(), stored.payRange(), stored.department()));
                })
            .list();
    if (vectors.isEmpty()) {
      return false;
    }
    jdbc.sql(
            """
            UPDATE posting p
            SET tsv = %s,
                tsv_rules = :rules
            FROM unnest(:ids, :vectors) AS u (id, vectors)
            WHERE p.id = u.id
            """
                .formatted(PostingColumns.tsv("u", "p.board", "p.first_seen_at")))
        .param("rules", SearchVector.RULES)
        .param("ids", vectors.stream().map(Vector::id).toArray(Long[]::new))
        .param("vectors", vectors.stream().map(Vector::text).toArray(String[]::new))
        .update();
    return vectors.size() == BATCH;
  }
}
