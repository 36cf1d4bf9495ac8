package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stamps every pending posting with this job instance, whoever stamped it before: the group's lock
 * says that every other holder is dead. A posting stored after this waits for the next instance.
 */
final class ClaimPostings implements Tasklet {
  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final Guard guard;

  ClaimPostings(JdbcClient jdbc, CurrentRun run, Guard guard) {
    this.jdbc = jdbc;
    this.run = run;
    this.guard = guard;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    guard.check();
    int claimed =
        jdbc.sql(
                """
                UPDATE posting p
                SET match_instance = :instance, claims = claims + 1
                WHERE %s
                """
                    .formatted(MatchWork.PENDING))
            .param("instance", run.get().instance())
            .update();
    contribution.incrementWriteCount(claimed);
    return RepeatStatus.FINISHED;
  }
}
