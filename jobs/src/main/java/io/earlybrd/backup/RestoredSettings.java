package io.earlybrd.backup;

import io.earlybrd.journal.FetchedPieces;
import io.earlybrd.storage.Manifest;
import java.time.Instant;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a restored database knows of its restore: sending is off, and whoever resumes it is told
 * what nobody can know. In the caller's transaction.
 */
final class RestoredSettings {
  private final JdbcClient jdbc;

  RestoredSettings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void store(Manifest backup, FetchedPieces.Told told, String who) {
    var reason = "restored from backup " + backup.id();
    set("sending", "off", reason);
    set("restored_from", backup.id(), reason);
    set("told_until", told.to().toString(), "until then the journal tells what left");
    set("untold", gaps(told), "of these times pieces of the journal are missing");
    endItsOwnBackup(reason);
    jdbc.sql(
            """
            INSERT INTO operator_action (who, action, reason)
            VALUES (:who, 'restore', :reason)
            """)
        .param("who", who)
        .param("reason", reason)
        .update();
  }

  /** The run that made the backup was under way in it: nothing is left of it to go on with. */
  private void endItsOwnBackup(String reason) {
    jdbc.sql(
            """
            WITH under_way AS (
              SELECT e.job_execution_id
              FROM batch_job_execution e
              JOIN batch_job_instance i USING (job_instance_id)
              WHERE i.job_name = 'backup'
                AND e.status IN ('STARTING', 'STARTED', 'STOPPING')
            ), steps AS (
              UPDATE batch_step_execution
              SET status = 'ABANDONED', end_time = clock_timestamp(), exit_code = 'ABANDONED'
              WHERE job_execution_id IN (SELECT job_execution_id FROM under_way)
                AND status IN ('STARTING', 'STARTED', 'STOPPING')
            )
            UPDATE batch_job_execution
            SET status = 'ABANDONED', end_time = clock_timestamp(), exit_code = 'ABANDONED', exit_message = :reason
            WHERE job_execution_id IN (SELECT job_execution_id FROM under_way)
            """)
        .param("reason", reason)
        .update();
  }

  private static String gaps(FetchedPieces.Told told) {
    return told.gaps().stream()
        .map(gap -> cut(gap.from()) + " to " + cut(gap.to()))
        .collect(Collectors.joining(", "));
  }

  private static Instant cut(Instant time) {
    return time.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
  }

  private void set(String key, String value, String reason) {
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by, reason)
            VALUES (:key, :value, 'restore', :reason)
            ON CONFLICT (key) DO UPDATE
            SET value = excluded.value,
                changed_by = excluded.changed_by,
                reason = excluded.reason,
                changed_at = clock_timestamp()
            """)
        .param("key", key)
        .param("value", value)
        .param("reason", reason)
        .update();
  }
}
