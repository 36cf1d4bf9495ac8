package io.earlybrd.scan;

import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.Visit;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Visits boards on virtual threads, ahead of the step that stores the visits: as many threads a
 * host as may ask it at once, which visit its boards one after the other, so that a slow board
 * delays only those of its own host.
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

  FetchAhead(BoardVisitor visitor, Clock clock, int perHost, List<DueBoard> due) {
    this.visitor = visitor;
    this.clock = clock;
    this.underWay = new AtomicInteger(due.size());
    byHost(due).forEach(boards -> start(boards, Math.min(perHost, boards.size())));
  }

  /** The visits that finish within the time, as many as are stored at once; or none. */
  List<FinishedVisit> take(long millis) throws InterruptedException {
    return finished.take(millis, () -> underWay.get() > 0);
  }

  /** Whether no visit will come any more. */
  boolean exhausted() {
    return underWay.get() == 0 && finished.isEmpty();
  }

  private static List<Queue<DueBoard>> byHost(List<DueBoard> due) {
    var hosts = new LinkedHashMap<String, Queue<DueBoard>>();
    for (var board : due) {
      hosts.computeIfAbsent(board.host(), host -> new ConcurrentLinkedQueue<>()).add(board);
    }
    return List.copyOf(hosts.values());
  }

  private void start(Queue<DueBoard> boards, int count) {
    var working = new AtomicInteger(count);
    for (int i = 0; i < count; i++) {
      threads.submit(() -> visitAll(boards, working));
    }
  }

  private void visitAll(Queue<DueBoard> boards, AtomicInteger working) {
    try {
      for (var board = next(boards); board != null; board = next(boards)) {
        try {
          visit(board);
        } finally {
          // After it is in the queue: the reader must never see "none under way" before it sees
          // the visit.
          underWay.decrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      if (working.decrementAndGet() == 0) {
        // Whatever ended these threads, the reader must not wait for their boards: they stay due.
        underWay.addAndGet(-boards.size());
      }
    }
  }

  private @Nullable DueBoard next(Queue<DueBoard> boards) {
    return closed ? null : boards.poll();
  }

  private void visit(DueBoard due) throws InterruptedException {
    var started = clock.instant();
    try {
      visitor.visit(
          due.board(),
          due.validators(),
          visit -> finished.put(new FinishedVisit(due, visit, started, clock.instant())));
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      var visit = new Visit.Failed(null, 0, "Reading %s failed: %s".formatted(due.url(), e));
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
