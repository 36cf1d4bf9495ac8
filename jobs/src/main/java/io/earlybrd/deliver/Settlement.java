package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import java.sql.Timestamp;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * What the sender does before it sends: mails of dead senders are put in doubt, and mails that must
 * not leave any more end, with their postings released to the digest.
 */
final class Settlement {
  /**
   * An instant mail older than this says nothing new: it expires, and its postings go to the
   * digest.
   */
  static final String STALE = "6 hours";

  private static final String SUPPRESSED = "NOT " + DeliverWork.NOT_SUPPRESSED;

  private static final String STALE_INSTANT =
      "(m.kind = 'instant' AND m.created_at < " + Compose.NOW + " - interval '" + STALE + "')";

  /** It was put off until it would wake its subscriber. */
  private static final String QUIET = "(m.kind = 'instant' AND m.quiet_at <= :slot)";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final CurrentRun run;
  private final Guard guard;

  Settlement(JdbcClient jdbc, TransactionOperations transactions, CurrentRun run, Guard guard) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.run = run;
    this.guard = guard;
  }

  /** Whether a sender died: some of what it sent may be untold. */
  boolean anyDiedSending() {
    return jdbc.sql("SELECT EXISTS (SELECT FROM mail WHERE unfinished AND state = 'SENDING')")
        .query(Boolean.class)
        .single();
  }

  /** Before sending: doubt what the dead were sending, and end what must not leave any more. */
  void settle() {
    transactions.executeWithoutResult(
        status -> {
          guard.check();
          doubtOrphans();
          lockSubscribersOf(SUPPRESSED + " OR " + STALE_INSTANT + " OR " + QUIET);
          release("SUPPRESSED", "the address is suppressed", SUPPRESSED);
          release("EXPIRED", "older than " + STALE, STALE_INSTANT);
          release("EXPIRED", "its subscriber's quiet hours began", QUIET);
        });
  }

  /**
   * In the order of the keys, before their matches change: composing does the same, so neither
   * waits in a circle.
   */
  private void lockSubscribersOf(String condition) {
    jdbc.sql(
            """
            SELECT id
            FROM subscriber
            WHERE id IN (
              SELECT m.subscriber
              FROM mail m
              WHERE m.unfinished
                AND m.state = 'PENDING'
                AND m.doubted_at IS NULL
                AND (%s))
            ORDER BY id
            FOR UPDATE
            """
                .formatted(condition))
        .param("slot", Timestamp.from(run.get().slot()))
        .query(Long.class)
        .list();
  }

  private void doubtOrphans() {
    jdbc.sql(
            """
            UPDATE mail m
            SET state = 'IN_DOUBT',
                doubted_at = coalesce(doubted_at, clock_timestamp()),
                next_attempt_at = least(next_attempt_at, :slot),
                error = 'its sender died while it was being sent'
            WHERE %s
            """
                .formatted(DeliverWork.ORPHANED))
        .param("slot", Timestamp.from(run.get().slot()))
        .update();
  }

  /**
   * Ends PENDING mails that were never in doubt, releases their postings, and lets those wait for
   * the digest unless a digest holds them already.
   */
  private void release(String state, String reason, String condition) {
    jdbc.sql(
            """
            WITH ended AS (
              UPDATE mail m
              SET state = '%s', error = :reason
              WHERE m.unfinished
                AND m.state = 'PENDING'
                AND m.doubted_at IS NULL
                AND %s
              RETURNING m.id
            ), released AS (
              UPDATE mail_posting r
              SET released_at = clock_timestamp()
              FROM ended
              WHERE r.mail = ended.id
                AND r.released_at IS NULL
              RETURNING r.subscriber, r.posting
            )
            UPDATE match w
            SET waits_digest = true
            FROM released r
            WHERE w.subscriber = r.subscriber
              AND w.posting = r.posting
              AND NOT EXISTS (
                SELECT FROM mail_posting d
                WHERE d.subscriber = r.subscriber
                  AND d.posting = r.posting
                  AND d.channel = 'digest'
                  AND d.released_at IS NULL
                  AND d.mail NOT IN (SELECT id FROM ended))
            """
                .formatted(state, condition))
        .param("reason", reason)
        .param("slot", Timestamp.from(run.get().slot()))
        .update();
  }
}
