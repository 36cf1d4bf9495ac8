package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Where documents are read: as many at once as there are processors, and as fit into a part of the
 * heap together by their estimated costs. Thread-safe.
 */
final class ReadingRoom {
  private static final double SHARE = 0.45;
  private static final long UNIT = 1 << 10;
  private static final long MEGABYTE = 1 << 20;

  private final long size;
  private final Semaphore seats;
  private final Semaphore room;

  /**
   * @param heap bytes that there are for everything
   */
  ReadingRoom(long heap, int processors) {
    this.size = (long) (heap * SHARE);
    this.seats = new Semaphore(processors, true);
    this.room = new Semaphore(Math.toIntExact(size / UNIT), true);
  }

  /** A document being read. */
  @FunctionalInterface
  interface Work<T> {
    T done() throws UnreadableBoard;
  }

  /**
   * Does {@code work} on a document, as soon as there is room for it.
   *
   * @param formats that it may be read in
   * @throws UnreadableBoard also when there never is; its message says what to do
   */
  <T> T read(byte[] body, Set<Format> formats, Work<T> work)
      throws UnreadableBoard, InterruptedException {
    long cost = DocumentCost.of(body, formats);
    if (cost > size) {
      throw new UnreadableBoard(tooLarge(body.length, cost));
    }
    int units = Math.toIntExact(cost / UNIT);
    seats.acquire();
    try {
      room.acquire(units);
      try {
        return work.done();
      } finally {
        room.release(units);
      }
    } finally {
      seats.release();
    }
  }

  private String tooLarge(long bytes, long cost) {
    long heap = Math.ceilDiv((long) (cost / SHARE), 128 * MEGABYTE) * 128;
    return "is too large to be read: its %.1f MB would take about %d MB of memory, and %d are there. To read it: EARLYBRD_JAVA_OPTS=-Xmx%dm; not to fetch such documents: EARLYBRD_FETCH_MAX=%dMB"
        .formatted(
            bytes / (double) MEGABYTE,
            Math.ceilDiv(cost, MEGABYTE),
            size / MEGABYTE,
            heap,
            Math.max(1, bytes / MEGABYTE));
  }
}
