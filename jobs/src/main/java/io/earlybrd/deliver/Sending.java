package io.earlybrd.deliver;

import io.earlybrd.run.OperatorActions;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The switch of all sending, and whether this database may send at all. In the caller's
 * transaction.
 */
public final class Sending {
  private final JdbcClient jdbc;

  public Sending(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What would leave when sending is on. */
  public record Waiting(int mails, @Nullable Instant oldest) {}

  public void pause(String who, @Nullable String reason) {
    set("sending", "off", who, reason);
    new OperatorActions(jdbc).record(who, "mail-pause", null, null, reason);
  }

  /** Turns sending on, and makes this database the one that sends. */
  public void resume(String who) {
    set("sending", "on", who, null);
    rememberFormerIdentity(who);
    set("identity", identity(), who, null);
    jdbc.sql("DELETE FROM setting WHERE key = 'sends_by'").update();
    new OperatorActions(jdbc).record(who, "mail-resume", null, null, null);
  }

  /** A restored database goes on for the lost one, and its backups say so. */
  private void rememberFormerIdentity(String who) {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by)
            SELECT 'former_identities', value, :who
            FROM setting
            WHERE key = 'identity'
              AND value <> :identity
            ON CONFLICT (key) DO UPDATE
            SET value = setting.value || ',' || excluded.value,
                changed_by = excluded.changed_by,
                changed_at = clock_timestamp()
            """)
        .param("who", who)
        .param("identity", identity())
        .update();
  }

  /** Who switched sending off, when and why, in a line; empty where it is on. */
  public Optional<String> off() {
    var paused =
        jdbc.sql(
                """
                SELECT 'sending is off since ' || to_char(changed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
                  || ', by ' || changed_by || coalesce(' (' || reason || ')', '')
                FROM setting
                WHERE key = 'sending'
                  AND value <> 'on'
                """)
            .query(String.class)
            .optional();
    return paused.or(
        () ->
            isCopy()
                ? Optional.of(
                    "sending is off: this database is a copy of the one that sent mail before")
                : Optional.empty());
  }

  /** Whether a mail has left by SMTP from here, since sending was last resumed by a person. */
  boolean hasSentBySmtp() {
    return jdbc.sql("SELECT EXISTS (SELECT FROM setting WHERE key = 'sends_by' AND value = 'smtp')")
        .query(Boolean.class)
        .single();
  }

  void rememberSmtp() {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by)
            VALUES ('sends_by', 'smtp', 'send')
            ON CONFLICT (key) DO NOTHING
            """)
        .update();
  }

  /** Whether this is a copy of the database that sent mail before. */
  public boolean isCopy() {
    return jdbc.sql(
            "SELECT coalesce((SELECT value FROM setting WHERE key = 'identity') <> :identity,"
                + " true)")
        .param("identity", identity())
        .query(Boolean.class)
        .single();
  }

  public Waiting waiting() {
    return jdbc.sql(
            """
            SELECT count(*), min(created_at)
            FROM mail
            WHERE state IN ('PENDING', 'SENDING', 'IN_DOUBT')
            """)
        .query(
            (row, n) -> {
              var oldest = row.getTimestamp(2);
              return new Waiting(row.getInt(1), oldest == null ? null : oldest.toInstant());
            })
        .single();
  }

  /** Which database this is. */
  String identity() {
    return jdbc.sql("SELECT " + DeliverWork.IDENTITY).query(String.class).single();
  }

  private void set(String key, String value, String who, @Nullable String reason) {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by, reason)
            VALUES (:key, :value, :who, :reason)
            ON CONFLICT (key) DO UPDATE
            SET value = excluded.value,
                changed_by = excluded.changed_by,
                reason = excluded.reason,
                changed_at = clock_timestamp()
            """)
        .param("key", key)
        .param("value", value)
        .param("who", who)
        .param("reason", reason)
        .update();
  }
}
