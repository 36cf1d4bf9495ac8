package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import java.sql.Timestamp;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The statements that instant and digest composing share. All in the caller's transaction, over
 * many subscribers.
 */
final class Compose {
  private final JdbcClient jdbc;
  private final CurrentRun run;

  Compose(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /**
   * All that a chunk asks and writes is found by key. PostgreSQL must not think better of it where
   * it has counted nothing yet, after a first import or a big day: one chunk took 12 seconds.
   */
  private void findByKeys() {
    jdbc.sql(
            """
            SELECT
              set_config('enable_seqscan', 'off', true),
              set_config('enable_hashjoin', 'off', true),
              set_config('enable_mergejoin', 'off', true),
              set_config('jit', 'off', true)
            """)
        .query((row, n) -> true)
        .list();
  }

  /**
   * Whoever composes for a subscriber or changes their delivery locks the row first, in the order
   * of the keys.
   */
  void lockSubscribers(Long[] ids) {
    findByKeys();
    jdbc.sql("SELECT id FROM subscriber WHERE id = ANY (:ids) ORDER BY id FOR UPDATE")
        .param("ids", ids)
        .query(Long.class)
        .list();
  }

  /**
   * SQL for whether anything waits in the channel at subscriber {@code s}. Not EXISTS, which may be
   * turned into reading all that waits at anybody.
   */
  static String waits(String channel) {
    return "(SELECT true FROM match w WHERE w.subscriber = s.id AND w.waits_%s LIMIT 1)"
        .formatted(channel);
  }

  /** What a mail of the channel holds already waits no more. */
  void dropHeld(Long[] ids, String channel) {
    jdbc.sql(
            """
            UPDATE match w
            SET waits_%1$s = false
            WHERE w.subscriber = ANY (:ids)
              AND w.waits_%1$s
              AND (
                SELECT true
                FROM mail_posting h
                WHERE h.subscriber = w.subscriber
                  AND h.posting = w.posting
                  AND h.channel = '%1$s'
                  AND h.released_at IS NULL)
            """
                .formatted(channel))
        .param("ids", ids)
        .update();
  }

  /**
   * Puts everything that waits in the channel into the mails just made, and takes it off the
   * waiting list. The unique index {@code mail_posting_once} is what keeps a posting out of a
   * second mail.
   *
   * @param mails ids of this transaction's mails
   */
  void fill(Long[] mails, String channel) {
    jdbc.sql(
            """
            WITH held AS (
              INSERT INTO mail_posting (mail, subscriber, posting, channel)
              SELECT m.id, w.subscriber, w.posting, '%1$s'
              FROM mail m
              JOIN match w ON w.subscriber = m.subscriber AND w.waits_%1$s
              WHERE m.id = ANY (:mails)
              ON CONFLICT (subscriber, posting, channel) WHERE released_at IS NULL DO NOTHING
              RETURNING subscriber, posting
            )
            UPDATE match w
            SET waits_%1$s = false
            FROM held h
            WHERE w.subscriber = h.subscriber
              AND w.posting = h.posting
            """
                .formatted(channel))
        .param("mails", mails)
        .update();
  }

  /** The later of slot and database clock: ages are taken from it, so that none is below 0. */
  static final String NOW = "greatest(:slot, clock_timestamp())";

  Map<String, Object> parameters() {
    var current = run.get();
    return Map.of("slot", Timestamp.from(current.slot()), "execution", current.execution());
  }
}
