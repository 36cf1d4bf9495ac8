package io.earlybrd.deliver;

import io.earlybrd.journal.JournalWork;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.Identity;
import io.earlybrd.run.Guard;
import io.earlybrd.run.JobGroup;
import io.earlybrd.run.JobSpec;

/** When there is something to compose or to send: the WHERE clauses of the readers. */
public final class DeliverWork {
  /** Nobody paused all sending: what can change while mails leave. */
  static final String SWITCHED_ON = "(SELECT value = 'on' FROM setting WHERE key = 'sending')";

  /**
   * Sending is on, and this database is the one that may send: a copy of it has another identity
   * and mails nobody.
   */
  static final String SENDING_ON = SWITCHED_ON + " AND " + Identity.IS_OURS;

  /**
   * A subscriber {@code s} who may have mails: one whose plan lapsed keeps what waits, for a while.
   */
  static final String ENTITLED = "s.plan <> 'lapsed'";

  /**
   * A mail {@code m} that gives the sender something to do at this slot. A suppressed address gets
   * nothing, also not what is in doubt; what is pending to it is turned to SUPPRESSED by {@link
   * Settlement}.
   */
  static final String SENDABLE = sendable("s.suppressed_at IS NOT NULL AND m.state <> 'PENDING'");

  /**
   * A mail {@code m} that may leave at this slot. Asked again when it is claimed, since people
   * leave while others are being mailed.
   */
  static final String MAY_LEAVE = sendable("s.suppressed_at IS NOT NULL");

  /**
   * Asks for the subscriber of each mail by key. As a join, PostgreSQL would read all subscribers
   * to find the few that are paused, for each portion of a few hundred mails.
   */
  private static String sendable(String suppressed) {
    return """
    m.unfinished
    AND (m.state = 'PENDING' OR (m.state = 'IN_DOUBT' AND :resend))
    AND (m.next_attempt_at <= :slot OR (:plain AND m.attempt_slot > :slot))
    AND (
      SELECT s.paused_until > :slot OR NOT (%s) OR (%s)
      FROM subscriber s
      WHERE s.id = m.subscriber) IS NOT TRUE\
    """
        .formatted(ENTITLED, suppressed);
  }

  /** Whose address may be mailed. */
  static final String NOT_SUPPRESSED =
      """
      NOT EXISTS (
        SELECT FROM subscriber s
        WHERE s.id = m.subscriber
          AND s.suppressed_at IS NOT NULL)\
      """;

  /** A mail {@code m} whose sender died between claiming it and recording how it went. */
  static final String ORPHANED =
      "m.unfinished AND m.state = 'SENDING' AND " + Guard.CLAIMER_IS_DEAD;

  /**
   * A subscriber {@code s} with matches that wait for an instant mail, and none yet at this slot.
   */
  static final String AWAITS_INSTANT =
      """
      EXISTS (SELECT FROM match w WHERE w.subscriber = s.id AND w.waits_instant)
      AND s.suppressed_at IS NULL
      AND (s.paused_until IS NULL OR s.paused_until <= :slot)
      AND %s
      AND NOT EXISTS (
        SELECT FROM mail m
        WHERE m.subscriber = s.id
          AND m.kind = 'instant'
          AND m.due_at = :slot)\
      """
          .formatted(ENTITLED);

  /** A subscriber {@code s} whose send time has come. */
  static final String DIGEST_DUE =
      "s.next_digest_at <= :slot OR (:plain AND s.digest_slot > :slot)";

  public static final String SEND_DUE =
      """
      %s
      AND (EXISTS (SELECT FROM mail m WHERE %s)
        OR EXISTS (SELECT FROM mail m WHERE %s))\
      """
          .formatted(SENDING_ON, SENDABLE, ORPHANED);

  /**
   * First whether anything waits at all: a question that nearly always ends there must not come to
   * ask a million subscribers, one after the other.
   */
  public static final String INSTANT_DUE =
      """
      (EXISTS (SELECT FROM match w WHERE w.waits_instant)
        AND EXISTS (SELECT FROM subscriber s WHERE %s))
      OR (%s)\
      """
          .formatted(AWAITS_INSTANT, SEND_DUE);

  /**
   * Whether {@link #DIGEST_DUE} holds for anybody, asked so that the ends of two indexes answer it
   * also where PostgreSQL has counted nothing yet.
   */
  private static final String ANY_DIGEST_DUE =
      """
      (SELECT min(s.next_digest_at) FROM subscriber s) <= :slot
      OR (:plain AND (SELECT max(s.digest_slot) FROM subscriber s) > :slot)\
      """;

  public static final JobSpec INSTANT =
      new JobSpec("instant", JobGroup.ALERTS, JobSpec.PART_OF_ALERTS, INSTANT_DUE);

  public static final JobSpec DIGEST =
      new JobSpec(
          "digest",
          JobGroup.DIGEST,
          "*/5 * * * *",
          "(%s) OR (%s)".formatted(ANY_DIGEST_DUE, SEND_DUE));

  /** Also where nothing is to be sent: what left is told to the journal. */
  public static final JobSpec SEND =
      new JobSpec(
          "send",
          JobGroup.SEND,
          "*/5 * * * *",
          "(%s) OR (%s)".formatted(SEND_DUE, JournalWork.DUE));

  /**
   * The bounce mailbox was not read for five minutes. A copy of the database reads none: what it
   * flags as seen, the original would never hear of.
   */
  private static final String BOUNCES_DUE =
      """
      %s
      AND NOT EXISTS (
        SELECT FROM setting r
        WHERE r.key = 'bounces_read_at'
          AND r.value::timestamptz > :slot - interval '5 minutes'
          AND NOT (:plain AND r.value::timestamptz > :slot))\
      """
          .formatted(Identity.IS_OURS);

  /** {@code send} as it is configured: where there is a bounce mailbox, it is read as well. */
  public static JobSpec send(Config config) {
    return config.feedback().bounceMailbox() == null
        ? SEND
        : new JobSpec(
            SEND.name(),
            SEND.group(),
            SEND.schedule(),
            "(%s) OR (%s)".formatted(SEND.due(), BOUNCES_DUE));
  }

  private DeliverWork() {}
}
