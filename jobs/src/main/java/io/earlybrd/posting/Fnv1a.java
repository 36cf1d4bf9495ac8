package io.earlybrd.posting;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * FNV-1a of 64 bits over texts one after the other: tells things apart that nobody wants to pass
 * off as each other.
 */
final class Fnv1a {
  private static final long START = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  /** Neither is in any UTF-8: a null differs from a blank, and no text runs over into the next. */
  private static final int END = 0xfe;

  private static final int NULL = 0xff;

  private long hash = START;

  Fnv1a add(@Nullable String text) {
    long next = hash;
    if (text != null) {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        next = (next ^ (b & 0xff)) * PRIME;
      }
    }
    hash = (next ^ (text == null ? NULL : END)) * PRIME;
    return this;
  }

  long value() {
    return hash;
  }
}
