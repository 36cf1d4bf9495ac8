package io.earlybrd.journal;

import io.earlybrd.platform.pg.Identity;
import org.springframework.jdbc.core.simple.JdbcClient;

/** When there is something to tell the journal. */
public final class JournalWork {
  /** Setting: until when the journal tells of what left. */
  static final String TOLD_UNTIL = "journal_to";

  /**
   * Setting: when mails last began or ceased to leave. So that the question whether there is
   * anything to tell asks for one row, and what is asked a million times, the sender's statement,
   * writes none.
   */
  private static final String MAIL_LEFT = "mail_left";

  private static final String UNTIL =
      "(SELECT j.value::timestamptz FROM setting j WHERE j.key = '" + TOLD_UNTIL + "')";

  /**
   * SQL condition: something left since the last piece, and that is three minutes old. By the
   * database clock and not by slots, as all that the journal tells. A copy of the database tells
   * nothing: it would put its word among the original's.
   */
  public static final String DUE =
      """
      %1$s
      AND (SELECT j.changed_at FROM setting j WHERE j.key = '%2$s') < clock_timestamp() - interval '3 minutes'
      AND (EXISTS (SELECT FROM setting l WHERE l.key = '%3$s' AND l.changed_at > %4$s)
        OR EXISTS (SELECT FROM departure d WHERE d.at >= %4$s))\
      """
          .formatted(Identity.IS_OURS, TOLD_UNTIL, MAIL_LEFT, UNTIL);

  private JournalWork() {}

  /** Mails are about to leave, or have: the next piece is due. In the caller's transaction. */
  public static void mailLeaves(JdbcClient jdbc) {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by)
            VALUES (:key, 'a sender began or ended', 'send')
            ON CONFLICT (key) DO UPDATE
            SET changed_at = clock_timestamp()
            """)
        .param("key", MAIL_LEFT)
        .update();
  }
}
