package io.earlybrd.deliver;

import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Identity;
import io.earlybrd.platform.pg.Schema;
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
    requireWhole();
    set("sending", "on", who, null);
    rememberFormerIdentity(who);
    set("identity", identity(), who, null);
    jdbc.sql(
            "DELETE FROM setting WHERE key IN ('sends_by', 'restored_from', 'told_until',"
                + " 'untold')")
        .update();
    new OperatorActions(jdbc).record(who, "mail-resume", null, null, null);
  }

  /**
   * What a restore that was killed left behind does not know what was sent.
   *
   * @throws UserError where this database is that
   */
  public void requireWhole() {
    if (jdbc.sql("SELECT to_regclass('public." + Schema.RESTORING + "') IS NOT NULL")
        .query(Boolean.class)
        .single()) {
      throw new UserError(
          "Nothing was changed: this database is what a restore left behind that did not come to"
              + " its end. Make an empty one and restore again: ./earlybrd restore latest --into"
              + " JDBC_URL");
    }
  }

  /**
   * That this database was restored, and nothing has left from it since.
   *
   * @param backup its id
   * @param at when
   * @param toldUntil until when the journal tells what left from the lost one
   * @param untold times before that of which it does not; empty: none
   */
  public record Restored(String backup, Instant at, Instant toldUntil, String untold) {}

  /** Empty where it was not restored, or has been resumed since. */
  public Optional<Restored> restored() {
    return jdbc.sql(
            """
            SELECT r.value AS backup, r.changed_at, t.value AS told_until, coalesce(u.value, '') AS untold
            FROM setting r
            JOIN setting t ON t.key = 'told_until'
            LEFT JOIN setting u ON u.key = 'untold'
            WHERE r.key = 'restored_from'
            """)
        .query(
            (row, n) ->
                new Restored(
                    row.getString("backup"),
                    row.getTimestamp("changed_at").toInstant(),
                    Instant.parse(row.getString("told_until")),
                    row.getString("untold")))
        .optional();
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
            WHERE unfinished
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
    return jdbc.sql("SELECT " + Identity.SQL).query(String.class).single();
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
