package io.earlybrd.deliver;

import io.earlybrd.deliver.Feedback.Event;
import io.earlybrd.deliver.Feedback.Kind;
import io.earlybrd.deliver.Feedback.Outcome;
import io.earlybrd.deliver.Feedback.Source;
import io.earlybrd.mail.BounceMailbox;
import io.earlybrd.mail.IncomingMail;
import io.earlybrd.mail.Tokens;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.run.StopSignal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Reads the bounce mailbox. Anybody can write there, so that a report counts only where it names a
 * mail that left within the last 10 days, by an id that nobody can guess; whom it was for says the
 * ledger. A mailbox that cannot be reached never fails the job: the mails leave all the same.
 */
final class Bounces implements Tasklet {
  private static final Logger LOG = LoggerFactory.getLogger(Bounces.class);

  /** Read by one run; what is more waits for the next. */
  private static final int MOST = 500;

  /** What waits to be sent must not wait for a slow mailbox. */
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private static final String RECENT = "10 days";

  private final BounceMailbox mailbox;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final CurrentRun run;
  private final Guard guard;
  private final SkippedItems skipped;
  private final StopSignal stop;
  private final Feedback feedback;
  private final Tokens tokens;

  Bounces(
      BounceMailbox mailbox,
      JdbcClient jdbc,
      TransactionOperations transactions,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      StopSignal stop,
      List<String> secrets) {
    this.mailbox = mailbox;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.run = run;
    this.guard = guard;
    this.skipped = skipped;
    this.stop = stop;
    this.feedback = new Feedback(jdbc, secrets);
    this.tokens = new Tokens(secrets);
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    if (new Sending(jdbc).isCopy()) {
      // What a copy flags as seen, the original would never hear of.
      LOG.info("a copy of the database reads no bounces");
      return RepeatStatus.FINISHED;
    }
    transactions.executeWithoutResult(status -> remember());
    var end = System.nanoTime() + LONGEST.toNanos();
    var visit =
        mailbox.read(
            MOST,
            new BounceMailbox.Reader() {
              @Override
              public void read(String id, IncomingMail mail) {
                contribution.incrementReadCount();
                var outcome = transactions.execute(status -> take(id, mail));
                if (outcome == Outcome.NOTED || outcome == Outcome.SUPPRESSED) {
                  contribution.incrementWriteCount(1);
                } else {
                  contribution.incrementFilterCount(1);
                }
              }

              @Override
              public boolean goesOn() {
                return !stop.requested() && System.nanoTime() < end;
              }
            });
    if (visit instanceof BounceMailbox.Visit.Away(String reason)) {
      LOG.warn("the bounce mailbox cannot be read: {}", reason);
      transactions.executeWithoutResult(
          status -> skipped.record("bounces", "bounce mailbox", reason));
    }
    return RepeatStatus.FINISHED;
  }

  private void remember() {
    guard.check();
    jdbc.sql(
            """
            INSERT INTO setting (key, value, changed_by)
            VALUES ('bounces_read_at', :slot, 'send')
            ON CONFLICT (key) DO UPDATE
            SET value = excluded.value,
                changed_by = excluded.changed_by,
                changed_at = clock_timestamp()
            """)
        .param("slot", run.get().slot().toString())
        .update();
  }

  private Outcome take(String id, IncomingMail mail) {
    guard.check();
    return switch (mail) {
      case IncomingMail.Report report -> report(id, report);
      case IncomingMail.Unsubscribe(String token) -> unsubscribe(id, token);
      case IncomingMail.Other _ -> Outcome.UNKNOWN;
    };
  }

  private Outcome report(String id, IncomingMail.Report report) {
    var mail = report.mails().stream().flatMap(name -> recent(name).stream()).findFirst();
    if (mail.isEmpty()) {
      return Outcome.UNKNOWN;
    }
    var kind =
        switch (report.verdict()) {
          case DELIVERED -> Kind.DELIVERED;
          case SOFT -> Kind.SOFT;
          case HARD -> Kind.HARD;
        };
    return feedback.record(new Event(kind, Source.MAILBOX, id, mail.get(), null, report.detail()));
  }

  /** The public id of a mail that left lately. */
  private Optional<String> recent(String name) {
    return jdbc.sql(
            """
            SELECT public_id::text
            FROM mail
            WHERE public_id = :id::uuid
              AND (message_id = :name OR :name = public_id::text)
              AND attempts > 0
              AND coalesce(sent_at, message_date) > clock_timestamp() - interval '%s'
            """
                .formatted(RECENT))
        .param("name", name)
        .param("id", Feedback.publicId(name.replaceAll("^<|>$", "")))
        .query(String.class)
        .optional();
  }

  private Outcome unsubscribe(String id, String token) {
    return tokens
        .readUnsubscribe(token)
        .flatMap(
            subscriber ->
                jdbc.sql("SELECT email FROM subscriber WHERE public_id = :id")
                    .param("id", subscriber)
                    .query(String.class)
                    .optional())
        .map(
            email ->
                feedback.record(
                    new Event(Kind.UNSUBSCRIBE, Source.MAILBOX, id, null, email, "by mail")))
        .orElse(Outcome.UNKNOWN);
  }
}
