package io.earlybrd.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One launched command: a process of its own, which can be killed or told to stop. */
final class Launched implements AutoCloseable {
  /** The machine of the tests may be busy; nothing that is tested takes a tenth of it. */
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private final Process process;
  private final List<String> arguments;
  private final Output out;
  private final Output err;

  /** How it ended, and all that it said. */
  record Ended(List<String> arguments, int exit, String out, String err, Duration took) {

    boolean nothingWasDue() {
      return out.contains("NOTHING_DUE");
    }

    @Override
    public String toString() {
      return "earlybrd %s\nexit %d after %d ms\n--- stdout\n%s\n--- stderr\n%s"
          .formatted(String.join(" ", arguments), exit, took.toMillis(), out, err);
    }
  }

  private final long startedAt = System.nanoTime();

  private Launched(Process process, List<String> arguments) {
    this.process = process;
    this.arguments = arguments;
    this.out = new Output(process.getInputStream());
    this.err = new Output(process.getErrorStream());
  }

  static Launched start(ProcessBuilder builder, List<String> arguments) {
    try {
      var process = builder.start();
      process.getOutputStream().close();
      return new Launched(process, arguments);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has said on stderr so far. */
  String err() {
    return err.text();
  }

  /** SIGKILL; returns when it is dead. */
  Ended kill() {
    process.destroyForcibly();
    return end();
  }

  /** SIGTERM; does not wait. */
  void terminate() {
    process.destroy();
  }

  /** Waits until it ends by itself. */
  Ended end() {
    return end(PATIENCE);
  }

  Ended end(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        var said = err.text();
        process.destroyForcibly();
        throw new AssertionError(
            "earlybrd " + arguments + " did not end within " + most + "; it said:\n" + said);
      }
      var took = Duration.ofNanos(System.nanoTime() - startedAt);
      out.join();
      err.join();
      return new Ended(arguments, process.exitValue(), out.text(), err.text(), took);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Reads a stream to its end, so that the process never waits for us. */
  private static final class Output {
    private final StringBuffer text = new StringBuffer();
    private final Thread reader;

    Output(InputStream stream) {
      reader =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var in = new java.io.InputStreamReader(stream, StandardCharsets.UTF_8)) {
                      var buffer = new char[4096];
                      for (int n; (n = in.read(buffer)) >= 0; ) {
                        text.append(buffer, 0, n);
                      }
                    } catch (IOException e) {
                      // It was killed.
                    }
                  });
    }

    String text() {
      return text.toString();
    }

    void join() throws InterruptedException {
      // A grandchild that inherited the stream, such as a database server, would hold it open.
      reader.join(Duration.ofSeconds(5));
    }
  }
}
