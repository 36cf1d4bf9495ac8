package io.earlybrd.scan;

import io.earlybrd.run.Incidents;
import io.earlybrd.run.OperatorActions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * An operator says that what a board shows is right: {@code boards accept}. In the caller's
 * transaction; a visit that is stored at the same time waits, or is waited for.
 */
public final class Acceptance {
  private final JdbcClient jdbc;

  public Acceptance(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What came of it. */
  public sealed interface Outcome {
    /**
     * @param postings how many were held
     */
    record Accepted(int postings) implements Outcome {}

    /** Nothing waits for a decision. */
    record NothingToAccept(String state) implements Outcome {}

    record UnknownBoard() implements Outcome {}
  }

  /**
   * Accepts what the board shows now as usual. What is held becomes news, or the board's baseline;
   * what is not shown any more closes by the usual rule, from the next visit on, which reads the
   * whole document.
   */
  public Outcome accept(String board, boolean baseline, String who) {
    var health = lock(board);
    if (health == null) {
      return new Outcome.UnknownBoard();
    }
    if (!health.acceptable()) {
      return new Outcome.NothingToAccept(health.state().column());
    }
    int released =
        jdbc.sql(
                """
                UPDATE posting
                SET held = false,
                    baseline = :baseline
                WHERE board = :board
                  AND held
                """)
            .param("board", board)
            .param("baseline", baseline)
            .update();
    jdbc.sql(
            """
            UPDATE board
            SET state = CASE WHEN failures = 0 THEN 'ok' ELSE 'failing' END,
                alarm = NULL,
                found_counts = '{}',
                usual_fields = '{}',
                etag = NULL,
                last_modified = NULL,
                body_hash = NULL
            WHERE id = :board
            """)
        .param("board", board)
        .update();
    new Incidents(jdbc).close(BoardIncidents.CHECK, board);
    new BoardPages(jdbc).forgetPresent(List.of(board));
    new OperatorActions(jdbc)
        .record(who, "boards accept", null, null, board + (baseline ? " as baseline" : ""));
    return new Outcome.Accepted(released);
  }

  private @Nullable Health lock(String board) {
    return jdbc.sql(
            """
            SELECT state, alarm
            FROM board
            WHERE id = :board
              AND removed_at IS NULL
            FOR UPDATE
            """)
        .param("board", board)
        .query(
            (row, n) ->
                new Health(
                    Health.State.of(row.getString("state")), Alarm.of(row.getString("alarm"))))
        .optional()
        .orElse(null);
  }
}
