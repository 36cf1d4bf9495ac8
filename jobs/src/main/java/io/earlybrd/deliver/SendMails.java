package io.earlybrd.deliver;

import io.earlybrd.run.Failures;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.ExitStatus;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Sends what is pending or in doubt, outside any transaction, for about a second a call. One
 * process sends at a time: who finds the sender lock held leaves its mails to the holder, and who
 * lets go of it looks once more.
 */
final class SendMails implements Tasklet, StepExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(SendMails.class);

  /** Between two entries in the history, and two looks at the stop flag. */
  private static final Duration A_WHILE = Duration.ofSeconds(1);

  private final Settlement settlement;
  private final Doubts doubts;
  private final SendTools tools;
  private final Diary diary;
  private final int connections;
  private final LockConnection locks;
  private final StopSignal stop;
  private final StepWatcher watcher;
  private final Set<Long> passedOver = Senders.nothingPassedOver();
  private boolean sender;
  private boolean leaves;
  private @Nullable Senders senders;

  SendMails(
      Settlement settlement,
      Doubts doubts,
      SendTools tools,
      Diary diary,
      int connections,
      LockConnection locks,
      RunConfiguration.Process process) {
    this.settlement = settlement;
    this.doubts = doubts;
    this.tools = tools;
    this.diary = diary;
    this.connections = connections;
    this.locks = locks;
    this.stop = process.stop();
    this.watcher = process.watcher();
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    try {
      return send(contribution);
    } catch (SQLException e) {
      tools.ledger().locksAreGone();
      // A checked exception would roll nothing back, and the framework would call again and again.
      throw new IllegalStateException("the connection that held this process's locks is gone", e);
    }
  }

  private RepeatStatus send(StepContribution contribution) throws SQLException {
    if (!sender && !becomeSender()) {
      return RepeatStatus.FINISHED;
    }
    var at = senders == null ? new Senders(tools, stop, connections, passedOver) : senders;
    senders = at;
    at.work(A_WHILE);
    tools.counts().moveTo(contribution);
    // Also what another process composed since we began.
    leaves |= contribution.getReadCount() > 0;
    diary.note(leaves);
    watcher.progressed(contribution.getStepExecution());
    if (at.isWorking()) {
      return RepeatStatus.CONTINUABLE;
    }
    var why = at.breaker().why();
    at.close();
    senders = null;
    tools.counts().moveTo(contribution);
    at.rethrowFailure();
    tools.refusals().end();
    releaseSender();
    if (why != null) {
      LOG.warn("mails wait: {}", why);
      return RepeatStatus.FINISHED;
    }
    // A mail that was composed while we let go, and was left to us, must not wait for the next
    // launch.
    return RepeatStatus.continueIf(!stop.requested() && isAnyLeft());
  }

  private boolean isAnyLeft() {
    var left = new ArrayList<>(tools.ledger().sendable(passedOver.size() + 1));
    left.removeAll(passedOver);
    return !left.isEmpty();
  }

  private boolean becomeSender() throws SQLException {
    if (!tools.ledger().sendingIsOn()) {
      LOG.warn("sending is off: mails wait until ./earlybrd mail resume");
      return false;
    }
    if (!locks.trySender()) {
      LOG.info("another process is sending and takes these mails too");
      return false;
    }
    sender = true;
    requireTheUsualWay();
    boolean died = settlement.anyDiedSending();
    settlement.settle();
    doubts.settle();
    leaves = died || isAnyLeft();
    diary.begin(leaves);
    return true;
  }

  /**
   * One line missing in the environment would turn alerts into files that nobody reads, marked as
   * sent.
   */
  private void requireTheUsualWay() {
    if (tools.outbox() && tools.switches().hasSentBySmtp()) {
      throw new IllegalStateException(
          "This database's mails have left by SMTP before, and SPRING_MAIL_HOST is not set: they"
              + " wait. To write them to files on purpose: ./earlybrd mail resume");
    }
  }

  @Override
  public void beforeStep(StepExecution step) {
    passedOver.clear();
    tools.contents().forget();
    tools.refusals().begin();
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution step) {
    if (senders != null) {
      senders.close();
      senders = null;
    }
    try {
      releaseSender();
    } catch (SQLException e) {
      LOG.warn("the sender lock's connection is gone: {}", Failures.reason(e));
    }
    return null;
  }

  private void releaseSender() throws SQLException {
    if (sender) {
      sender = false;
      diary.end(leaves);
      locks.releaseSender();
    }
  }
}
