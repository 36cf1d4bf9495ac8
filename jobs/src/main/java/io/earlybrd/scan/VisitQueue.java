package io.earlybrd.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finished visits that wait to be stored, bounded by number and by the memory that their postings
 * and pages take. For many writers and one reader.
 */
final class VisitQueue {
  private static final int MOST = 256;
  private static final int MOST_AT_ONCE = 200;
  private static final int SHARE = 16;
  private static final long UNIT = 1 << 10;

  /** Storing 20 visits costs little more than storing one. */
  private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

  /** As much as there is in memory of postings while they are stored, several times over. */
  private static final int ENOUGH = 4 << 10;

  private record Entry(FinishedVisit visit, int units) {}

  private final BlockingQueue<Entry> entries = new ArrayBlockingQueue<>(MOST);
  private final int size;
  private final Semaphore room;

  /** What the last visits take, which are being stored. */
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

  /**
   * The next ones, or none when there is none within the time. Those before them are done with.
   *
   * @param more whether it is worth waiting a moment for others to come
   */
  List<FinishedVisit> take(long millis, BooleanSupplier more) throws InterruptedException {
    room.release(taken);
    taken = 0;
    var visits = new ArrayList<FinishedVisit>();
    var entry = entries.poll(millis, TimeUnit.MILLISECONDS);
    long end = System.nanoTime() + GATHER_NANOS;
    while (entry != null) {
      taken += entry.units();
      visits.add(entry.visit());
      entry = isEnough(visits.size()) ? null : next(end, more);
    }
    return visits;
  }

  private @Nullable Entry next(long end, BooleanSupplier more) throws InterruptedException {
    var entry = entries.poll();
    return entry == null && more.getAsBoolean()
        ? entries.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS)
        : entry;
  }

  private boolean isEnough(int visits) {
    return visits == MOST_AT_ONCE || taken >= Math.min(ENOUGH, size / 4);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }
}
