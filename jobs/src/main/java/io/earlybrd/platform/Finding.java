package io.earlybrd.platform;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Check} found.
 *
 * @param detail one line, without a secret
 * @param fix what to do, in a line; null where nothing is to be done
 */
public record Finding(String check, State state, String detail, @Nullable String fix) {

  /** From best to worst. */
  public enum State {
    OK,
    SKIPPED,
    WARNING,
    FAILED;

    /** As it is printed. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static Finding ok(String check, String detail) {
    return new Finding(check, State.OK, detail, null);
  }

  /** Nothing could be found out, or there is nothing to look at. */
  public static Finding skipped(String check, String detail, @Nullable String fix) {
    return new Finding(check, State.SKIPPED, detail, fix);
  }

  public static Finding warning(String check, String detail, @Nullable String fix) {
    return new Finding(check, State.WARNING, detail, fix);
  }

  public static Finding failed(String check, String detail, @Nullable String fix) {
    return new Finding(check, State.FAILED, detail, fix);
  }
}
