package io.earlybrd.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spring Batch's own tables, where its repository has no question for what launching must know. */
final class Runs {
  private final JdbcClient jdbc;

  Runs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The newest execution of an instance. */
  record Last(
      long instance, long execution, String job, Slot slot, String status, Instant startedAt) {}

  /**
   * Runs of the group that never ended, were stopped, or were recovered and not yet restarted,
   * oldest first. With the lock held, each is a dead process's.
   */
  List<Long> unfinished(JobGroup group) {
    return jdbc.sql(
            """
            SELECT e.job_execution_id
            FROM batch_job_execution e
            JOIN batch_job_instance i USING (job_instance_id)
            WHERE i.job_name IN (:jobs)
              AND e.job_execution_id IN (%s)
              AND NOT EXISTS (
                SELECT FROM batch_job_execution l
                WHERE l.job_instance_id = e.job_instance_id
                  AND l.job_execution_id > e.job_execution_id)
            ORDER BY e.job_execution_id
            """
                .formatted(Question.UNFINISHED))
        .param("jobs", group.jobs())
        .query(Long.class)
        .list();
  }

  /**
   * A kill between the inserts of an instance and its execution leaves one that would refuse its
   * slot for ever.
   */
  int deleteOrphanInstances(JobGroup group) {
    return jdbc.sql(
            """
            DELETE FROM batch_job_instance i
            WHERE i.job_name IN (:jobs)
              AND i.job_instance_id > (SELECT max(job_instance_id) - 1000 FROM batch_job_instance)
              AND NOT EXISTS (
                SELECT FROM batch_job_execution e
                WHERE e.job_instance_id = i.job_instance_id)
            """)
        .param("jobs", group.jobs())
        .update();
  }

  /**
   * UNKNOWN, which a lost commit leaves in an execution, in its steps or in both, is refused by
   * every recovery and restart: it becomes what a process leaves that died a moment earlier.
   */
  void unknownBecomesStarted(long execution) {
    jdbc.sql(
            """
            UPDATE batch_step_execution
            SET status = 'STARTED', version = version + 1
            WHERE job_execution_id = :execution
              AND status = 'UNKNOWN'
            """)
        .param("execution", execution)
        .update();
    jdbc.sql(
            """
            UPDATE batch_job_execution
            SET status = 'STARTED', version = version + 1
            WHERE job_execution_id = :execution
              AND status = 'UNKNOWN'
            """)
        .param("execution", execution)
        .update();
  }

  /** The newest instance at a slot, with its newest execution. */
  Optional<Last> last(String job, Instant slot) {
    return jdbc.sql(
            """
            SELECT i.job_instance_id, e.job_execution_id, e.status, e.start_time, a.parameter_value AS again
            FROM batch_job_execution_params p
            JOIN batch_job_execution e USING (job_execution_id)
            JOIN batch_job_instance i USING (job_instance_id)
            JOIN batch_job_execution_params a
              ON a.job_execution_id = e.job_execution_id
             AND a.parameter_name = 'again'
            WHERE p.parameter_name = 'slot'
              AND p.parameter_value = :slot
              AND i.job_name = :job
            ORDER BY a.parameter_value::integer DESC, e.job_execution_id DESC
            LIMIT 1
            """)
        .param("slot", slot.toString())
        .param("job", job)
        .query(
            (row, n) -> {
              var started = row.getObject("start_time", java.time.LocalDateTime.class);
              return new Last(
                  row.getLong("job_instance_id"),
                  row.getLong("job_execution_id"),
                  job,
                  new Slot(slot, row.getInt("again")),
                  row.getString("status"),
                  started == null ? Instant.MIN : started.toInstant(java.time.ZoneOffset.UTC));
            })
        .optional();
  }

  /** Whether this is the only execution of its instance. */
  boolean isFirstExecution(long instance) {
    return jdbc.sql(
            "SELECT count(*) = 1 FROM batch_job_execution WHERE job_instance_id = :instance")
        .param("instance", instance)
        .query(Boolean.class)
        .single();
  }

  Optional<String> process(long execution) {
    return jdbc.sql(
            """
            SELECT 'process ' || pid || ' on ' || host
            FROM execution_process
            WHERE job_execution = :execution
            """)
        .param("execution", execution)
        .query(String.class)
        .optional();
  }

  void recordProcess(long execution, String host, long pid, int processNumber) {
    jdbc.sql(
            """
            INSERT INTO execution_process (job_execution, host, pid, process_number)
            VALUES (:execution, :host, :pid, :number)
            ON CONFLICT DO NOTHING
            """)
        .param("execution", execution)
        .param("host", host)
        .param("pid", pid)
        .param("number", processNumber)
        .update();
  }
}
