package io.earlybrd.scan;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Finished visits that wait to be stored, bounded by number and by the memory that their postings
 * take. For many writers and one reader.
 */
final class VisitQueue {
  private static final int MOST = 64;
  private static final int SHARE = 16;
  private static final long UNIT = 1 << 10;

  private record Entry(FinishedVisit visit, int units) {}

  private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(MOST);
  private final int size;
  private final Semaphore room;

  /** What the last visit takes, which is being stored. */
  private int taken;

  /**
   * @param heap bytes that there are for everything
   */
  VisitQueue(long heap) {
    this.size = Math.toIntExact(heap / SHARE / UNIT);
    this.room = new Semaphore(size, true);
  }

  /** Waits until there is room; a visit that is larger than the whole waits until it is alone. */
  void put(FinishedVisit visit) throws InterruptedException {
    int units = Math.toIntExact(Math.min(size, visit.weight() / UNIT));
    room.acquire(units);
    entries.put(new Entry(visit, units));
  }

  /** The next one, or null when there is none within the time. The one before it is done with. */
  @Nullable FinishedVisit poll(long millis) throws InterruptedException {
    room.release(taken);
    taken = 0;
    var entry = entries.poll(millis, TimeUnit.MILLISECONDS);
    if (entry == null) {
      return null;
    }
    taken = entry.units();
    return entry.visit();
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
