package io.earlybrd.run;

import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;

/**
 * Listens to every job and step: tells the others which run is under way, puts job, execution and
 * slot on every log line, and leaves one plain line in the history where a run fails.
 */
public final class RunListener implements JobExecutionListener, StepExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger("io.earlybrd.run");

  private final Runs runs;
  private final CurrentRun current;
  private final StopSignal stop;
  private final StepWatcher watcher;
  private final Host host;
  private final int processNumber;

  RunListener(Runs runs, CurrentRun current, RunConfiguration.Process process) {
    this.runs = runs;
    this.current = current;
    this.stop = process.stop();
    this.watcher = process.watcher();
    this.host = process.host();
    this.processNumber = process.number();
  }

  @Override
  public void beforeJob(JobExecution execution) {
    long instance = execution.getJobInstance().getInstanceId();
    var slot = Instant.parse(execution.getJobParameters().getString("slot"));
    var job = execution.getJobInstance().getJobName();
    runs.recordProcess(execution.getId(), host.name(), host.pid(), processNumber);
    current.begin(
        new CurrentRun.Run(
            job,
            slot,
            runs.isFirstExecution(instance),
            instance,
            execution.getId(),
            processNumber));
    MDC.put("job", job);
    MDC.put("execution", Long.toString(execution.getId()));
    MDC.put("slot", slot.toString());
    stop.beganJob(execution);
  }

  @Override
  public void afterJob(JobExecution execution) {
    stop.ended();
    if (failed(execution.getStatus())) {
      // The framework leaves a stack trace here; the history wants the reason in a line.
      execution.setExitStatus(new ExitStatus(execution.getStatus().name(), reason(execution)));
    }
    MDC.remove("job");
    MDC.remove("execution");
    MDC.remove("slot");
  }

  @Override
  public void beforeStep(StepExecution step) {
    MDC.put("step", step.getStepName());
    stop.beganStep(step);
    watcher.began(step);
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution step) {
    watcher.ended(step);
    var problem =
        failed(step.getStatus())
            ? " error=\"" + Failures.reason(step.getFailureExceptions()) + "\""
            : "";
    LOG.info(
        "step ended status={} read={} written={} skipped={} commits={}{}",
        step.getStatus(),
        step.getReadCount(),
        step.getWriteCount(),
        step.getSkipCount(),
        step.getCommitCount(),
        problem);
    MDC.remove("step");
    return null;
  }

  /** UNKNOWN: also what the failure left behind could not be rolled back, or recorded. */
  private static boolean failed(BatchStatus status) {
    return status == BatchStatus.FAILED || status == BatchStatus.UNKNOWN;
  }

  private static String reason(JobExecution execution) {
    var failures =
        execution.getStepExecutions().stream()
            .filter(step -> failed(step.getStatus()))
            .map(
                step ->
                    "step "
                        + step.getStepName()
                        + ": "
                        + Failures.reason(step.getFailureExceptions()))
            .collect(Collectors.joining("; "));
    return failures.isEmpty() ? Failures.reason(execution.getAllFailureExceptions()) : failures;
  }
}
