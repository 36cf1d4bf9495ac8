package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How far each mail came. Every change is one committed statement, so that whoever is killed leaves
 * the truth behind: a mail is SENDING before its first byte leaves, and SENT after the server took
 * it.
 */
final class Ledger {
  private static final List<Duration> BACK_OFF =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1));

  /**
   * Tries of a mail that cannot be rendered: a template may be mended meanwhile, a posting will
   * not.
   */
  private static final int RENDERINGS = 5;

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final CurrentRun run;
  private final Guard guard;
  private final SkippedItems skipped;
  private final boolean resend;

  Ledger(
      JdbcClient jdbc,
      TransactionOperations transactions,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      boolean resend) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.run = run;
    this.guard = guard;
    this.skipped = skipped;
    this.resend = resend;
  }

  /** What {@link #next} did. */
  record Step(boolean lost, boolean claimed) {}

  /** Ends the process: nothing more may be claimed. */
  void locksAreGone() {
    guard.lost();
  }

  boolean sendingIsOn() {
    return jdbc.sql("SELECT coalesce(" + DeliverWork.SENDING_ON + ", false)")
        .query(Boolean.class)
        .single();
  }

  boolean anySendable() {
    return !sendable(1).isEmpty();
  }

  /** Ids of the next mails to send, by priority: sign-in, instant, digest. */
  List<Long> sendable(int most) {
    return jdbc.sql(
            """
            SELECT m.id
            FROM mail m
            WHERE %s
              AND %s
              AND %s
            ORDER BY m.priority, m.due_at, m.id
            LIMIT :most
            """
                .formatted(
                    DeliverWork.SENDABLE, DeliverWork.NOT_SUPPRESSED, DeliverWork.SENDING_ON))
        .params(placeholders())
        .param("most", most)
        .query(Long.class)
        .list();
  }

  /**
   * Records the last mail as SENT and takes the next as SENDING, in one committed statement, which
   * checks everything that could have changed since the mail was chosen: pause, suppression, the
   * switch, and whether this process still holds its locks. The truth about the last one is written
   * in any case.
   */
  Step next(@Nullable Long last, @Nullable Long next) {
    var step =
        jdbc.sql(
                """
                WITH locks AS MATERIALIZED (
                  SELECT %1$s AS lost
                ), sent AS (
                  UPDATE mail
                  SET state = 'SENT', sent_at = clock_timestamp(), error = NULL
                  WHERE id = :last
                    AND state = 'SENDING'
                    AND claimed_by = :process_number
                  RETURNING id
                ), claimed AS (
                  UPDATE mail m
                  SET state = 'SENDING',
                      claimed_by = :process_number,
                      attempts = m.attempts + 1,
                      attempt_slot = CASE WHEN :plain THEN :slot ELSE greatest(m.attempt_slot, :slot) END
                  WHERE m.id = :next
                    AND NOT (SELECT lost FROM locks)
                    AND %2$s
                    AND %3$s
                    AND %4$s
                  RETURNING m.id
                )
                SELECT
                  (SELECT lost FROM locks) AS lost,
                  EXISTS (SELECT FROM claimed) AS claimed,
                  (SELECT count(*) FROM sent) AS sent
                """
                    .formatted(
                        Guard.LOST,
                        DeliverWork.SENDABLE,
                        DeliverWork.SENDING_ON,
                        DeliverWork.NOT_SUPPRESSED))
            .params(placeholders())
            .param("process_number", guard.processNumber())
            .param("last", last, java.sql.Types.BIGINT)
            .param("next", next, java.sql.Types.BIGINT)
            .query((row, n) -> new Step(row.getBoolean("lost"), row.getBoolean("claimed")))
            .single();
    if (step.lost()) {
      guard.lost();
    }
    return step;
  }

  /** Not taken for now: certain that it did not arrive by this attempt. */
  void later(long mail, String reason) {
    jdbc.sql(
            """
            UPDATE mail
            SET state = CASE WHEN doubted_at IS NULL THEN 'PENDING' ELSE 'IN_DOUBT' END,
                next_attempt_at = CAST(:slot AS timestamptz) + (:back_off::interval[])[least(attempts, :steps)],
                error = :reason
            WHERE id = :mail
              AND state = 'SENDING'
              AND claimed_by = :process_number
            """)
        .param("slot", Timestamp.from(run.get().slot()))
        .param("back_off", BACK_OFF.stream().map(Duration::toString).toArray(String[]::new))
        .param("steps", BACK_OFF.size())
        .param("reason", reason)
        .param("mail", mail)
        .param("process_number", guard.processNumber())
        .update();
  }

  /**
   * Not taken for a reason that is not the mail's own, which fails the step: as due as it was, so
   * that a rerun, which takes what is due at its slot, sends it too.
   */
  void putBack(long mail, String reason) {
    jdbc.sql(
            """
            UPDATE mail
            SET state = CASE WHEN doubted_at IS NULL THEN 'PENDING' ELSE 'IN_DOUBT' END,
                error = :reason
            WHERE id = :mail
              AND state = 'SENDING'
              AND claimed_by = :process_number
            """)
        .param("reason", reason)
        .param("mail", mail)
        .param("process_number", guard.processNumber())
        .update();
  }

  /** What was put off is as due as it was: it was not the mails' own fault. */
  void dueAgain(Long[] mails) {
    jdbc.sql(
            """
            UPDATE mail
            SET next_attempt_at = :slot
            WHERE id = ANY (:mails)
              AND state IN ('PENDING', 'IN_DOUBT')
            """)
        .param("slot", Timestamp.from(run.get().slot()))
        .param("mails", mails)
        .update();
  }

  /** The connection broke between DATA and its reply: nobody can know. */
  void doubt(long mail, String reason) {
    jdbc.sql(
            """
            UPDATE mail
            SET state = 'IN_DOUBT',
                doubted_at = coalesce(doubted_at, clock_timestamp()),
                next_attempt_at = CAST(:slot AS timestamptz) + interval '1 minute',
                error = :reason
            WHERE id = :mail
              AND state = 'SENDING'
              AND claimed_by = :process_number
            """)
        .param("slot", Timestamp.from(run.get().slot()))
        .param("reason", reason)
        .param("mail", mail)
        .param("process_number", guard.processNumber())
        .update();
  }

  /**
   * Cannot be rendered, or cannot be yet: recorded each time, tried again later, and given up after
   * a few. It was never claimed, so it did not leave.
   */
  void unrenderable(long mail, String reason) {
    transactions.executeWithoutResult(
        status -> {
          guard.check();
          jdbc.sql(
                  """
                  UPDATE mail
                  SET attempts = attempts + 1,
                      state = CASE WHEN attempts + 1 >= :most THEN 'FAILED' ELSE state END,
                      next_attempt_at = CAST(:slot AS timestamptz) + (:back_off::interval[])[least(attempts + 1, :steps)],
                      attempt_slot = CASE WHEN :plain THEN :slot ELSE greatest(attempt_slot, :slot) END,
                      error = :reason
                  WHERE id = :mail
                    AND state IN ('PENDING', 'IN_DOUBT')
                  RETURNING public_id::text
                  """)
              .params(placeholders())
              .param("most", RENDERINGS)
              .param("back_off", BACK_OFF.stream().map(Duration::toString).toArray(String[]::new))
              .param("steps", BACK_OFF.size())
              .param("reason", reason)
              .param("mail", mail)
              .query(String.class)
              .optional()
              .ifPresent(publicId -> skipped.record("send", "mail " + publicId, reason));
        });
  }

  /** Never: it is refused for good. Its postings stay with it, and the reason is in the history. */
  void fail(long mail, String reason) {
    transactions.executeWithoutResult(
        status -> {
          var id =
              jdbc.sql(
                      """
                      UPDATE mail
                      SET state = 'FAILED', error = :reason
                      WHERE id = :mail
                        AND (state IN ('PENDING', 'IN_DOUBT')
                          OR (state = 'SENDING' AND claimed_by = :process_number))
                      RETURNING public_id::text
                      """)
                  .param("reason", reason)
                  .param("mail", mail)
                  .param("process_number", guard.processNumber())
                  .query(String.class)
                  .optional();
          id.ifPresent(publicId -> skipped.record("send", "mail " + publicId, reason));
        });
  }

  private Map<String, Object> placeholders() {
    return new HashMap<>(run.get().placeholders(resend));
  }
}
