package io.earlybrd.run;

import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes the unfinished runs of a group restartable. Called with the group's lock held, so that each
 * of them belongs to a process that is dead, or was stopped.
 */
final class Recovery {
  /**
   * At this many recoveries an instance stays FAILED: what kills its process would kill the next
   * one too.
   */
  static final int LIMIT = 3;

  static final String RECOVERED = "recover";
  static final String RESUMED = "resume";

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

  private final Runs runs;
  private final JobOperator operator;
  private final JobRepository repository;
  private final OperatorActions actions;
  private final Incidents incidents;
  private final TransactionOperations transactions;

  Recovery(
      Runs runs,
      JobOperator operator,
      JobRepository repository,
      OperatorActions actions,
      Incidents incidents,
      TransactionOperations transactions) {
    this.runs = runs;
    this.operator = operator;
    this.repository = repository;
    this.actions = actions;
    this.incidents = incidents;
    this.transactions = transactions;
  }

  /** Marks what the dead left behind, and returns the executions to restart, oldest first. */
  List<JobExecution> recover(JobGroup group) {
    int orphans = runs.deleteOrphanInstances(group);
    if (orphans > 0) {
      actions.record(
          OperatorActions.LAUNCHER,
          "delete-orphan",
          null,
          null,
          orphans + " job instances had no execution");
    }
    var restartable = new ArrayList<JobExecution>();
    for (long id : runs.unfinished(group)) {
      var execution = repository.getJobExecution(id);
      if (execution != null && recover(execution)) {
        restartable.add(execution);
      }
    }
    return restartable;
  }

  /** Whether the execution may be restarted. */
  private boolean recover(JobExecution execution) {
    long instance = execution.getJobInstance().getInstanceId();
    if (execution.getStatus() == BatchStatus.STOPPED) {
      actions.record(
          OperatorActions.LAUNCHER,
          RESUMED,
          instance,
          execution.getId(),
          "it was stopped; going on from its last commit");
      return true;
    }
    if (execution.getStatus() == BatchStatus.FAILED) {
      // Recovered and counted already; the process that did so died before it could restart it.
      return true;
    }
    int recoveries = actions.count(RECOVERED, instance) + 1;
    var process = runs.process(execution.getId()).orElse("its process");
    // Together, or a death between them would leave a FAILED run of which nobody knows that it is
    // to be restarted, or that
    // it is not.
    transactions.executeWithoutResult(
        status -> {
          markDead(execution);
          actions.record(
              OperatorActions.LAUNCHER,
              RECOVERED,
              instance,
              execution.getId(),
              process + " died; recovery " + recoveries);
          if (recoveries >= LIMIT) {
            giveUp(execution, recoveries);
          }
        });
    if (recoveries < LIMIT) {
      LOG.warn(
          "execution {} of {} is dead ({}): going on from its last commit",
          execution.getId(),
          execution.getJobInstance().getJobName(),
          process);
    }
    return recoveries < LIMIT;
  }

  private void giveUp(JobExecution execution, int recoveries) {
    incidents.open(
        "dead-run",
        execution.getJobInstance().getJobName()
            + " "
            + execution.getJobParameters().getString("slot"),
        "its process died %d times; it stays FAILED. See: ./earlybrd show %d, then: ./earlybrd rerun %d"
            .formatted(recoveries, execution.getId(), execution.getId()));
    LOG.error(
        "execution {} of {} died {} times and stays FAILED: ./earlybrd show {}",
        execution.getId(),
        execution.getJobInstance().getJobName(),
        recoveries,
        execution.getId());
  }

  /** A run whose process died becomes FAILED, with a line that says so. */
  void markDead(JobExecution dead) {
    runs.unknownBecomesStarted(dead.getId());
    var execution = repository.getJobExecution(dead.getId());
    if (execution == null) {
      throw new IllegalStateException("execution " + dead.getId() + " has gone");
    }
    operator.recover(execution);
    execution.setExitStatus(
        new ExitStatus(
            "FAILED",
            runs.process(execution.getId()).orElse("its process")
                + " died while it ran; recovered by the launcher"));
    repository.update(execution);
  }

  /** Whether an instance has used up its recoveries. */
  boolean givenUp(long instance) {
    return actions.count(RECOVERED, instance) >= LIMIT;
  }
}
