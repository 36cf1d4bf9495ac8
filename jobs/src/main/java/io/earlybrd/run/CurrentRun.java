package io.earlybrd.run;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The run that this process works on: one at a time, set by {@link RunListener} before its first
 * step. Readers and writers take the slot from here.
 *
 * <p>Thread-safe.
 */
public final class CurrentRun {

  /**
   * @param plain first execution of its instance. Only such a one also takes what a later slot set
   *     last: a restart takes what is due at its slot and moves nothing backwards.
   */
  public record Run(
      String job, Instant slot, boolean plain, long instance, long execution, int processNumber) {

    /** The values of {@link Placeholders} for this run's readers. */
    public Map<String, Object> placeholders(boolean resend) {
      return Map.of(
          Placeholders.SLOT,
          java.sql.Timestamp.from(slot),
          Placeholders.PLAIN,
          plain,
          Placeholders.RESEND,
          resend);
    }

    /** The same as literals in {@code sql}, for a statement that is repeated many times. */
    public String bound(String sql, boolean resend) {
      return Placeholders.bind(sql, slot, plain, resend);
    }
  }

  private volatile @Nullable Run run;

  void begin(Run next) {
    run = next;
  }

  /** The run under way. */
  public Run get() {
    var current = run;
    if (current == null) {
      throw new IllegalStateException("no job is running in this process");
    }
    return current;
  }
}
