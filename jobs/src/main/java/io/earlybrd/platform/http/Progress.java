package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a fetch is: written by its thread, seen and cut by others. Thread-safe.
 *
 * <p>Its time does not run while it waits for a host's turn or for a connection: the other side can
 * do nothing for that. A robots.txt that is asked for on the way has the whole time once more.
 *
 * <p>Cutting closes its socket and interrupts its thread, which is the caller's: so nothing of that
 * may come later than {@link #end}.
 */
final class Progress {
  /** How it was cut, if it was. */
  enum Cut {
    NOT,
    LATE,
    CANCELLED
  }

  private final Thread thread = Thread.currentThread();
  private final long whole;
  private long left;
  private long since = System.nanoTime();
  private boolean running = true;
  private URI url;
  private @Nullable Socket socket;
  private boolean readingRobots;
  private boolean robotsCut;
  private Cut cut = Cut.NOT;
  private boolean ended;

  /** Of a fetch on this thread. */
  Progress(URI url, Duration timeout) {
    this.url = url;
    this.whole = timeout.toNanos();
    this.left = whole;
  }

  synchronized URI url() {
    return url;
  }

  synchronized void at(URI next) {
    url = next;
  }

  private long leftNanos() {
    return running ? left - (System.nanoTime() - since) : left;
  }

  synchronized void waits() {
    left = leftNanos();
    running = false;
  }

  synchronized void goesOn() {
    left = leftNanos();
    since = System.nanoTime();
    running = true;
  }

  /** What follows, until {@link #robotsRead}, is for robots.txt. */
  synchronized void readsRobots() {
    readingRobots = true;
    robotsCut = false;
    renew();
  }

  synchronized void robotsRead() {
    readingRobots = false;
    renew();
  }

  private void renew() {
    left = whole;
    since = System.nanoTime();
    running = true;
  }

  /**
   * Cuts what has taken its whole time: the robots.txt under way, of which the fetch then has to
   * say what follows from that, or the fetch.
   */
  synchronized void cutIfLate() {
    if (leftNanos() > 0) {
      return;
    }
    if (readingRobots && !robotsCut) {
      robotsCut = true;
      renew();
      hangUp();
    } else {
      cut(Cut.LATE);
    }
  }

  synchronized void cancel() {
    cut(Cut.CANCELLED);
  }

  private void cut(Cut how) {
    if (!ended && cut == Cut.NOT) {
      cut = how;
      hangUp();
      thread.interrupt();
    }
  }

  private void hangUp() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // Then it is closed already.
      }
    }
  }

  /** Whether the fetch was cut, and not only its robots.txt. */
  synchronized boolean isOver() {
    return cut != Cut.NOT;
  }

  /** Whether what is under way was cut, the fetch or its robots.txt. */
  synchronized boolean isCut() {
    return cut != Cut.NOT || readingRobots && robotsCut;
  }

  /** From now on this socket is closed when the fetch is cut. */
  synchronized void holds(Socket opened) throws IOException {
    socket = opened;
    if (isCut()) {
      opened.close();
      throw new IOException("cut");
    }
  }

  synchronized void letsGo() {
    socket = null;
  }

  /** From now on nothing is cut, and the thread is not interrupted for our part. */
  synchronized Cut end() {
    ended = true;
    if (cut != Cut.NOT) {
      Thread.interrupted();
    }
    return cut;
  }
}
