package io.earlybrd.journal;

import io.earlybrd.subscriber.Departures;
import io.earlybrd.subscriber.Removal;
import io.earlybrd.subscriber.WaitingMatches;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who left and who came back since the backup: for each person and reason, what happened last. Of
 * what the backup knows itself nothing is done again.
 */
final class ReplayedDepartures {
  private final JdbcClient jdbc;
  private final Removal removal;

  ReplayedDepartures(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.removal = new Removal(jdbc, secrets);
  }

  /** How many. */
  record Count(int left, int removed, int back) {}

  Count replay() {
    forgetWhatIsKnown();
    keepForTheNextPiece();
    onlyTheLast();
    int left = suppress();
    int back = lift();
    return new Count(left, remove(), back);
  }

  private void forgetWhatIsKnown() {
    jdbc.sql(
            """
            DELETE FROM told_departure t
            USING departure d
            WHERE d.address_hash = t.address_hash
              AND d.reason = t.reason
              AND d.back = t.back
              AND d.at = t.at
            """)
        .update();
  }

  /** This database's own journal goes on from its backup, and may be all that the next one has. */
  private void keepForTheNextPiece() {
    jdbc.sql(
            """
            INSERT INTO departure (address_hash, reason, back, at)
            SELECT DISTINCT address_hash, reason, back, at
            FROM told_departure
            ORDER BY at
            """)
        .update();
  }

  private void onlyTheLast() {
    jdbc.sql(
            """
            DELETE FROM told_departure t
            USING told_departure later
            WHERE later.address_hash = t.address_hash
              AND later.reason = t.reason
              AND (later.at, later.id) > (t.at, t.id)
            """)
        .update();
  }

  private int suppress() {
    jdbc.sql(
            """
            INSERT INTO suppression (address_hash, reason, at)
            SELECT address_hash, reason, at
            FROM told_departure
            WHERE NOT back
              AND reason <> :removed
            ON CONFLICT DO NOTHING
            """)
        .param("removed", Departures.REMOVED)
        .update();
    return jdbc.sql(
            """
            UPDATE subscriber s
            SET suppressed_at = coalesce(s.suppressed_at, t.at)
            FROM told_departure t
            JOIN told_person h USING (address_hash)
            WHERE s.id = h.subscriber
              AND NOT t.back
              AND t.reason <> :removed
            """)
        .param("removed", Departures.REMOVED)
        .update();
  }

  /** By every hash of the person: theirs may have been made by an older secret. */
  private int lift() {
    jdbc.sql(
            """
            DELETE FROM suppression x
            USING told_departure t
            WHERE t.back
              AND x.reason = t.reason
              AND (x.address_hash = t.address_hash
                OR x.address_hash IN (
                  SELECT other.address_hash
                  FROM told_person h
                  JOIN told_person other USING (subscriber)
                  WHERE h.address_hash = t.address_hash))
            """)
        .update();
    var free =
        jdbc.sql(
                """
                UPDATE subscriber s
                SET suppressed_at = NULL
                FROM told_departure t
                JOIN told_person h USING (address_hash)
                WHERE s.id = h.subscriber
                  AND s.suppressed_at IS NOT NULL
                  AND t.back
                  AND t.reason <> :removed
                  AND NOT EXISTS (
                    SELECT FROM suppression x
                    JOIN told_person other ON other.address_hash = x.address_hash
                    WHERE other.subscriber = s.id)
                RETURNING s.id
                """)
            .param("removed", Departures.REMOVED)
            .query(Long.class)
            .list();
    jdbc.sql(
            """
            UPDATE match w
            SET %s
            WHERE w.subscriber = ANY (:ids)
              AND w.waits_instant
            """
                .formatted(WaitingMatches.TO_DIGEST))
        .param("ids", free.toArray(Long[]::new))
        .update();
    return free.size();
  }

  private int remove() {
    var emails =
        jdbc.sql(
                """
                SELECT DISTINCT h.email
                FROM told_departure t
                JOIN told_person h USING (address_hash)
                WHERE NOT t.back
                  AND t.reason = :removed
                """)
            .param("removed", Departures.REMOVED)
            .query(String.class)
            .list();
    emails.forEach(removal::remove);
    return emails.size();
  }
}
