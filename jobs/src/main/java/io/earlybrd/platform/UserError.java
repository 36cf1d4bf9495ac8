package io.earlybrd.platform;

/**
 * A mistake that the person at the keyboard can mend: wrong usage, configuration or input, or a
 * database that cannot be reached. Shown as its message alone, without a stack trace; the process
 * exits 2.
 *
 * <p>The message says what is wrong, where (file and line, or variable) and what to do. It never
 * holds a secret.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }
}
