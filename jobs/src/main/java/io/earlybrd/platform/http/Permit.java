package io.earlybrd.platform.http;

import java.util.concurrent.Semaphore;

/**
 * A fetch's right to one of the connections that there may be at once. {@link #close} may come
 * while another thread still waits in {@link #acquire}; nothing is held after it.
 */
final class Permit implements AutoCloseable {
  private final Semaphore connections;
  private boolean held;
  private boolean closed;

  Permit(Semaphore connections) {
    this.connections = connections;
  }

  void acquire() throws InterruptedException {
    connections.acquire();
    synchronized (this) {
      if (closed || held) {
        connections.release();
      }
      if (closed) {
        throw new InterruptedException();
      }
      held = true;
    }
  }

  synchronized void release() {
    if (held) {
      held = false;
      connections.release();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    release();
  }
}
