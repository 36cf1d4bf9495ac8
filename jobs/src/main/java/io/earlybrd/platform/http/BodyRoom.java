package io.earlybrd.platform.http;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * How many bodies are in memory at once: any number of short ones, since each connection has one at
 * most, and a few long ones. Together they take at most about a fifth of the heap. Thread-safe.
 */
final class BodyRoom {
  private static final int SHORT_SHARE = 16;
  private static final int LONG_SHARE = 8;
  private static final long SHORTEST = 64 << 10;
  private static final long LONGEST = 1 << 20;

  private final long max;
  private final boolean cut;
  private final long shortEnough;
  private final int places;
  private final Semaphore free;

  /**
   * @param heap bytes that there are for everything
   * @param connections fetches under way at once
   * @param max bytes that the operator lets a body have; a small heap lets it have less
   */
  BodyRoom(long heap, int connections, long max) {
    this.max = Math.min(max, heap / LONG_SHARE);
    this.cut = this.max < max;
    this.shortEnough = Math.clamp(heap / SHORT_SHARE / connections, SHORTEST, LONGEST);
    this.places = Math.toIntExact(Math.clamp(heap / LONG_SHARE / this.max, 1, connections));
    // Fair: a document that waits longest is nearest to its timeout.
    this.free = new Semaphore(places, true);
  }

  /** For one fetch; closed when its document is not needed any more. */
  Place place() {
    return new Place();
  }

  /** A body's right to be in memory. {@link #close} may come while another thread still reads. */
  final class Place implements AutoCloseable {
    private boolean isLong;
    private boolean closed;
    private volatile boolean waited;

    /** Whether a body may be that long at all; else {@link #tooLong} says why not. */
    boolean fits(long length) {
      return length <= max;
    }

    /** Goes on after the document's address. */
    String tooLong() {
      return cut
          ? "is longer than %s, the most that fits into this heap; to read it: EARLYBRD_JAVA_OPTS=-Xmx…"
              .formatted(Body.shown(max >> 20 << 20))
          : "is longer than %s, the most that EARLYBRD_FETCH_MAX lets in"
              .formatted(Body.shown(max));
    }

    /**
     * Before the body is as long as {@code length}: waits until there is room for it.
     *
     * @throws IOException when the fetch was given up
     */
    void reach(long length) throws IOException {
      if (length <= shortEnough || isLong) {
        return;
      }
      if (!free.tryAcquire()) {
        waited = true;
        try {
          free.acquire();
        } catch (InterruptedException e) {
          throw new IOException("given up", e);
        }
      }
      synchronized (this) {
        if (closed) {
          free.release();
          throw new IOException("given up");
        }
        isLong = true;
      }
    }

    /** Null, or what kept the body from being here in time; goes on after its address. */
    @Nullable String waitedFor() {
      return waited
          ? "is longer than %s, of which only %d at once fit into memory, and had to wait too long; for more at once: EARLYBRD_JAVA_OPTS=-Xmx…"
              .formatted(Body.shown(shortEnough >> 10 << 10), places)
          : null;
    }

    @Override
    public synchronized void close() {
      if (!closed && isLong) {
        free.release();
      }
      closed = true;
    }
  }
}
