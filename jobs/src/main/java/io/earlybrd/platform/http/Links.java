package io.earlybrd.platform.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Connections that nobody uses just now, kept for the next request to the same host. Thread-safe.
 */
final class Links {
  /** Most servers keep them for longer. */
  private static final long IDLE_NANOS = 10_000_000_000L;

  private record Idle(Link link, long since) {}

  private final int most;
  private final Deque<Idle> idle = new ArrayDeque<>();
  private boolean closed;

  Links(int most) {
    this.most = most;
  }

  /** One to {@code origin}, or null. The server may have closed it by now. */
  synchronized @Nullable Link take(String origin) {
    long now = System.nanoTime();
    for (Iterator<Idle> newest = idle.iterator(); newest.hasNext(); ) {
      var candidate = newest.next();
      if (now - candidate.since() > IDLE_NANOS) {
        candidate.link().close();
        newest.remove();
      } else if (candidate.link().origin().equals(origin)) {
        newest.remove();
        return candidate.link();
      }
    }
    return null;
  }

  synchronized void keep(Link link) {
    if (closed) {
      link.close();
      return;
    }
    idle.addFirst(new Idle(link, System.nanoTime()));
    if (idle.size() > most) {
      idle.removeLast().link().close();
    }
  }

  /** For good: what is given back later is closed, too. */
  synchronized void close() {
    closed = true;
    idle.forEach(kept -> kept.link().close());
    idle.clear();
  }
}
