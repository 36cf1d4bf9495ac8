package io.earlybrd.journal;

import io.earlybrd.subscriber.SentBefore;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells a restored database what left since its backup, so that nothing that was sent is sent again
 * and nobody who left is mailed. By set, whatever their number. What it is told twice, it takes
 * once. In the caller's transaction, before anything is composed.
 */
public final class Replay {
  /**
   * Mails that nobody can know of, and of whose postings not all are known here, cannot go out
   * again as the same message: their postings are told in a new one.
   */
  private static final String CANNOT_BE_THE_SAME =
      """
      t.sent_at IS NULL
      AND EXISTS (
        SELECT FROM told_posting tp
        WHERE tp.message_id = t.message_id
          AND NOT EXISTS (
            SELECT FROM posting p
            WHERE p.board = tp.board
              AND p.external_id = tp.external_id
              AND p.appearance = tp.appearance))\
      """;

  private final JdbcClient jdbc;
  private final ToldTables told;
  private final ReplayedDepartures departures;

  public Replay(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.told = new ToldTables(jdbc, secrets);
    this.departures = new ReplayedDepartures(jdbc, secrets);
  }

  /**
   * What it changed.
   *
   * @param mails that the backup did not know to have been sent
   * @param doubtful mails of which nobody can know whether they left
   * @param untold postings in mails that this database does not know yet
   * @param left who must not be mailed any more
   * @param removed who was removed
   * @param back who left before the backup, and is mailed again
   */
  public record Replayed(int mails, int doubtful, int untold, int left, int removed, int back) {}

  /**
   * @param pieces that have been read to their end before, the oldest first
   */
  public Replayed replay(List<FetchedPieces.Piece> pieces) {
    told.create();
    pieces.forEach(told::read);
    told.readPeople();
    told.analyze();
    int mails = sent();
    int doubtful = doubtful();
    mails += unknown();
    var left = departures.replay();
    int untold = jdbc.sql("SELECT count(*) FROM sent_before").query(Integer.class).single();
    return new Replayed(mails, doubtful, untold, left.left(), left.removed(), left.back());
  }

  /** Those that wait in the backup had left. */
  private int sent() {
    return jdbc.sql(
            """
            UPDATE mail m
            SET state = 'SENT', sent_at = t.sent_at, error = NULL
            FROM told_mail t
            WHERE m.message_id = t.message_id
              AND t.sent_at IS NOT NULL
              AND m.state IN ('PENDING', 'SENDING', 'IN_DOUBT')
            """)
        .update();
  }

  private int doubtful() {
    return jdbc.sql(
            """
            UPDATE mail m
            SET state = 'IN_DOUBT',
                doubted_at = coalesce(m.doubted_at, clock_timestamp()),
                error = 'nobody can know whether it left before the database was lost'
            FROM told_mail t
            WHERE m.message_id = t.message_id
              AND t.sent_at IS NULL
              AND m.state IN ('PENDING', 'SENDING', 'IN_DOUBT')
            """)
        .update();
  }

  /** Those that were made after the backup. */
  private int unknown() {
    jdbc.sql("DELETE FROM told_mail t WHERE " + CANNOT_BE_THE_SAME).update();
    int mails =
        jdbc.sql(
                """
                WITH unknown AS (
                  SELECT t.*, h.subscriber
                  FROM told_mail t
                  LEFT JOIN told_person h USING (address_hash)
                  WHERE t.address_hash IS NOT NULL
                    AND t.kind IN (:kinds)
                    AND NOT EXISTS (SELECT FROM mail m WHERE m.message_id = t.message_id)
                ), kept AS (
                  INSERT INTO sent_before
                    (address_hash, message_id, kind, due_at, local_date, message_date, sent_at, subscriber,
                     board, external_id, appearance)
                  SELECT
                    u.address_hash, u.message_id, u.kind, u.due_at, u.local_date, u.message_date, u.sent_at,
                    u.subscriber, p.board, p.external_id, p.appearance
                  FROM unknown u
                  LEFT JOIN told_posting p USING (message_id)
                )
                SELECT count(*)
                FROM unknown
                """)
            .params(Map.of("kinds", List.of("instant", "digest", "trial")))
            .query(Integer.class)
            .single();
    new SentBefore(jdbc).intoTheLedger();
    return mails;
  }
}
