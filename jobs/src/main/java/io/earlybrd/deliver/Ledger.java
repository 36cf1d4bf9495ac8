package io.earlybrd.deliver;

import io.earlybrd.deliver.Feedback.Event;
import io.earlybrd.deliver.Feedback.Kind;
import io.earlybrd.deliver.Feedback.Source;
import io.earlybrd.mail.EnhancedStatus;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * How far each mail came, for all that is rarer than {@link Claims}. Thread-safe. Every change is
 * one committed statement, so that whoever is killed leaves the truth behind: a mail is SENDING
 * before its first byte leaves, and SENT after the server took it.
 */
final class Ledger {
  private static final List<Duration> BACK_OFF =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4));

  /**
   * When to try again. Up to a fifth sooner, so that mails which were put off together do not come
   * back together; never later, since the first retry is meant for the next launch.
   */
  private static final String NEXT_ATTEMPT =
      "CAST(:slot AS timestamptz) + (:back_off::interval[])[least(%s, :steps)] * (1 - 0.2 *"
          + " random())";

  /**
   * How often a server may put a mail off: about five days, as long as mail servers keep trying
   * (RFC 5321, 4.5.4.1).
   */
  private static final int DEFERRALS = 36;

  /** How often a mail may leave without a word of whether it was taken. */
  private static final int DOUBTS = 5;

  private static final String WHEN_IT_HAD_ALL =
      " times when it had all of it, and may have delivered it: ";

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
  private final Feedback feedback;
  private final boolean resend;

  Ledger(
      JdbcClient jdbc,
      TransactionOperations transactions,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      Feedback feedback,
      boolean resend) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.run = run;
    this.guard = guard;
    this.skipped = skipped;
    this.feedback = feedback;
    this.resend = resend;
  }

  /** Ends the process: nothing more may be claimed. */
  void locksAreGone() {
    guard.lost();
  }

  boolean sendingIsOn() {
    return jdbc.sql("SELECT coalesce(" + DeliverWork.SENDING_ON + ", false)")
        .query(Boolean.class)
        .single();
  }

  /** Ids of the next mails to send, by priority: sign-in, instant, digest. */
  List<Long> sendable(int most) {
    return jdbc.sql(
            """
            SELECT m.id
            FROM mail m
            WHERE %s
              AND %s
            ORDER BY m.priority, m.due_at, m.id
            LIMIT :most
            """
                .formatted(DeliverWork.MAY_LEAVE, DeliverWork.SENDING_ON))
        .params(placeholders())
        .param("most", most)
        .query(Long.class)
        .list();
  }

  /** Not taken for now: certain that it did not arrive by this attempt. */
  void later(long mail, String reason) {
    putOff(mail, reason, 0);
  }

  /** The server wants it later, of this mail or of all; one day it is given up. */
  void putOff(long mail, String reason) {
    if (putOff(mail, reason, 1) >= DEFERRALS) {
      fail(mail, "given up after the server put it off " + DEFERRALS + " times: " + reason);
    }
  }

  private int putOff(long mail, String reason, int deferrals) {
    return jdbc.sql(
            """
            UPDATE mail
            SET state = CASE WHEN doubted_at IS NULL THEN 'PENDING' ELSE 'IN_DOUBT' END,
                next_attempt_at = %s,
                deferrals = deferrals + :deferrals,
                error = :reason
            WHERE id = :mail
              AND state = 'SENDING'
              AND claimed_by = :process_number
            RETURNING deferrals
            """
                .formatted(NEXT_ATTEMPT.formatted("attempts")))
        .params(placeholders())
        .param("deferrals", deferrals)
        .param("reason", reason)
        .param("mail", mail)
        .param("process_number", guard.processNumber())
        .query(Integer.class)
        .optional()
        .orElse(0);
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

  /**
   * The connection broke between DATA and its reply: nobody can know. A server that does so again
   * and again, often for a scanner that takes too long, may deliver it each time: given up.
   */
  void doubt(long mail, String reason) {
    if (doubtOurs("id = :mail", mail, reason).stream().anyMatch(doubts -> doubts >= DOUBTS)) {
      fail(mail, "given up after the server broke off " + DOUBTS + WHEN_IT_HAD_ALL + reason);
    }
  }

  /** Whatever this process was handing over when it gave up waiting. */
  void doubtOurs(String reason) {
    doubtOurs("unfinished", 0, reason);
  }

  private List<Integer> doubtOurs(String condition, long mail, String reason) {
    return jdbc.sql(
            """
            UPDATE mail
            SET state = 'IN_DOUBT',
                doubted_at = coalesce(doubted_at, clock_timestamp()),
                doubts = doubts + 1,
                next_attempt_at = %s,
                error = :reason
            WHERE %s
              AND state = 'SENDING'
              AND claimed_by = :process_number
            RETURNING doubts
            """
                .formatted(NEXT_ATTEMPT.formatted("doubts + 1"), condition))
        .params(placeholders())
        .param("reason", reason)
        .param("mail", mail)
        .param("process_number", guard.processNumber())
        .query(Integer.class)
        .list();
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
                      next_attempt_at = %s,
                      attempt_slot = CASE WHEN :plain THEN :slot ELSE greatest(attempt_slot, :slot) END,
                      error = :reason
                  WHERE id = :mail
                    AND state IN ('PENDING', 'IN_DOUBT')
                  RETURNING public_id::text
                  """
                      .formatted(NEXT_ATTEMPT.formatted("attempts + 1")))
              .params(placeholders())
              .param("most", RENDERINGS)
              .param("reason", reason)
              .param("mail", mail)
              .query(String.class)
              .optional()
              .ifPresent(publicId -> skipped.record("send", "mail " + publicId, reason));
        });
  }

  /**
   * The server will not take it. Its postings stay with it, and the reason is in the history. It is
   * heard as a bounce: where there is no such mailbox, the address is mailed no more.
   */
  void refuse(long mail, String reason) {
    var kind = EnhancedStatus.namesNobody(reason) ? Kind.HARD : Kind.SOFT;
    transactions.executeWithoutResult(
        status ->
            end(mail, reason)
                .ifPresent(
                    id -> feedback.record(new Event(kind, Source.SMTP, null, id, null, reason))));
  }

  /** Never, for a reason that says nothing of its recipient. */
  void fail(long mail, String reason) {
    transactions.executeWithoutResult(status -> end(mail, reason));
  }

  private Optional<String> end(long mail, String reason) {
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
    return id;
  }

  private Map<String, Object> placeholders() {
    var placeholders = new HashMap<String, Object>(run.get().placeholders(resend));
    placeholders.put("back_off", BACK_OFF.stream().map(Duration::toString).toArray(String[]::new));
    placeholders.put("steps", BACK_OFF.size());
    return placeholders;
  }
}
