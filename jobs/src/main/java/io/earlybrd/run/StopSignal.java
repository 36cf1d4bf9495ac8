package io.earlybrd.run;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.step.StepExecution;

/**
 * Asks the run under way to stop at its next chunk.
 *
 * <p>Not {@code JobOperator.stop}: that writes STOPPED with an end time while the step still works,
 * and a restart is accepted at that moment. Here the flags are set in memory, and the step itself
 * writes STOPPED when it has.
 *
 * <p>Thread-safe.
 */
public final class StopSignal {
  private boolean requested;
  private @Nullable JobExecution job;
  private @Nullable StepExecution step;
  private final List<Runnable> actions = new ArrayList<>();

  /** Called from the shutdown hook. */
  public synchronized void request() {
    requested = true;
    apply();
    actions.forEach(Runnable::run);
  }

  /** Readers that wait look at this every 200 ms. */
  public synchronized boolean requested() {
    return requested;
  }

  /** Runs {@code action} when a stop is requested, for example to cut requests under way. */
  public synchronized void onRequest(Runnable action) {
    actions.add(action);
    if (requested) {
      action.run();
    }
  }

  synchronized void beganJob(JobExecution execution) {
    job = execution;
    apply();
  }

  synchronized void beganStep(StepExecution execution) {
    step = execution;
    apply();
  }

  synchronized void ended() {
    job = null;
    step = null;
  }

  private void apply() {
    if (!requested) {
      return;
    }
    if (step != null) {
      step.setTerminateOnly();
    }
    if (job != null && job.isRunning()) {
      job.setStatus(BatchStatus.STOPPING);
    }
  }
}
