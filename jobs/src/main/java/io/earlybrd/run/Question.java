package io.earlybrd.run;

import io.earlybrd.platform.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The one question of a launch, asked over the lock's connection before Spring starts: is the
 * schema right, is the lock ours, is there anything to do? One round trip, so that a launch with
 * nothing due costs nothing.
 */
final class Question {
  /**
   * Ids of executions that have not ended, or were stopped: with the lock held, their process is
   * dead. And of those that were recovered by a launch which died before it restarted them: FAILED,
   * but not by their own work, unless their instance has used up its recoveries. Both are found
   * without looking at the rest of the history.
   */
  static final String UNFINISHED =
      """
      SELECT u.job_execution_id
      FROM batch_job_execution u
      WHERE u.status IN ('STARTING', 'STARTED', 'STOPPING', 'STOPPED', 'UNKNOWN')
      UNION ALL
      SELECT u.job_execution_id
      FROM operator_action a
      JOIN batch_job_execution u ON u.job_execution_id = a.job_execution
      WHERE a.who = '%1$s'
        AND a.action = '%2$s'
        AND u.status = 'FAILED'
        AND (
          SELECT count(*)
          FROM operator_action o
          WHERE o.job_instance = a.job_instance
            AND o.action = '%2$s') < %3$d\
      """
          .formatted(OperatorActions.LAUNCHER, Recovery.RECOVERED, Recovery.LIMIT);

  /**
   * @param held whether the group's lock is ours now
   * @param unfinished a run of the group is left to recover
   * @param slotUnfinished this slot failed or was stopped
   * @param due the job's own condition
   */
  record Answer(boolean held, boolean unfinished, boolean slotUnfinished, boolean due) {
    boolean work() {
      return unfinished || slotUnfinished || due;
    }
  }

  private Question() {}

  /**
   * Asks, and takes the lock where it is free. The snapshot is older than the lock: work that its
   * last holder left behind in that instant is seen by the next launch.
   *
   * @throws UserError when the schema is missing, behind, or too new
   */
  static Answer ask(
      Connection connection, JobSpec job, Instant slot, boolean resend, String codeVersion)
      throws SQLException {
    var group = String.join("', '", job.group().jobs());
    var sql =
        """
        WITH lock AS MATERIALIZED (
          SELECT pg_try_advisory_lock(%d, %d) AS held
        )
        SELECT
          held,
          (SELECT max(id) FROM databasechangelog) AS schema,
          (SELECT value FROM setting WHERE key = 'oldest_code') AS oldest_code,
          held AND (
            EXISTS (
              SELECT FROM batch_job_execution e
              JOIN batch_job_instance i USING (job_instance_id)
              WHERE i.job_name IN ('%s')
                AND e.job_execution_id IN (%s)
                AND NOT EXISTS (
                  SELECT FROM batch_job_execution l
                  WHERE l.job_instance_id = e.job_instance_id
                    AND l.job_execution_id > e.job_execution_id))
            OR EXISTS (
              SELECT FROM batch_job_instance i
              WHERE i.job_name IN ('%s')
                AND i.job_instance_id > (SELECT max(job_instance_id) - 1000 FROM batch_job_instance)
                AND NOT EXISTS (
                  SELECT FROM batch_job_execution e
                  WHERE e.job_instance_id = i.job_instance_id))
          ) AS unfinished,
          held AND EXISTS (
            SELECT FROM batch_job_execution_params p
            JOIN batch_job_execution e USING (job_execution_id)
            JOIN batch_job_instance i USING (job_instance_id)
            WHERE p.parameter_name = 'slot'
              AND p.parameter_value = '%s'
              AND i.job_name = '%s'
              AND e.status IN ('FAILED', 'STOPPED')
              AND NOT EXISTS (
                SELECT FROM batch_job_execution l
                WHERE l.job_instance_id = e.job_instance_id
                  AND l.job_execution_id > e.job_execution_id)
          ) AS slot_unfinished,
          held AND (%s) AS due
        FROM lock
        """
            .formatted(
                LockConnection.GROUP,
                job.group().key(),
                group,
                UNFINISHED,
                group,
                slot,
                job.name(),
                Placeholders.bind(job.due(), slot, true, resend));
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      checkSchema(rows.getString("schema"), rows.getString("oldest_code"), codeVersion);
      return new Answer(
          rows.getBoolean("held"),
          rows.getBoolean("unfinished"),
          rows.getBoolean("slot_unfinished"),
          rows.getBoolean("due"));
    }
  }

  static void checkSchema(
      @Nullable String schema, @Nullable String oldestCode, String codeVersion) {
    if (schema == null || schema.compareTo(codeVersion) < 0) {
      throw new UserError(
          "The database is at schema %s, this version needs %s. Run: ./earlybrd migrate"
              .formatted(schema == null ? "0000" : schema, codeVersion));
    }
    if (oldestCode != null && oldestCode.compareTo(codeVersion) > 0) {
      throw new UserError(
          "The database was migrated by a newer EarlyBrd (it needs code of schema %s or newer, this is %s). Install the newer version on this host"
              .formatted(oldestCode, codeVersion));
    }
  }
}
