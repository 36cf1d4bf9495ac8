package io.earlybrd.board;

import org.jspecify.annotations.Nullable;

final class Remote {
  private Remote() {}

  static @Nullable Boolean of(String text) {
    return text.matches("(?i)true|yes|remote|fully.*") ? Boolean.TRUE : null;
  }

  static @Nullable Boolean inLocation(@Nullable String location, String title) {
    return null;
  }
}
