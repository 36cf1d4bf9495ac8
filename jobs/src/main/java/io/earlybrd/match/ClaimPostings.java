package io.earlybrd.match;

import io.earlybrd.posting.OldVectors;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.subscriber.OldQueries;
import io.earlybrd.subscriber.SentBefore;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Stamps every pending posting with this job instance, whoever stamped it before: the group's lock
 * says that every other holder is dead. A posting stored after this waits for the next instance.
 *
 * <p>After an upgrade that changed how searches and postings are compared, both are made anew
 * before, some with each call.
 */
final class ClaimPostings implements Tasklet {
  private static final String CLAIMED = "claimed";

  private static final String UNREADABLE =
      "this version cannot read the search any more; it finds nothing until it is written anew";

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final Guard guard;
  private final SkippedItems skipped;

  ClaimPostings(JdbcClient jdbc, CurrentRun run, Guard guard, SkippedItems skipped) {
    this.jdbc = jdbc;
    this.run = run;
    this.guard = guard;
    this.skipped = skipped;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    guard.check();
    boolean more =
        new OldQueries(jdbc).renewSome(search -> skipped.record("claim", search, UNREADABLE));
    if (more) {
      return RepeatStatus.CONTINUABLE;
    }
    if (!chunk.hasAttribute(CLAIMED)) {
      contribution.incrementWriteCount(claim());
      new SentBefore(jdbc).isOfClaimed(run.get().instance());
      chunk.setAttribute(CLAIMED, true);
    }
    return RepeatStatus.continueIf(new OldVectors(jdbc).renewSome(run.get().instance()));
  }

  private int claim() {
    return jdbc.sql(
            """
            UPDATE posting p
            SET match_instance = :instance, claims = claims + 1
            WHERE %s
            """
                .formatted(MatchWork.PENDING))
        .param("instance", run.get().instance())
        .update();
  }
}
