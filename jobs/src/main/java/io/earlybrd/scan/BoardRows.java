package io.earlybrd.scan;

import io.earlybrd.board.Validators;
import io.earlybrd.board.Visit;
import io.earlybrd.posting.PostingUpserts;
import io.earlybrd.run.CurrentRun;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a visit leaves in {@code board} and {@code board_visit}. */
final class BoardRows {
  private static final Duration LONGEST_BACK_OFF = Duration.ofHours(6);

  private final JdbcClient jdbc;
  private final CurrentRun run;

  BoardRows(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /** What storing a visit depends on. */
  record State(@Nullable Instant baselineAt, boolean mailFirst, int failures) {}

  /** Locks the board's row; null when the board was removed or its definition changed. */
  @Nullable State lock(String id, String definition) {
    return jdbc.sql(
            """
            SELECT baseline_at, mail_first, failures
            FROM board
            WHERE id = :id
              AND removed_at IS NULL
              AND definition = :definition::jsonb
            FOR UPDATE
            """)
        .param("id", id)
        .param("definition", definition)
        .query(
            (row, n) -> {
              var baseline = row.getTimestamp("baseline_at");
              return new State(
                  baseline == null ? null : baseline.toInstant(),
                  row.getBoolean("mail_first"),
                  row.getInt("failures"));
            })
        .optional()
        .orElse(null);
  }

  void found(FinishedVisit finished, Visit.Found found, PostingUpserts.Counts counts) {
    good(finished, found.validators(), true);
    visit(
        finished,
        "found",
        found.status(),
        found.bytes(),
        new int[] {found.postings().size(), counts.added(), counts.changed(), found.skipped()},
        null);
  }

  void unchanged(FinishedVisit finished, Visit.Unchanged unchanged) {
    good(finished, unchanged.validators(), false);
    visit(finished, "unchanged", unchanged.status(), unchanged.bytes(), new int[4], null);
  }

  void failed(FinishedVisit finished, Visit.Failed failed, int failures) {
    var every = finished.due().board().every();
    jdbc.sql(
            """
            UPDATE board
            SET state = 'failing',
                failures = :failures,
                last_visit_at = :slot,
                last_error = :error,
                next_visit_at = :next,
                visited_slot = CASE WHEN :plain THEN :slot ELSE greatest(visited_slot, :slot) END
            WHERE id = :id
            """)
        .params(run.get().placeholders(false))
        .param("id", finished.due().board().id())
        .param("failures", failures)
        .param("error", failed.error())
        .param("next", Timestamp.from(run.get().slot().plus(backOff(every, failures))))
        .update();
    visit(finished, "failed", failed.status(), failed.bytes(), new int[4], failed.error());
  }

  /**
   * Twice as long after each failure in a row, up to six hours, and never sooner than the board's
   * own interval.
   */
  static Duration backOff(Duration every, int failures) {
    var longest = every.compareTo(LONGEST_BACK_OFF) > 0 ? every : LONGEST_BACK_OFF;
    var delay = every.multipliedBy(1L << Math.min(failures - 1, 10));
    return delay.compareTo(longest) > 0 ? longest : delay;
  }

  private void good(FinishedVisit finished, Validators validators, boolean stored) {
    jdbc.sql(
            """
            UPDATE board
            SET state = 'ok',
                failures = 0,
                last_error = NULL,
                baseline_at = coalesce(baseline_at, :slot),
                last_visit_at = :slot,
                last_success_at = :slot,
                shown_at = CASE WHEN :stored THEN :slot ELSE shown_at END,
                next_visit_at = CAST(:slot AS timestamptz) + every,
                visited_slot = CASE WHEN :plain THEN :slot ELSE greatest(visited_slot, :slot) END,
                etag = :etag,
                last_modified = :last_modified,
                body_hash = :body_hash
            WHERE id = :id
            """)
        .params(run.get().placeholders(false))
        .param("id", finished.due().board().id())
        .param("stored", stored)
        .param("etag", validators.etag())
        .param("last_modified", validators.lastModified())
        .param("body_hash", validators.bodyHash())
        .update();
  }

  private void visit(
      FinishedVisit finished,
      String outcome,
      @Nullable Integer status,
      long bytes,
      int[] counts,
      @Nullable String error) {
    jdbc.sql(
            """
            INSERT INTO board_visit
              (board, job_execution, slot, started_at, ended_at, outcome, http_status, bytes,
               found, new, changed, skipped, error)
            VALUES
              (:board, :execution, :slot, :started, :ended, :outcome, :status, :bytes,
               :found, :new, :changed, :skipped, :error)
            """)
        .param("board", finished.due().board().id())
        .param("execution", run.get().execution())
        .param("slot", Timestamp.from(run.get().slot()))
        .param("started", Timestamp.from(finished.startedAt()))
        .param("ended", Timestamp.from(finished.endedAt()))
        .param("outcome", outcome)
        .param("status", status)
        .param("bytes", bytes)
        .param("found", counts[0])
        .param("new", counts[1])
        .param("changed", counts[2])
        .param("skipped", counts[3])
        .param("error", error)
        .update();
  }
}
