package io.earlybrd.platform.http;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** There is no document to be had; the message goes on after the address. */
final class Refusal extends IOException {
  private static final long serialVersionUID = 1L;

  private final @Nullable Integer status;
  private final @Nullable Duration retryAfter;
  private final boolean deadEnd;

  private Refusal(
      @Nullable Integer status, String what, @Nullable Duration retryAfter, boolean deadEnd) {
    super(what);
    this.status = status;
    this.retryAfter = retryAfter;
    this.deadEnd = deadEnd;
  }

  Refusal(String what) {
    this(null, what, null, false);
  }

  Refusal(@Nullable Integer status, String what, @Nullable Duration retryAfter) {
    this(status, what, retryAfter, false);
  }

  /** The way leads to nothing that is ever fetched. */
  static Refusal deadEnd(@Nullable Integer status, String what) {
    return new Refusal(status, what, null, true);
  }

  @Nullable Integer status() {
    return status;
  }

  @Nullable Duration retryAfter() {
    return retryAfter;
  }

  boolean isDeadEnd() {
    return deadEnd;
  }

  String what() {
    return String.valueOf(getMessage());
  }

  /** The same, where an answer with {@code status} had begun. */
  Refusal after(int status) {
    return new Refusal(status, what(), retryAfter, deadEnd);
  }
}
