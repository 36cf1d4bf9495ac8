package io.earlybrd.storage;

/**
 * Storage that cannot be reached, refuses us, is full, or lacks what was asked for. The message is
 * one line for the operator, which says what to look at. It never holds a secret.
 *
 * <p>It has no cause, since what is shown of a failure is its innermost cause; that is among the
 * suppressed.
 */
public final class StorageProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Bytes that a manifest has at most. */
  static final int SMALL = 1 << 20;

  public StorageProblem(String message) {
    super(message);
  }

  public StorageProblem(String message, Throwable reason) {
    super(message.lines().findFirst().orElse("").strip());
    addSuppressed(reason);
  }
}
