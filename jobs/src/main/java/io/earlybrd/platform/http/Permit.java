package io.earlybrd.platform.http;

import java.util.concurrent.Semaphore;

/** A fetch's right to one of the connections that there may be at once. For one thread. */
final class Permit implements AutoCloseable {
  private final Semaphore connections;
  private boolean held;

  Permit(Semaphore connections) {
    this.connections = connections;
  }

  void acquire() throws InterruptedException {
    connections.acquire();
    held = true;
  }

  void release() {
    if (held) {
      held = false;
      connections.release();
    }
  }

  @Override
  public void close() {
    release();
  }
}
