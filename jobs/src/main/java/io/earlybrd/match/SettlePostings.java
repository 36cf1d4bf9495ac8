package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Says of this instance's postings that they are matched. One whose text changed in the meantime
 * has lost the stamp, and stays pending.
 */
final class SettlePostings implements Tasklet {
  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final Guard guard;

  SettlePostings(JdbcClient jdbc, CurrentRun run, Guard guard) {
    this.jdbc = jdbc;
    this.run = run;
    this.guard = guard;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    guard.check();
    int settled =
        jdbc.sql(
                """
                UPDATE posting
                SET matched_version = text_version, match_instance = NULL
                WHERE match_instance = :instance
                """)
            .param("instance", run.get().instance())
            .update();
    contribution.incrementWriteCount(settled);
    forgetWords();
    return RepeatStatus.FINISHED;
  }

  /** Counts and previews look back seven days. */
  private void forgetWords() {
    jdbc.sql("DELETE FROM posting_words WHERE kept_at < clock_timestamp() - INTERVAL '8 days'")
        .update();
  }
}
