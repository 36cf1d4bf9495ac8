package io.earlybrd.chaos;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A place where a server keeps its client waiting until the test lets it go on. */
final class Hold {
  private static final long PATIENCE_SECONDS = 90;

  private final CountDownLatch reached = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  /** Called by the server. */
  void stay() {
    reached.countDown();
    await(released);
  }

  /** Whether somebody waits, or waited, here. */
  boolean isReached() {
    return reached.getCount() == 0;
  }

  /** Returns when somebody waits here. */
  void awaitReached() {
    if (!await(reached)) {
      throw new AssertionError("nobody came here");
    }
  }

  void release() {
    released.countDown();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
