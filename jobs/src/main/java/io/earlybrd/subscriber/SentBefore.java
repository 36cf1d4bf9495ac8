package io.earlybrd.subscriber;

import io.earlybrd.mail.AddressHash;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the journal says was sent, of postings or to people that a restored database does not know
 * yet: by natural keys, in {@code sent_before}. Once both are known it moves into the ledger, where
 * whatever composes finds it like any mail of its own. The table is empty but after a restore.
 *
 * <p>A posting is known to the ledger before it can be matched: whoever claims postings calls
 * {@link #isOfClaimed} in the same transaction. All in the caller's transaction.
 */
public final class SentBefore {
  /**
   * Takes what is known by now out of the table. A digest told of it: then nothing waits for an
   * instant mail either, whatever the searches find again.
   */
  private static final String MOVE =
      """
      WITH found AS (
        DELETE FROM sent_before b
        USING posting p
        WHERE b.mail IS NOT NULL
          AND p.board = b.board
          AND p.external_id = b.external_id
          AND p.appearance = b.appearance
          AND %s
        RETURNING b.mail, b.subscriber, b.kind, p.id AS posting
      ), held AS (
        INSERT INTO mail_posting (mail, subscriber, posting, channel)
        SELECT mail, subscriber, posting, kind
        FROM found
        ON CONFLICT DO NOTHING
      ), told AS (
        INSERT INTO match
          (subscriber, posting, searches, job_instance, job_execution, matched_at, waits_instant, waits_digest, reason)
        SELECT DISTINCT subscriber, posting, '{}'::bigint[], 0, 0, clock_timestamp(), false, false,
          'a digest told of it before the database was restored'
        FROM found
        WHERE kind = 'digest'
        ON CONFLICT ON CONSTRAINT match_once DO UPDATE
        SET waits_instant = false, waits_digest = false
      ), waited AS (
        UPDATE match w
        SET waits_instant = false
        FROM found f
        WHERE w.subscriber = f.subscriber
          AND w.posting = f.posting
          AND w.waits_instant
          AND f.kind = 'instant'
          AND NOT EXISTS (
            SELECT FROM found d
            WHERE d.subscriber = f.subscriber
              AND d.posting = f.posting
              AND d.kind = 'digest')
      )
      -- Matches of these are there already: matching must not take them for new.
      UPDATE posting
      SET claims = claims + 1
      WHERE id IN (SELECT posting FROM found WHERE kind = 'digest')
      """;

  private final JdbcClient jdbc;

  public SentBefore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** A matching run has claimed postings, some of which may have been sent. */
  public void isOfClaimed(long instance) {
    // Asked first: the statement locks the ledger's tables, which a claim has no business with.
    boolean any = jdbc.sql("SELECT EXISTS (SELECT FROM sent_before)").query(Boolean.class).single();
    if (!any) {
      return;
    }
    jdbc.sql(MOVE.formatted("p.match_instance = :instance")).param("instance", instance).update();
  }

  /** People are new here, some of whom may have been mailed. */
  void isTo(List<String> emails, List<String> secrets) {
    if (emails.isEmpty()
        || !jdbc.sql("SELECT EXISTS (SELECT FROM sent_before WHERE subscriber IS NULL)")
            .query(Boolean.class)
            .single()) {
      return;
    }
    var named = new ArrayList<String>();
    var hashes = new ArrayList<byte[]>();
    for (var secret : secrets) {
      var key = AddressHash.by(secret);
      for (var email : emails) {
        named.add(email.toLowerCase(Locale.ROOT));
        hashes.add(key.of(email));
      }
    }
    jdbc.sql(
            """
            UPDATE sent_before b
            SET subscriber = s.id
            FROM unnest(:emails, :hashes) AS d (email, hash)
            JOIN subscriber s ON lower(s.email) = d.email
            WHERE b.address_hash = d.hash
              AND b.subscriber IS NULL
            """)
        .param("emails", named.toArray(String[]::new))
        .param("hashes", hashes.toArray(byte[][]::new))
        .update();
    intoTheLedger();
  }

  /** Everything whose subscriber is known: the mails, and those of its postings that are known. */
  public void intoTheLedger() {
    makeMails();
    jdbc.sql(MOVE.formatted("true")).update();
    // Of mails without postings nothing is left to come.
    jdbc.sql("DELETE FROM sent_before WHERE board IS NULL AND mail IS NOT NULL").update();
  }

  private void makeMails() {
    jdbc.sql(
            """
            INSERT INTO mail
              (public_id, subscriber, recipient, kind, due_at, local_date, priority, state, attempts, next_attempt_at,
               attempt_slot, message_id, message_date, created_at, sent_at, doubted_at)
            SELECT DISTINCT ON (b.message_id)
              coalesce(substring(b.message_id FROM '^<([0-9a-f-]{36})@')::uuid, gen_random_uuid()),
              s.id, s.email, b.kind, b.due_at, b.local_date,
              CASE b.kind WHEN 'sign-in' THEN 0 WHEN 'instant' THEN 10 ELSE 20 END,
              CASE WHEN b.sent_at IS NULL THEN 'IN_DOUBT' ELSE 'SENT' END,
              1, b.message_date, b.due_at, b.message_id, b.message_date, b.message_date, b.sent_at,
              CASE WHEN b.sent_at IS NULL THEN clock_timestamp() END
            FROM sent_before b
            JOIN subscriber s ON s.id = b.subscriber
            WHERE b.mail IS NULL
            ORDER BY b.message_id, b.sent_at
            ON CONFLICT DO NOTHING
            """)
        .update();
    find("m.message_id = b.message_id");
    // Another mail took its place, which the journal of one service never tells of.
    find(
        """
        m.subscriber = b.subscriber
          AND m.kind = b.kind
          AND (m.due_at = b.due_at OR m.local_date = b.local_date)
          AND m.state <> 'PENDING'\
        """);
  }

  private void find(String same) {
    jdbc.sql(
            """
            UPDATE sent_before b
            SET mail = m.id
            FROM mail m
            WHERE b.mail IS NULL
              AND b.subscriber IS NOT NULL
              AND %s
            """
                .formatted(same))
        .update();
  }
}
