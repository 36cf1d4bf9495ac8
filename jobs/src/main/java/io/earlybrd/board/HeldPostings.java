package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import java.util.List;
import java.util.concurrent.Semaphore;

/**
 * What postings take in memory while their visit goes on with more pages, bounded over all visits.
 * Thread-safe.
 */
final class HeldPostings {
  private static final int SHARE = 12;
  private static final long UNIT = 1 << 10;

  private final int size;
  private final Semaphore room;

  /**
   * @param heap bytes that there are for everything
   */
  HeldPostings(long heap) {
    this.size = Math.toIntExact(heap / SHARE / UNIT);
    this.room = new Semaphore(size, true);
  }

  /** One visit's. Not thread-safe. */
  final class Holding implements AutoCloseable {
    private int units;

    /** Whether there is room for {@code postings} too. Never waits: two that did would for ever. */
    boolean more(List<FoundPosting> postings) {
      int more = units(postings);
      if (!room.tryAcquire(more)) {
        return false;
      }
      units += more;
      return true;
    }

    @Override
    public void close() {
      room.release(units);
      units = 0;
    }
  }

  /** Waits until there is room for a visit's first postings. */
  Holding of(List<FoundPosting> postings) throws InterruptedException {
    var holding = new Holding();
    int units = units(postings);
    room.acquire(units);
    holding.units = units;
    return holding;
  }

  private int units(List<FoundPosting> postings) {
    long weight = postings.stream().mapToLong(FoundPosting::weight).sum();
    return Math.toIntExact(Math.min(size, weight / UNIT));
  }
}
