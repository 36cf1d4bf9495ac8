package io.earlybrd.backup;

import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/** A step as the framework runs it: outside any transaction, in one go, until it is to stop. */
final class BackupStep implements Tasklet {
  private final Work work;
  private final StopSignal stop;
  private final StepWatcher watcher;

  BackupStep(Work work, RunConfiguration.Process process) {
    this.work = work;
    this.stop = process.stop();
    this.watcher = process.watcher();
  }

  /** What a step does. */
  @FunctionalInterface
  interface Work {
    /** How many objects it wrote or deleted. */
    int done(StepProgress progress) throws Exception;
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    try {
      var progress = new StepProgress(contribution.getStepExecution(), watcher, stop);
      contribution.incrementWriteCount(work.done(progress));
      return RepeatStatus.FINISHED;
    } catch (Exception e) {
      if (stop.requested()) {
        // Whatever ended the work: the framework sees the flag after this and writes STOPPED.
        return RepeatStatus.CONTINUABLE;
      }
      throw e instanceof RuntimeException unchecked
          ? unchecked
          // The framework would swallow a checked one and call again.
          : new IllegalStateException(e);
    }
  }
}
