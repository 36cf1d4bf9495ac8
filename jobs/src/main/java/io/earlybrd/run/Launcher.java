package io.earlybrd.run;

import io.earlybrd.platform.UserError;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.JobExecutionException;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;

/**
 * Runs a job at its slot, after the group's dead runs. Called with the group's lock held.
 *
 * <p>The framework's own launching by command line starts no Boot context and knows no slots; this
 * is a thin layer over its {@link JobOperator}. Restarts go through {@code start} with the same
 * parameters, which is what {@code restart} does after asking a registry that Boot does not fill.
 */
public final class Launcher {
  private static final Logger LOG = LoggerFactory.getLogger(Launcher.class);

  private final JobOperator operator;
  private final JobRepository repository;
  private final Runs runs;
  private final Recovery recovery;
  private final OperatorActions actions;
  private final StopSignal stop;
  private final Function<String, Job> jobs;

  Launcher(
      JobOperator operator,
      JobRepository repository,
      Runs runs,
      Recovery recovery,
      OperatorActions actions,
      StopSignal stop,
      Function<String, Job> jobs) {
    this.operator = operator;
    this.repository = repository;
    this.runs = runs;
    this.recovery = recovery;
    this.actions = actions;
    this.stop = stop;
    this.jobs = jobs;
  }

  /**
   * @param at the slot, cut to the minute
   * @param explicit whether a person gave it ({@code --at})
   * @param again why a completed slot is to be run again, or null
   * @param now the clock, to notice that it was set back
   */
  public record Request(
      JobSpec job, Instant at, boolean explicit, @Nullable String again, Instant now) {}

  /**
   * How a launch ended.
   *
   * @param execution of the job's own slot; null when it did not come to one
   * @param note for the person at the keyboard, or null
   */
  public record Outcome(ExitCode exit, @Nullable Long execution, @Nullable String note) {}

  /** Recovers the group's dead runs, then runs the slot. */
  public Outcome launch(Request request) {
    boolean failed = false;
    long restarted = 0;
    for (var dead : recovery.recover(request.job().group())) {
      JobExecution execution;
      try {
        execution = run(dead.getJobInstance().getJobName(), dead.getJobParameters());
      } catch (IllegalStateException e) {
        // What cannot even begin must not silence every launch after it.
        LOG.error("execution {} cannot be gone on with: {}", dead.getId(), e.getMessage());
        failed = true;
        continue;
      }
      if (isAtSlot(execution, request)) {
        restarted = execution.getId();
      }
      switch (ExitCode.of(execution.getStatus())) {
        case STOPPED -> {
          return new Outcome(ExitCode.STOPPED, execution.getId(), null);
        }
        case DONE -> LOG.info("recovered execution {} as {}", dead.getId(), execution.getId());
        default -> failed = true;
      }
    }
    if (stop.requested()) {
      return new Outcome(ExitCode.STOPPED, null, null);
    }
    var own = ownSlot(request, restarted);
    return failed && own.exit() == ExitCode.DONE
        ? new Outcome(
            ExitCode.FAILED,
            own.execution(),
            "A dead run that was restarted failed: ./earlybrd history --failed")
        : own;
  }

  private Outcome ownSlot(Request request, long restarted) {
    var last = runs.last(request.job().name(), request.at()).orElse(null);
    if (last == null) {
      return start(request, new Slot(request.at(), 0));
    }
    if (last.execution() == restarted) {
      return outcome(repository.getJobExecution(restarted));
    }
    return switch (last.status()) {
      case "COMPLETED", "ABANDONED" -> ended(request, last);
      default -> restart(request, last);
    };
  }

  private Outcome ended(Request request, Runs.Last last) {
    if (request.again() != null) {
      return start(request, last.slot().next());
    }
    boolean clockWasSetBack = !request.explicit() && last.startedAt().isAfter(request.now());
    if (clockWasSetBack) {
      LOG.warn(
          "the clock was set back: slot {} was completed at {}; running it again",
          last.slot(),
          last.startedAt());
      return start(request, last.slot().next());
    }
    return new Outcome(
        ExitCode.DONE,
        last.execution(),
        "Slot %s of %s is %s (execution %d); --again REASON runs it once more"
            .formatted(
                last.slot(),
                last.job(),
                last.status().toLowerCase(java.util.Locale.ROOT),
                last.execution()));
  }

  private Outcome restart(Request request, Runs.Last last) {
    if (recovery.givenUp(last.instance())) {
      return new Outcome(
          ExitCode.FAILED,
          last.execution(),
          "Slot %s of %s died %d times and stays failed: ./earlybrd show %d, then ./earlybrd rerun %d"
              .formatted(
                  last.slot(), last.job(), Recovery.LIMIT, last.execution(), last.execution()));
    }
    var execution = repository.getJobExecution(last.execution());
    if (execution == null) {
      throw new IllegalStateException("execution " + last.execution() + " has gone");
    }
    LOG.info("slot {} is {}: going on from its last commit", last.slot(), last.status());
    return outcome(run(request.job().name(), execution.getJobParameters()));
  }

  private Outcome start(Request request, Slot slot) {
    var parameters =
        new JobParametersBuilder()
            .addString("slot", slot.text())
            .addLong("again", (long) slot.again())
            .addString("reason", request.again() == null ? "" : request.again(), false);
    var outcome = outcome(run(request.job().name(), parameters.toJobParameters()));
    if (slot.again() > 0 && outcome.execution() != null) {
      var execution = repository.getJobExecution(outcome.execution());
      actions.record(
          request.again() == null ? OperatorActions.LAUNCHER : OperatorActions.person(),
          "again",
          execution == null ? null : execution.getJobInstance().getInstanceId(),
          outcome.execution(),
          request.again() == null ? "the clock was set back" : request.again());
    }
    return outcome;
  }

  /**
   * Restarts a failed or stopped execution in its instance, from its last commit.
   *
   * @throws UserError when there is no such execution, or it is completed or abandoned
   */
  public Outcome rerun(long id, String who, @Nullable String reason) {
    var asked = repository.getJobExecution(id);
    if (asked == null) {
      throw new UserError("There is no execution " + id + ". See: ./earlybrd history");
    }
    var last =
        repository.getLastJobExecution(
            asked.getJobInstance().getJobName(), asked.getJobParameters());
    if (last == null) {
      throw new IllegalStateException("instance of execution " + id + " has no execution");
    }
    var slot = asked.getJobParameters().getString("slot");
    var name = asked.getJobInstance().getJobName();
    switch (last.getStatus()) {
      case COMPLETED ->
          throw new UserError(
              "Slot %s of %s is completed (execution %d); nothing is left to rerun. To run it once more: ./earlybrd run %s --at %s --again REASON"
                  .formatted(slot, name, last.getId(), name, slot));
      case ABANDONED ->
          throw new UserError(
              "Execution %d was abandoned, which is final. To run its slot anew: ./earlybrd run %s --at %s --again REASON"
                  .formatted(last.getId(), name, slot));
      case STARTING, STARTED, STOPPING, UNKNOWN -> recovery.markDead(last);
      default -> {}
    }
    actions.record(who, "rerun", asked.getJobInstance().getInstanceId(), last.getId(), reason);
    return outcome(run(name, last.getJobParameters()));
  }

  /** Starts a new instance, or restarts the one that these parameters name. */
  private JobExecution run(String job, JobParameters parameters) {
    try {
      return operator.start(jobs.apply(job), parameters);
    } catch (JobExecutionException e) {
      throw new IllegalStateException("Job " + job + " could not be started: " + e.getMessage(), e);
    }
  }

  private static boolean isAtSlot(JobExecution execution, Request request) {
    return execution.getJobInstance().getJobName().equals(request.job().name())
        && request.at().toString().equals(execution.getJobParameters().getString("slot"));
  }

  private static Outcome outcome(@Nullable JobExecution execution) {
    if (execution == null) {
      throw new IllegalStateException("the execution has gone");
    }
    return new Outcome(ExitCode.of(execution.getStatus()), execution.getId(), null);
  }
}
