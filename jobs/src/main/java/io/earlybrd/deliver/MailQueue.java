package io.earlybrd.deliver;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Mails between the one who looks for what is to be sent and the workers who send it. A mail is
 * with one worker at most. Thread-safe.
 */
final class MailQueue {
  /** Mails that a worker takes at once: their contents are loaded together. */
  static final int BATCH = 50;

  private final int workers;
  private final Deque<Long> waiting = new ArrayDeque<>();
  private final Set<Long> taken = new HashSet<>();

  /** Since the last look: what was seen waiting then may be done by now. */
  private final Set<Long> doneSince = new HashSet<>();

  private boolean closed;

  MailQueue(int workers) {
    this.workers = workers;
  }

  /** Call before looking for mails to {@link #offer}. */
  synchronized void look() {
    doneSince.clear();
  }

  /** Adds what nobody has or had since the look, in this order. */
  synchronized void offer(List<Long> mails) {
    var known = new HashSet<>(waiting);
    mails.stream()
        .filter(mail -> !taken.contains(mail) && !doneSince.contains(mail) && known.add(mail))
        .forEach(waiting::addLast);
    notifyAll();
  }

  /** Waits for mails; empty when there will be none any more. Few are shared out evenly. */
  synchronized List<Long> take() {
    while (waiting.isEmpty() && !closed) {
      await(0);
    }
    var batch = new ArrayList<Long>();
    if (!closed) {
      int most = Math.clamp(waiting.size() / (2 * workers), 1, BATCH);
      while (batch.size() < most && !waiting.isEmpty()) {
        batch.add(waiting.removeFirst());
      }
      taken.addAll(batch);
      notifyAll();
    }
    return batch;
  }

  /** Brought on, as far as it could be. */
  synchronized void done(long mail) {
    taken.remove(mail);
    doneSince.add(mail);
    if (taken.isEmpty()) {
      notifyAll();
    }
  }

  /** Not begun: for another worker. */
  synchronized void giveBack(List<Long> mails) {
    for (var mail : mails.reversed()) {
      if (taken.remove(mail)) {
        waiting.addFirst(mail);
      }
    }
    notifyAll();
  }

  synchronized int waiting() {
    return waiting.size();
  }

  synchronized int taken() {
    return taken.size();
  }

  /** Whether nothing waits and nobody works. */
  synchronized boolean isIdle() {
    return waiting.isEmpty() && taken.isEmpty();
  }

  /** Waits until less waits than that, all is done, or the time is up. */
  synchronized void awaitFewerThan(int mails, Duration atMost) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!closed && !isIdle() && waiting.size() >= mails) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return;
      }
      await(Math.max(1, left / 1_000_000));
    }
  }

  /** Waits until something changes, or the time is up. */
  synchronized void awaitChange(Duration atMost) {
    if (!closed && !isIdle()) {
      await(atMost.toMillis());
    }
  }

  /** Workers finish the mail that they have in hand and take no more. */
  synchronized void close() {
    closed = true;
    notifyAll();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
