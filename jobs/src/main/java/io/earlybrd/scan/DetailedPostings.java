package io.earlybrd.scan;

import io.earlybrd.board.KnownPostings;
import io.earlybrd.run.CurrentRun;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Postings whose own page is in the database, or that have none. */
final class DetailedPostings implements KnownPostings {
  private final JdbcClient jdbc;
  private final CurrentRun run;

  DetailedPostings(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /** What closed more than 7 days ago is a new posting when it is shown again. */
  @Override
  public Set<String> among(String board, Collection<String> externalIds) {
    return new HashSet<>(
        jdbc.sql(
                """
                SELECT external_id
                FROM (
                  SELECT DISTINCT ON (external_id) external_id, detail_pending, closed_at
                  FROM posting
                  WHERE board = :board
                    AND external_id = ANY (:external_ids)
                  ORDER BY external_id, appearance DESC
                ) newest
                WHERE NOT detail_pending
                  AND (closed_at IS NULL OR closed_at >= CAST(:slot AS timestamptz) - interval '7 days')
                """)
            .param("board", board)
            .param("external_ids", externalIds.toArray(String[]::new))
            .param("slot", Timestamp.from(run.get().slot()))
            .query(String.class)
            .list());
  }
}
