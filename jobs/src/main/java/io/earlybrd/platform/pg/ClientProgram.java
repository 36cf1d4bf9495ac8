package io.earlybrd.platform.pg;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * A running {@code pg_dump} or {@code pg_restore}. It is never left behind: closing kills it, and
 * where we are killed its pipe breaks, by which it ends.
 */
public final class ClientProgram implements AutoCloseable {
  private static final Pattern ERROR = Pattern.compile("(?:ERROR|FATAL|error): +(.*)");

  /** Of what it says on stderr: enough for a line, and it may say one for each row. */
  private static final int MOST = 1 << 14;

  private final String name;
  private final Process process;
  private final StringBuffer said = new StringBuffer();
  private final Thread reader;

  private ClientProgram(String name, Process process) {
    this.name = name;
    this.process = process;
    this.reader = Thread.ofVirtual().name(name).start(this::listen);
  }

  static ClientProgram start(String name, ProcessBuilder builder) throws IOException {
    return new ClientProgram(name, builder.start());
  }

  private void listen() {
    try (var err = process.getErrorStream()) {
      var buffer = new byte[1 << 12];
      for (int n; (n = err.read(buffer)) >= 0; ) {
        if (said.length() < MOST) {
          said.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // It was killed.
    }
  }

  /** What it writes. */
  public InputStream output() {
    return process.getInputStream();
  }

  /** What it reads; close it for its end. */
  public OutputStream input() {
    return process.getOutputStream();
  }

  /**
   * Waits for its end.
   *
   * @throws IOException with what it said, where it failed
   */
  public void join() throws IOException {
    try {
      int exit = process.waitFor();
      reader.join();
      if (exit != 0) {
        throw new IOException(name + " failed: " + reason(exit));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name + " was interrupted");
    }
  }

  /** In a line: what the server said, where it did. */
  private String reason(int exit) {
    var error = ERROR.matcher(said);
    var line = "";
    while (error.find()) {
      line = error.group(1);
      // “could not execute query: ERROR:  …”: what follows says more.
      var deeper = ERROR.matcher(line);
      if (deeper.find()) {
        return deeper.group(1).strip();
      }
      break;
    }
    if (!line.isEmpty()) {
      return line.strip();
    }
    return said.isEmpty()
        ? "it ended with " + exit
        : said.toString().lines().findFirst().orElse("").strip();
  }

  /** Ends it at once, from any thread. */
  public void kill() {
    process.destroyForcibly();
  }

  /** Ends it where it has not ended, and waits for that. */
  @Override
  public void close() {
    if (!process.isAlive()) {
      return;
    }
    kill();
    boolean interrupted = Thread.interrupted();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
