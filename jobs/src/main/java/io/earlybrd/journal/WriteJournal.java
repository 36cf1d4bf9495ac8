package io.earlybrd.journal;

import io.earlybrd.run.Failures;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.run.StopSignal;
import io.earlybrd.storage.StorageProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The journal's step: writes pieces until all is told or its time is over. Storage that cannot be
 * reached delays a piece and harms nothing: it is recorded, and the next run's piece tells of more.
 * Outside any transaction.
 */
public final class WriteJournal implements Tasklet {
  private static final Logger LOG = LoggerFactory.getLogger(WriteJournal.class);

  /** What waits to be sent must not wait for a slow bucket. */
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final Journal journal;
  private final TransactionOperations transactions;
  private final Guard guard;
  private final SkippedItems skipped;
  private final StopSignal stop;
  private final Duration longest;

  WriteJournal(
      Journal journal,
      TransactionOperations transactions,
      Guard guard,
      SkippedItems skipped,
      StopSignal stop,
      Duration longest) {
    this.journal = journal;
    this.transactions = transactions;
    this.guard = guard;
    this.skipped = skipped;
    this.stop = stop;
    this.longest = longest;
  }

  /** As it is used. */
  public static WriteJournal of(
      org.springframework.jdbc.core.simple.JdbcClient jdbc,
      TransactionOperations transactions,
      io.earlybrd.platform.Config config,
      Guard guard,
      SkippedItems skipped,
      StopSignal stop) {
    return new WriteJournal(
        new Journal(jdbc, transactions, config, LeftRows.MOST),
        transactions,
        guard,
        skipped,
        stop,
        LONGEST);
  }

  @Override
  public RepeatStatus execute(StepContribution contribution, ChunkContext chunk) {
    contribution.incrementWriteCount(write());
    return RepeatStatus.FINISHED;
  }

  /** Writes what is due, for 20 seconds at most, and says of how many mails and people it told. */
  public long write() {
    if (!journal.isDue()) {
      return 0;
    }
    long told = 0;
    long end = System.nanoTime() + longest.toNanos();
    try {
      boolean more = true;
      while (more && !stop.requested() && System.nanoTime() < end) {
        var piece = writePiece(end);
        told += (long) piece.count().mails() + piece.count().leavers();
        more = piece.window().more();
      }
    } catch (StorageProblem | IOException e) {
      delayed(e instanceof StorageProblem ? String.valueOf(e.getMessage()) : Failures.reason(e));
    }
    return told;
  }

  private Journal.Piece writePiece(long end) throws IOException {
    var piece = journal.make();
    try {
      store(piece, end);
      transactions.executeWithoutResult(
          status -> {
            guard.check();
            journal.remember(piece);
          });
      return piece;
    } finally {
      Files.deleteIfExists(piece.file());
    }
  }

  /** On a thread that may be left behind: a call that hangs ends with the process. */
  private void store(Journal.Piece piece, long end) throws IOException {
    var task =
        new FutureTask<>(
            () -> {
              journal.store(piece, bytes -> {});
              return true;
            });
    Thread.ofVirtual().name("journal").start(task);
    try {
      while (true) {
        try {
          task.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
          return;
        } catch (TimeoutException e) {
          if (stop.requested() || System.nanoTime() >= end) {
            task.cancel(true);
            throw new StorageProblem(
                "%s was not stored within %d seconds".formatted(piece.key(), longest.toSeconds()),
                e);
          }
        }
      }
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case StorageProblem problem -> throw problem;
        case RuntimeException unexpected -> throw unexpected;
        case null, default -> throw new IOException(e.getCause());
      }
    } catch (CancellationException e) {
      throw new IOException("it was cancelled", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("it was interrupted", e);
    }
  }

  private void delayed(String reason) {
    LOG.warn("the journal is delayed: {}", reason);
    transactions.executeWithoutResult(
        status -> skipped.record("journal", "journal of what left", reason));
  }
}
