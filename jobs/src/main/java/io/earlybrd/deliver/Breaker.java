package io.earlybrd.deliver;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether it makes sense to go on handing mails to the server, as all workers together see it. One
 * connection goes first; the others follow when the server has answered it. A worker whose new
 * connection fails rests while others go on. Where nobody is left, or the server only ever puts off
 * or drops what it is given, the circuit opens: mails wait for the next launch. Thread-safe.
 */
final class Breaker {
  /** Before a worker that lost its connection tries again. */
  private static final Duration REST = Duration.ofSeconds(10);

  /** So many mails put off in a row are not their recipients' doing. */
  private static final int DEFERRED = 20;

  /** More doubts in a row would be mails that perhaps arrive again and again. */
  private static final int DOUBTED = 3;

  private boolean answered;
  private int working;
  private int deferred;
  private int doubted;
  private @Nullable String open;

  /**
   * Waits for the worker's turn to begin.
   *
   * @param first the one who finds out whether the server is there
   * @return whether to begin at all
   */
  synchronized boolean admit(boolean first) {
    while (!first && !answered && open == null) {
      await(0);
    }
    working++;
    return open == null;
  }

  synchronized void accepted() {
    answered();
    deferred = 0;
    doubted = 0;
  }

  /** The server said something of a mail: it is there. */
  synchronized void answered() {
    if (!answered) {
      answered = true;
      notifyAll();
    }
  }

  synchronized void deferred(String reason) {
    answered();
    if (++deferred >= DEFERRED) {
      open("the mail server put off " + deferred + " mails in a row (" + reason + ")");
    }
  }

  synchronized void doubted(String reason) {
    answered();
    if (++doubted >= DOUBTED) {
      open("the mail server left " + doubted + " mails in a row in doubt (" + reason + ")");
    }
  }

  /**
   * The worker's new connection failed. It rests, if others go on.
   *
   * @return whether to try again
   */
  synchronized boolean rest(String reason) {
    working--;
    if (working == 0) {
      open("the mail server cannot be reached (" + reason + ")");
    }
    long end = System.nanoTime() + REST.toNanos();
    while (open == null && end > System.nanoTime()) {
      await(Math.max(1, (end - System.nanoTime()) / 1_000_000));
    }
    working++;
    return open == null;
  }

  /** Lets everybody who waits or rests go home. */
  synchronized void end() {
    if (open == null) {
      open("");
    }
  }

  /** Why nothing more is sent for now, in words; null while mails are sent. */
  synchronized @Nullable String why() {
    return open;
  }

  private void open(String reason) {
    if (open == null) {
      open = reason;
      notifyAll();
    }
  }

  private void await(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      open("");
    }
  }
}
