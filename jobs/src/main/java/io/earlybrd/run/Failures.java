package io.earlybrd.run;

import io.earlybrd.platform.UserError;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/** A failure in a line: the cause that says most, without the wrappers of the framework. */
public final class Failures {
  private static final int MOST = 1_000;

  private Failures() {}

  static String reason(List<Throwable> failures) {
    return failures.isEmpty() ? "no reason was recorded" : reason(failures.getFirst());
  }

  public static String reason(Throwable failure) {
    var cause = failure;
    for (var deeper = next(cause); deeper != null && deeper != cause; deeper = next(cause)) {
      cause = deeper;
    }
    if (cause instanceof OutOfMemoryError) {
      return "out of memory (%s): EARLYBRD_JAVA_OPTS=-Xmx… gives more"
          .formatted(cause.getMessage());
    }
    var message = cause.getMessage();
    var line =
        message == null || message.isBlank()
            ? cause.getClass().getSimpleName()
            : message.lines().findFirst().orElse("").strip();
    return line.length() > MOST ? line.substring(0, MOST) : line;
  }

  /** Where a rollback failed too, what it was to roll back says more. */
  private static @Nullable Throwable next(Throwable failure) {
    // It says what to do, its cause does not.
    if (failure instanceof UserError) {
      return null;
    }
    return failure instanceof TransactionSystemException rollback
            && rollback.getApplicationException() != null
        ? rollback.getApplicationException()
        : failure.getCause();
  }
}
