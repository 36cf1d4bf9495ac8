package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a fetch is: written by its thread, seen and cut by whoever waits for it. Thread-safe.
 *
 * <p>Its time does not run while it waits for a host's turn or for a connection: the other side can
 * do nothing for that. A robots.txt that is asked for on the way has the whole time once more.
 */
final class Progress {
  private final long whole;
  private long left;
  private long since = System.nanoTime();
  private boolean running = true;
  private URI url;
  private @Nullable Socket socket;
  private boolean abandoned;
  private boolean readingRobots;
  private boolean cut;

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

  synchronized long leftNanos() {
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
    cut = false;
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
   * When the time is over: where it was spent on robots.txt, ends that, and gives the fetch the
   * time to say what follows from it. Else false.
   */
  synchronized boolean endsRobots() {
    if (!readingRobots || cut) {
      return false;
    }
    cut = true;
    renew();
    hangUp();
    return true;
  }

  /** Whether the robots.txt under way was given up. */
  synchronized boolean isCut() {
    return readingRobots && cut;
  }

  /** From now on this socket is closed when the fetch is cut. */
  synchronized void holds(Socket opened) throws IOException {
    socket = opened;
    if (abandoned || isCut()) {
      opened.close();
      throw new IOException("given up");
    }
  }

  /** The fetch is done with its connection, which may go on serving another. */
  synchronized void letsGo() {
    socket = null;
  }

  /** Nobody waits any more. */
  synchronized void abandon() {
    abandoned = true;
    hangUp();
  }

  synchronized boolean isAbandoned() {
    return abandoned;
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
}
