package io.earlybrd.cli;

import java.io.PrintWriter;
import java.sql.ResultSet;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One execution: what ran, its steps, what was skipped, and the rest of its instance. */
final class ExecutionView {
  /**
   * The columns of an execution, the same in {@code history}, {@code show} and a launch's summary.
   */
  static final String COLUMNS =
      """
      e.job_execution_id AS execution_id,
      i.job_name AS job,
      slot.parameter_value AS slot,
      e.status AS status,
      e.exit_code AS exit_code,
      e.start_time AS started_at,
      e.end_time AS ended_at,
      x.host AS host,
      coalesce(s.read, 0) AS read,
      coalesce(s.written, 0) AS written,
      coalesce(s.skipped, 0) AS skipped,
      CASE WHEN e.status NOT IN ('COMPLETED', 'STOPPED') THEN nullif(e.exit_message, '') END AS error\
      """;

  static final String TABLES =
      """
      batch_job_execution e
      JOIN batch_job_instance i USING (job_instance_id)
      LEFT JOIN batch_job_execution_params slot
        ON slot.job_execution_id = e.job_execution_id
       AND slot.parameter_name = 'slot'
      LEFT JOIN execution_process x ON x.job_execution = e.job_execution_id
      LEFT JOIN LATERAL (
        SELECT
          sum(read_count)::bigint AS read,
          sum(write_count)::bigint AS written,
          greatest(
            sum(read_skip_count + write_skip_count + process_skip_count),
            (SELECT count(*) FROM skipped_item k WHERE k.job_execution = e.job_execution_id)
          )::bigint AS skipped
        FROM batch_step_execution
        WHERE job_execution_id = e.job_execution_id
      ) s ON true\
      """;

  private static final String STEP_TIME = "to_char(%s, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";

  private final PrintWriter out;
  private final boolean json;

  ExecutionView(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /** Prints it; false when there is none with this id. */
  boolean print(JdbcClient jdbc, long execution) {
    return json ? printJson(jdbc, execution) : printText(jdbc, execution);
  }

  private boolean printJson(JdbcClient jdbc, long execution) {
    var sql =
        """
        SELECT %s,
          (SELECT coalesce(json_object_agg(p.parameter_name, p.parameter_value ORDER BY p.parameter_name), '{}')
           FROM batch_job_execution_params p
           WHERE p.job_execution_id = e.job_execution_id) AS parameters,
          (SELECT coalesce(json_agg(json_build_object(
             'name', t.step_name, 'status', t.status, 'read', t.read_count, 'written', t.write_count,
             'filtered', t.filter_count, 'skipped', t.read_skip_count + t.write_skip_count + t.process_skip_count,
             'commits', t.commit_count, 'rollbacks', t.rollback_count,
             'started_at', %s, 'ended_at', %s) ORDER BY t.step_execution_id), '[]')
           FROM batch_step_execution t
           WHERE t.job_execution_id = e.job_execution_id) AS steps,
          (SELECT coalesce(json_agg(json_build_object('step', k.step, 'item', k.item, 'reason', k.reason) ORDER BY k.id), '[]')
           FROM skipped_item k
           WHERE k.job_execution = e.job_execution_id) AS skipped_items,
          (SELECT coalesce(json_agg(json_build_object(
             'at', to_char(a.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'who', a.who, 'action', a.action,
             'execution_id', a.job_execution, 'reason', a.reason) ORDER BY a.id), '[]')
           FROM operator_action a
           WHERE a.job_instance = e.job_instance_id) AS operator_actions,
          (SELECT coalesce(json_agg(json_build_object(
             'execution_id', r.job_execution_id, 'status', r.status, 'started_at', %s, 'ended_at', %s)
             ORDER BY r.job_execution_id), '[]')
           FROM batch_job_execution r
           WHERE r.job_instance_id = e.job_instance_id) AS restarts
        FROM %s
        WHERE e.job_execution_id = :id
        """
            .formatted(
                COLUMNS,
                STEP_TIME.formatted("t.start_time"),
                STEP_TIME.formatted("t.end_time"),
                STEP_TIME.formatted("r.start_time"),
                STEP_TIME.formatted("r.end_time"),
                TABLES);
    return new Listing(out, true).print(jdbc, sql, Map.of("id", execution), List.of()) > 0;
  }

  private boolean printText(JdbcClient jdbc, long execution) {
    var found = new boolean[1];
    jdbc.sql("SELECT %s FROM %s WHERE e.job_execution_id = :id".formatted(COLUMNS, TABLES))
        .param("id", execution)
        .query(
            (ResultSet row) -> {
              found[0] = true;
              out.println(
                  "execution %d: %s %s %s"
                      .formatted(
                          row.getLong("execution_id"),
                          row.getString("job"),
                          row.getString("slot"),
                          row.getString("status")));
              if (row.getString("error") != null) {
                out.println("  " + row.getString("error").lines().findFirst().orElse(""));
              }
            });
    if (found[0]) {
      steps(jdbc, execution);
      section(
          jdbc,
          execution,
          "skipped",
          "SELECT step, item, reason FROM skipped_item WHERE job_execution = :id ORDER BY id");
      section(
          jdbc,
          execution,
          "operator actions",
          """
          SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, who || ' ' || action AS action, coalesce(reason, '') AS reason
          FROM operator_action
          WHERE job_instance = (SELECT job_instance_id FROM batch_job_execution WHERE job_execution_id = :id)
          ORDER BY id
          """);
      section(
          jdbc,
          execution,
          "executions of this instance",
          """
          SELECT job_execution_id::text AS id, status, coalesce(to_char(start_time, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), '-') AS started
          FROM batch_job_execution
          WHERE job_instance_id = (SELECT job_instance_id FROM batch_job_execution WHERE job_execution_id = :id)
            AND (SELECT count(*) FROM batch_job_execution
                 WHERE job_instance_id = (SELECT job_instance_id FROM batch_job_execution WHERE job_execution_id = :id)) > 1
          ORDER BY job_execution_id
          """);
    }
    return found[0];
  }

  private void steps(JdbcClient jdbc, long execution) {
    jdbc.sql(
            """
            SELECT step_name, status, read_count, write_count, commit_count,
              coalesce(extract(epoch FROM end_time - start_time), 0) AS seconds
            FROM batch_step_execution
            WHERE job_execution_id = :id
            ORDER BY step_execution_id
            """)
        .param("id", execution)
        .query(
            (ResultSet row) ->
                out.println(
                    "  %-8s %-9s read %d, written %d, %d commits, %.1f s"
                        .formatted(
                            row.getString("step_name"),
                            row.getString("status"),
                            row.getLong("read_count"),
                            row.getLong("write_count"),
                            row.getLong("commit_count"),
                            row.getDouble("seconds"))));
  }

  private void section(JdbcClient jdbc, long execution, String title, String sql) {
    var lines =
        jdbc.sql(sql)
            .param("id", execution)
            .query(
                (row, n) ->
                    "    %s  %s  %s"
                        .formatted(row.getString(1), row.getString(2), row.getString(3)))
            .list();
    if (!lines.isEmpty()) {
      out.println("  " + title + ":");
      lines.forEach(out::println);
    }
  }
}
