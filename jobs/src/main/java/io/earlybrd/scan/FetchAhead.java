package io.earlybrd.scan;

import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.Visit;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Visits boards on virtual threads, ahead of the step that stores the visits: one thread a host,
 * which visits its boards one after the other, so that a slow board delays only those of its own
 * host and no host is asked twice at once.
 *
 * <p>Not thread-safe towards its one reader.
 */
final class FetchAhead implements AutoCloseable {
  private final BoardVisitor visitor;
  private final Clock clock;
  private final VisitQueue finished = new VisitQueue(Runtime.getRuntime().maxMemory());
  private final AtomicInteger underWay;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closed;

  FetchAhead(BoardVisitor visitor, Clock clock, List<DueBoard> due) {
    this.visitor = visitor;
    this.clock = clock;
    this.underWay = new AtomicInteger(due.size());
    byHost(due).forEach(boards -> threads.submit(() -> visitAll(boards)));
  }

  /** The next finished visit, or null when none is finished within the time. */
  @Nullable FinishedVisit poll(long millis) throws InterruptedException {
    return finished.poll(millis);
  }

  /** Whether no visit will come any more. */
  boolean exhausted() {
    return underWay.get() == 0 && finished.isEmpty();
  }

  private static List<Queue<DueBoard>> byHost(List<DueBoard> due) {
    var hosts = new LinkedHashMap<String, Queue<DueBoard>>();
    for (var board : due) {
      var host = board.board().url().getHost();
      hosts.computeIfAbsent(host == null ? "" : host, h -> new ArrayDeque<>()).add(board);
    }
    return List.copyOf(hosts.values());
  }

  private void visitAll(Queue<DueBoard> boards) {
    try {
      while (!boards.isEmpty() && !closed) {
        visit(boards.element());
        // After it is in the queue: the reader must never see "none under way" before it sees the
        // visit.
        boards.remove();
        underWay.decrementAndGet();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      // Whatever ended this thread, the reader must not wait for its boards: they stay due.
      underWay.addAndGet(-boards.size());
    }
  }

  private void visit(DueBoard due) throws InterruptedException {
    var started = clock.instant();
    try {
      visitor.visit(
          due.board(),
          due.validators(),
          visit -> finished.put(new FinishedVisit(due, visit, started, clock.instant())));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      var visit =
          new Visit.Failed(null, 0, "Reading %s failed: %s".formatted(due.board().url(), e));
      finished.put(new FinishedVisit(due, visit, started, clock.instant()));
    }
  }

  /** Cuts what is under way; boards not reached stay due. */
  @Override
  public void close() {
    closed = true;
    threads.shutdownNow();
  }
}
