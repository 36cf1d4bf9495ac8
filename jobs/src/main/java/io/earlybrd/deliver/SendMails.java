package io.earlybrd.deliver;

import io.earlybrd.mail.Delivery;
import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailRenderer;
import io.earlybrd.mail.MailTransport;
import io.earlybrd.mail.MimeMessages;
import io.earlybrd.run.Failures;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import jakarta.mail.internet.MimeMessage;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Supplier;
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
import org.springframework.dao.DataAccessException;

/**
 * Sends what is pending or in doubt, a small batch a call, outside any transaction. One process
 * sends at a time: who finds the sender lock held leaves its mails to the holder, and who lets go
 * of it looks once more.
 */
final class SendMails implements Tasklet, StepExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(SendMails.class);
  private static final int BATCH = 20;

  private final Settlement settlement;
  private final Ledger ledger;
  private final Refusals refusals;
  private final Sending switches;
  private final MailContents contents;
  private final MailRenderer renderer;
  private final MimeMessages mime;
  private final Supplier<MailTransport> transports;
  private final boolean outbox;
  private final LockConnection locks;
  private final StopSignal stop;
  private final StepWatcher watcher;
  private boolean sender;
  private @Nullable MailTransport transport;
  private boolean unreachable;
  private boolean remembered;

  /** What the server took last, until the ledger knows it. */
  private @Nullable Long accepted;

  /**
   * @param outbox whether mails become files: a disk that is full is ours to fail at, a server that
   *     is away is not
   */
  SendMails(
      Settlement settlement,
      Ledger ledger,
      Sending switches,
      MailContents contents,
      MailRenderer renderer,
      MimeMessages mime,
      Supplier<MailTransport> transports,
      boolean outbox,
      LockConnection locks,
      RunConfiguration.Process process) {
    this.settlement = settlement;
    this.ledger = ledger;
    this.refusals = new Refusals(ledger);
    this.switches = switches;
    this.contents = contents;
    this.renderer = renderer;
    this.mime = mime;
    this.transports = transports;
    this.outbox = outbox;
    this.locks = locks;
    this.stop = process.stop();
    this.watcher = process.watcher();
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    try {
      return send(contribution);
    } catch (SQLException e) {
      ledger.locksAreGone();
      // A checked exception would roll nothing back, and the framework would call again and again.
      throw new IllegalStateException("the connection that held this process's locks is gone", e);
    }
  }

  private RepeatStatus send(StepContribution contribution) throws SQLException {
    if (!sender) {
      if (!ledger.sendingIsOn()) {
        LOG.warn("sending is off: mails wait until ./earlybrd mail resume");
        return RepeatStatus.FINISHED;
      }
      if (!locks.trySender()) {
        LOG.info("another process is sending and takes these mails too");
        return RepeatStatus.FINISHED;
      }
      sender = true;
      requireTheUsualWay();
      settlement.settle();
    }
    var batch = ledger.sendable(BATCH);
    boolean progress = sendBatch(batch, contribution);
    watcher.progressed(contribution.getStepExecution());
    if (progress && !unreachable && !stop.requested()) {
      return RepeatStatus.CONTINUABLE;
    }
    refusals.end();
    releaseSender();
    // A mail that was composed while we let go, and was left to us, must not wait for the next
    // launch. Only where all was
    // sent: what could not be claimed just now would be looked at for ever.
    return RepeatStatus.continueIf(batch.isEmpty() && ledger.anySendable());
  }

  /**
   * One line missing in the environment would turn alerts into files that nobody reads, marked as
   * sent.
   */
  private void requireTheUsualWay() {
    if (outbox && switches.hasSentBySmtp()) {
      throw new IllegalStateException(
          "This database's mails have left by SMTP before, and SPRING_MAIL_HOST is not set: they"
              + " wait. To write them to files on purpose: ./earlybrd mail resume");
    }
  }

  private void rememberHow() {
    if (!outbox && !remembered) {
      switches.rememberSmtp();
      remembered = true;
    }
  }

  /** Whether any of them was brought on. */
  private boolean sendBatch(List<Long> batch, StepContribution contribution) {
    var mails = contents.load(batch);
    // Opened before anything is claimed: where that fails, certainly nothing left.
    var open = batch.isEmpty() ? null : transport();
    boolean progress = false;
    for (long id : batch) {
      if (stop.requested() || unreachable) {
        break;
      }
      contribution.incrementReadCount();
      var message = message(id, mails.get(id), contribution);
      if (message == null) {
        progress = true;
        continue;
      }
      var claim = ledger.next(accepted, id);
      accepted = null;
      if (!claim.claimed()) {
        contribution.incrementFilterCount(1);
        continue;
      }
      progress = true;
      if (open != null && handOver(open, id, message, contribution)) {
        accepted = id;
      }
    }
    recordAccepted();
    return progress;
  }

  private void recordAccepted() {
    if (accepted != null) {
      ledger.next(accepted, null);
      accepted = null;
    }
  }

  /** Rendered before it is claimed, so that only the hand-over itself can leave a doubt. */
  private @Nullable MimeMessage message(
      long id, @Nullable MailContent content, StepContribution contribution) {
    String problem;
    try {
      if (content != null) {
        return mime.of(renderer.render(content));
      }
      problem = "its postings have gone";
    } catch (RuntimeException e) {
      problem = "it cannot be rendered: " + Failures.reason(e);
    }
    ledger.unrenderable(id, problem);
    contribution.incrementProcessSkipCount();
    return null;
  }

  /** Whether the server took it. */
  private boolean handOver(
      MailTransport open, long id, MimeMessage message, StepContribution contribution) {
    Delivery delivery;
    try {
      delivery = open.deliver(message);
    } catch (RuntimeException e) {
      delivery = new Delivery.InDoubt(Failures.reason(e));
    }
    switch (delivery) {
      case Delivery.Accepted taken -> {
        contribution.incrementWriteCount(1);
        refusals.accepted();
        rememberHow();
        return true;
      }
      case Delivery.Later later -> ledger.later(id, later.reason());
      case Delivery.Refused refused -> {
        contribution.incrementWriteSkipCount();
        refusals.refused(id, refused.reason());
      }
      case Delivery.InDoubt doubt -> {
        ledger.doubt(id, doubt.reason());
        LOG.warn("a mail is in doubt: {}", doubt.reason());
      }
      case Delivery.Unreachable away -> {
        if (outbox) {
          ledger.putBack(id, away.reason());
          throw new IllegalStateException("Mails cannot be written: " + away.reason());
        }
        // One try a launch: the others are as due as before, and need not wait for a time-out each.
        ledger.later(id, away.reason());
        unreachable = true;
        LOG.warn("mails wait, the mail server cannot be reached: {}", away.reason());
      }
      case Delivery.CredentialsRefused refused -> {
        ledger.putBack(id, refused.reason());
        throw new IllegalStateException(
            "The mail server refuses us: check SPRING_MAIL_USERNAME, SPRING_MAIL_PASSWORD and"
                + " EARLYBRD_MAIL_FROM ("
                + refused.reason()
                + ")");
      }
    }
    return false;
  }

  private MailTransport transport() {
    if (transport == null) {
      transport = transports.get();
    }
    return transport;
  }

  @Override
  public void beforeStep(StepExecution step) {
    unreachable = false;
    accepted = null;
    remembered = false;
    refusals.begin();
  }

  @Override
  public @Nullable ExitStatus afterStep(StepExecution step) {
    try {
      // Where the step's connection broke, another one may still tell the truth, and the mail need
      // not leave again.
      recordAccepted();
    } catch (DataAccessException e) {
      LOG.warn(
          "a mail left and could not be recorded; it will leave once more: {}", Failures.reason(e));
    }
    try {
      releaseSender();
    } catch (SQLException e) {
      LOG.warn("the sender lock's connection is gone: {}", Failures.reason(e));
    }
    if (transport != null) {
      transport.close();
      transport = null;
    }
    return null;
  }

  private void releaseSender() throws SQLException {
    if (sender) {
      sender = false;
      locks.releaseSender();
    }
  }
}
