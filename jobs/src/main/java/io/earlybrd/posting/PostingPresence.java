package io.earlybrd.posting;

import io.earlybrd.posting.Comparison.Known;
import io.earlybrd.posting.PostingUpserts.Judged;
import io.earlybrd.posting.PostingUpserts.New;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which postings are on their boards, in the caller's transaction. One that two good visits in a
 * row do not show is closed.
 *
 * <p>Nothing is written of a posting that goes on being shown: it is open, was not missed, and was
 * last seen when its board was ({@code board.shown_at}).
 */
public final class PostingPresence {
  private final JdbcClient jdbc;

  public PostingPresence(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Before the boards' own rows are brought up to date. */
  void record(List<Judged> all, Instant slot) {
    var returned = new ArrayList<Long>();
    var missed = new ArrayList<Long>();
    var closed = new ArrayList<Long>();
    var baseline = new ArrayList<Long>();
    for (var one : all) {
      var comparison = one.comparison();
      // Where not all is shown, what is says nothing of the rest: each has its own last_seen_at.
      returned.addAll(one.showsAll() ? comparison.returned : comparison.seen);
      if (one.showsAll()) {
        for (Known row : comparison.missing) {
          if (row.missedAt() == null) {
            missed.add(row.id());
          } else if (!row.missedAt().equals(slot)) {
            closed.add(row.id());
          }
        }
      }
      if (one.added() == New.BASELINE) {
        baseline.addAll(comparison.seen);
      }
    }
    update(
        returned,
        slot,
        "UPDATE posting SET last_seen_at = :slot, missed_at = NULL, closed_at = NULL");
    update(closed, slot, "UPDATE posting SET closed_at = :slot");
    update(
        baseline, slot, "UPDATE posting SET baseline = baseline OR matched_version = text_version");
    miss(missed, slot);
  }

  private void update(Collection<Long> ids, Instant slot, String what) {
    if (!ids.isEmpty()) {
      jdbc.sql(what + " WHERE id = ANY (:ids)")
          .param("slot", Timestamp.from(slot))
          .param("ids", ids.toArray(Long[]::new))
          .update();
    }
  }

  private void miss(List<Long> ids, Instant slot) {
    if (!ids.isEmpty()) {
      jdbc.sql(
              """
              UPDATE posting p
              SET missed_at = :slot,
                  last_seen_at = greatest(p.last_seen_at, b.shown_at)
              FROM board b
              WHERE b.id = p.board
                AND p.id = ANY (:ids)
              """)
          .param("slot", Timestamp.from(slot))
          .param("ids", ids.toArray(Long[]::new))
          .update();
    }
  }

  /** These boards show what they showed at their last visit, which was all that is on them. */
  public void unchanged(Collection<String> boards, Instant slot) {
    if (!boards.isEmpty()) {
      jdbc.sql(
              """
              UPDATE posting
              SET closed_at = :slot
              WHERE board = ANY (:boards)
                AND missed_at IS NOT NULL
                AND closed_at IS NULL
                AND missed_at <> :slot
              """)
          .param("slot", Timestamp.from(slot))
          .param("boards", boards.toArray(String[]::new))
          .update();
    }
  }
}
