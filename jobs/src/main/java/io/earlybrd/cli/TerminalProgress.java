package io.earlybrd.cli;

import io.earlybrd.run.StepWatcher;
import java.io.Console;
import java.time.Duration;
import org.springframework.batch.core.step.StepExecution;

/**
 * Shows on a terminal how a long step goes: items, rate, time left, on one line that is written
 * over.
 */
final class TerminalProgress implements StepWatcher {
  private static final long EVERY_NANOS = Duration.ofMillis(250).toNanos();

  private long began;
  private long shown;
  private long expected;
  private boolean line;
  private String unit = "";

  private TerminalProgress() {}

  /** On a terminal; else nothing, since the log has a line a step. */
  static StepWatcher whereShown() {
    Console console = System.console();
    return console != null && console.isTerminal() ? new TerminalProgress() : NONE;
  }

  @Override
  public boolean watching() {
    return true;
  }

  @Override
  public void began(StepExecution step) {
    began = System.nanoTime();
    // A step that is over within a second shows nothing.
    shown = began + Duration.ofMillis(750).toNanos();
    expected = 0;
    unit = "";
    line = false;
  }

  @Override
  public void expects(long items) {
    expected = items;
  }

  @Override
  public void expects(long amount, String in) {
    expected = amount;
    unit = " " + in;
  }

  @Override
  public void progressed(StepExecution step) {
    long now = System.nanoTime();
    if (now - shown < EVERY_NANOS) {
      return;
    }
    shown = now;
    line = true;
    System.err.printf("\r\033[K%s: %s", step.getStepName(), text(step.getReadCount(), now - began));
    System.err.flush();
  }

  private String text(long done, long nanos) {
    double rate = done * 1e9 / Math.max(1, nanos);
    var text =
        expected > 0
            ? "%,d of %,d%s, %.0f%s/s".formatted(done, expected, unit, rate, unit)
            : "%,d%s, %.0f%s/s".formatted(done, unit, rate, unit);
    return expected > done && rate > 0
        ? "%s, %.0f s left".formatted(text, (expected - done) / rate)
        : text;
  }

  @Override
  public void ended(StepExecution step) {
    if (line) {
      System.err.print("\r\033[K");
      System.err.flush();
    }
  }
}
