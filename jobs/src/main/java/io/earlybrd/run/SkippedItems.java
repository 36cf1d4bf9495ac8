package io.earlybrd.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Records what a step passed over, and why: one bad item never fails a job, and never goes unseen.
 */
public final class SkippedItems {
  private final JdbcClient jdbc;
  private final CurrentRun run;

  public SkippedItems(JdbcClient jdbc, CurrentRun run) {
    this.jdbc = jdbc;
    this.run = run;
  }

  /**
   * Records one item, in the caller's transaction.
   *
   * @param item what it was, for a person: a board's id, a mail's public id
   */
  public void record(String step, String item, String reason) {
    jdbc.sql(
            """
            INSERT INTO skipped_item (job_execution, step, item, reason)
            VALUES (:execution, :step, :item, :reason)
            """)
        .param("execution", run.get().execution())
        .param("step", step)
        .param("item", item)
        .param("reason", reason)
        .update();
  }
}
