package io.earlybrd.platform.http;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Those of this process who wait for one host, and what the process holds of it. Thread-safe; never
 * blocks but in {@link #places}.
 */
final class HostLine {
  /** A slot goes back to all processes when nobody here has used it for so long. */
  static final Duration LINGERS = Duration.ofMillis(50);

  /** Other processes look for their turn more often than that. */
  static final Duration STEP_BACK = Duration.ofMillis(150);

  /** So long a slot may go from hand to hand in this process before others are thought of. */
  private static final Duration HELD = Duration.ofSeconds(1);

  /**
   * One of the requests that may be under way at once.
   *
   * @param key of the advisory lock that is held for it
   * @param session in which it is held
   * @param since when, as {@link System#nanoTime} has it
   */
  record Slot(int key, int session, long since) {
    boolean isWorn() {
      return System.nanoTime() - since > HELD.toNanos();
    }
  }

  /**
   * What the table says of the host, as it was when a slot was taken.
   *
   * @param nextAt before which no request begins; a hint, since the table has the last word
   * @param restsUntil before which the host wants no request
   * @param version of robots.txt, by which the table knows whether we know it
   */
  record State(
      long nextAt, long restsUntil, Duration crawlDelay, Robots robots, @Nullable Object version) {}

  /** First come, first served. */
  final Semaphore places;

  final String host;
  private final Set<Integer> keys = new TreeSet<>();
  private final Deque<Slot> idle = new ArrayDeque<>();
  private long idleSince;
  private boolean lingers;
  private boolean wanting;
  private long backUntil = System.nanoTime();
  private @Nullable State state;

  HostLine(String host, int perHost) {
    this.host = host;
    this.places = new Semaphore(perHost, true);
    for (int i = 0; i < perHost; i++) {
      // Over the whole range; two hosts on one key only wait for each other.
      keys.add((host + "#" + i).hashCode());
    }
  }

  /** The slots that this process does not hold: within a session, a lock can be taken twice. */
  synchronized Integer[] others() {
    return keys.toArray(Integer[]::new);
  }

  /** A slot that is at hand, or null. */
  synchronized @Nullable Slot take(int session) {
    for (var slot = idle.poll(); slot != null; slot = idle.poll()) {
      if (slot.session() == session) {
        return slot;
      }
      keys.add(slot.key());
    }
    return null;
  }

  /** Another slot was locked for this process. */
  synchronized void gain(Slot slot, State seen) {
    keys.remove(slot.key());
    state = seen;
    putBack(slot);
  }

  synchronized void putBack(Slot slot) {
    idle.push(slot);
    idleSince = System.nanoTime();
  }

  /** Its lock was let go of. */
  synchronized void lose(Slot slot) {
    keys.add(slot.key());
  }

  /** The slots that nobody has used for a while, taken out. */
  synchronized List<Slot> tired() {
    if (System.nanoTime() - idleSince < LINGERS.toNanos()) {
      return List.of();
    }
    var all = List.copyOf(idle);
    idle.clear();
    return all;
  }

  synchronized boolean hasIdle() {
    return !idle.isEmpty();
  }

  /** Whether somebody has to look after the idle slots from now on. */
  synchronized boolean startsToLinger() {
    boolean starts = !lingers;
    lingers = true;
    return starts;
  }

  synchronized boolean stopsLingering() {
    if (idle.isEmpty()) {
      lingers = false;
    }
    return !lingers;
  }

  /** It is not this process's turn yet: too soon, or another one waits. */
  synchronized void stepBack(Duration pause) {
    backUntil = System.nanoTime() + pause.toNanos();
  }

  synchronized Duration back() {
    long nanos = backUntil - System.nanoTime();
    return nanos > 0 ? Duration.ofNanos(nanos) : Duration.ZERO;
  }

  /** Whether other processes are shown that this one waits; returns what it was. */
  synchronized boolean wants(boolean now) {
    boolean before = wanting;
    wanting = now;
    return before;
  }

  synchronized boolean isWanting() {
    return wanting;
  }

  synchronized @Nullable State state() {
    return state;
  }

  synchronized void set(Robots robots) {
    if (state != null) {
      var was = state;
      state = new State(was.nextAt(), was.restsUntil(), robots.crawlDelay(), robots, null);
    }
  }

  synchronized void restsUntil(long nanoTime) {
    if (state != null && state.restsUntil() - nanoTime < 0) {
      var was = state;
      state = new State(was.nextAt(), nanoTime, was.crawlDelay(), was.robots(), was.version());
    }
  }
}
