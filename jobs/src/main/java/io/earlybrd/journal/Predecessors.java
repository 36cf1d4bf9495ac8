package io.earlybrd.journal;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The databases that this one was restored from: a backup of one of them goes on with the journal
 * of its successors.
 */
public final class Predecessors {
  /** Setting: identities, the newest last. */
  static final String KEY = "identity_before";

  private Predecessors() {}

  /** This database becomes another one than it was. In the caller's transaction. */
  public static void add(JdbcClient jdbc, String identity) {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by)
            VALUES (:key, :identity, 'resume')
            ON CONFLICT (key) DO UPDATE
            SET value = setting.value || ' ' || excluded.value, changed_at = clock_timestamp()
            """)
        .param("key", KEY)
        .param("identity", identity)
        .update();
  }
}
