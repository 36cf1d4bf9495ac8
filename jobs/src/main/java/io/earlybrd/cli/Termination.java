package io.earlybrd.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * SIGTERM and SIGINT: asks the run under way to stop, waits until it has, and exits 4.
 *
 * <p>The frameworks' own shutdown hooks only ask and return; the JVM would then end in the middle
 * of a chunk, its connections closed beneath it. They are switched off. Plain Java: this is the
 * first class that is loaded.
 */
final class Termination {
  /** A chunk lasts five seconds at most, a mail's time-outs are longer. */
  private static final long PATIENCE_SECONDS = 20;

  private static final int STOPPED = 4;

  private static final CountDownLatch ENDED = new CountDownLatch(1);
  private static volatile @Nullable Runnable onStop;
  private static volatile int code;

  private Termination() {}

  static void install() {
    Runtime.getRuntime().addShutdownHook(new Thread(Termination::shutDown, "stop"));
  }

  /** Says how the run is asked to stop. Without it, a signal ends the process at once. */
  static void onStop(Runnable action) {
    onStop = action;
  }

  /** The command has ended with {@code exit}; the hook lets the JVM go. */
  static void end(int exit) {
    code = exit;
    ENDED.countDown();
  }

  private static void shutDown() {
    if (ENDED.getCount() == 0) {
      return;
    }
    var stop = onStop;
    if (stop == null) {
      Runtime.getRuntime().halt(STOPPED);
      return;
    }
    stop.run();
    int exit = STOPPED;
    try {
      if (ENDED.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        exit = code;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(exit);
  }
}
