package io.earlybrd.scan;

import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.Visit;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamReader;

/**
 * Hands over visits as they finish, as many at once as there are. Nothing slow happens in the
 * chunk's transaction: no statement is sent before a visit is here, so the database sees no
 * transaction while this waits.
 *
 * <p>Keeps no state over a restart: a board that was visited is not due any more.
 */
final class FinishedVisits implements ItemStreamReader<VisitBatch> {
  /** Within alerts, which has to match and mail within the minute too. */
  private static final Duration IN_ALERTS = Duration.ofSeconds(30);

  private static final long POLL_MILLIS = 200;

  private final DueBoards boards;
  private final BoardVisitor visitor;
  private final int perHost;
  private final CurrentRun run;
  private final StopSignal stop;
  private final StepWatcher watcher;
  private final Clock clock;
  private @Nullable FetchAhead ahead;
  private long deadline;

  FinishedVisits(
      DueBoards boards,
      Fetcher fetcher,
      BoardVisitor visitor,
      int perHost,
      CurrentRun run,
      RunConfiguration.Process process) {
    this.boards = boards;
    this.visitor = visitor;
    this.perHost = perHost;
    this.run = run;
    this.stop = process.stop();
    this.watcher = process.watcher();
    this.clock = process.clock();
    stop.onRequest(fetcher::cancelAll);
  }

  @Override
  public void open(ExecutionContext context) {
    var most = run.get().job().equals("alerts") ? IN_ALERTS : Duration.ofDays(1);
    deadline = System.nanoTime() + most.toNanos();
    var due = boards.all();
    watcher.expects(due.size());
    ahead = new FetchAhead(visitor, clock, perHost, due);
  }

  @Override
  public @Nullable VisitBatch read() throws InterruptedException {
    var source = ahead;
    while (source != null
        && !source.exhausted()
        && !stop.requested()
        && System.nanoTime() < deadline) {
      var visits =
          source.take(POLL_MILLIS).stream()
              .filter(finished -> !(finished.visit() instanceof Visit.Cancelled))
              .toList();
      if (!visits.isEmpty()) {
        return new VisitBatch(visits);
      }
    }
    return null;
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
      ahead = null;
    }
  }
}
