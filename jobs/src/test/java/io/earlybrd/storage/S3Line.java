package io.earlybrd.storage;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The line between us and a server, on which things go wrong. Thread-safe. */
public final class S3Line implements AutoCloseable {
  private final int target;
  private final ServerSocket entrance;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong leftUp = new AtomicLong(Long.MAX_VALUE);
  private final AtomicLong leftDown = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger errors = new AtomicInteger();
  private final AtomicInteger cuts = new AtomicInteger();
  private final AtomicLong up = new AtomicLong();
  private final AtomicLong down = new AtomicLong();
  private volatile long delayMillis;
  private volatile long stayUp = Long.MAX_VALUE;
  private volatile long stayDown = Long.MAX_VALUE;

  S3Line(int target) throws IOException {
    this.target = target;
    this.entrance = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return entrance.getLocalPort();
  }

  /** All is well from now on. */
  public void mend() {
    leftUp.set(Long.MAX_VALUE);
    leftDown.set(Long.MAX_VALUE);
    errors.set(0);
    cuts.set(0);
    delayMillis = 0;
    stayUp = Long.MAX_VALUE;
    stayDown = Long.MAX_VALUE;
    up.set(0);
    down.set(0);
    hangUp();
  }

  /** The next {@code times} requests on new connections are answered by a 500. */
  public void answer500(int times) {
    hangUp();
    errors.set(times);
  }

  /** The connection is cut when so many more bytes went up, as often as said. */
  public void cutAfterUp(long bytes, int times) {
    leftUp.set(bytes);
    cuts.set(times);
  }

  /** The connection is cut when so many more bytes came down, as often as said. */
  public void cutAfterDown(long bytes, int times) {
    leftDown.set(bytes);
    cuts.set(times);
  }

  /** Every piece takes so long. */
  public void slow(long millis) {
    delayMillis = millis;
  }

  /** When so many bytes went up, nothing more does until it is mended. */
  public void stayAfterUp(long bytes) {
    up.set(0);
    stayUp = bytes;
  }

  /** When so many bytes came down, nothing more does until it is mended. */
  public void stayAfterDown(long bytes) {
    down.set(0);
    stayDown = bytes;
  }

  /** Whether somebody waits. */
  public boolean stays() {
    return up.get() >= stayUp || down.get() >= stayDown;
  }

  /** Bytes that went over since it was mended. */
  public long up() {
    return up.get();
  }

  public long down() {
    return down.get();
  }

  private void hangUp() {
    open.forEach(S3Line::close);
  }

  private void accept() {
    try {
      while (true) {
        var near = entrance.accept();
        open.add(near);
        Thread.ofVirtual().start(() -> serve(near));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket near) {
    try (near) {
      if (errors.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
        refuse(near);
        return;
      }
      try (var far = new Socket(InetAddress.getLoopbackAddress(), target)) {
        open.add(far);
        var back = Thread.ofVirtual().start(() -> pump(far, near, leftDown, down));
        pump(near, far, leftUp, up);
        back.join();
        open.remove(far);
      }
    } catch (IOException e) {
      // One side has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(near);
    }
  }

  private static void refuse(Socket near) throws IOException {
    var in = near.getInputStream();
    int newlines = 0;
    for (int c; newlines < 2 && (c = in.read()) >= 0; ) {
      newlines = c == '\n' ? newlines + 1 : c == '\r' ? newlines : 0;
    }
    near.getOutputStream()
        .write(
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                .getBytes(StandardCharsets.US_ASCII));
    near.shutdownOutput();
    // Else what is still to come would reset the connection before the answer is read.
    in.transferTo(OutputStream.nullOutputStream());
  }

  private void pump(Socket from, Socket to, AtomicLong left, AtomicLong moved) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      var buffer = new byte[1 << 14];
      for (int n; (n = in.read(buffer)) > 0; ) {
        if (delayMillis > 0) {
          Thread.sleep(delayMillis);
        }
        while (stays()) {
          Thread.sleep(2);
        }
        if (left.get() != Long.MAX_VALUE && left.addAndGet(-n) <= 0) {
          if (cuts.decrementAndGet() <= 0) {
            left.set(Long.MAX_VALUE);
          } else {
            left.set(n);
          }
          close(from);
          close(to);
          return;
        }
        out.write(buffer, 0, n);
        moved.addAndGet(n);
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(from);
      close(to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // Then it is not open.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    hangUp();
  }
}
