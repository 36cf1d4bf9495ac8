package io.earlybrd.board;

import io.earlybrd.posting.ShownText;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Several places in one line: {@code A; B}. */
final class Places {
  private Places() {}

  /** Both, {@code more} only where {@code places} does not name it already. */
  static @Nullable String joined(@Nullable String places, @Nullable String more) {
    if (places == null || more == null) {
      return places == null ? more : places;
    }
    return Arrays.asList(places.split("; ")).contains(more)
        ? places
        : ShownText.plainLine(places + "; " + more);
  }

  static @Nullable String of(java.util.List<String> parts) {
    return parts.isEmpty() ? null : String.join(", ", new java.util.LinkedHashSet<>(parts));
  }

  static @Nullable String cleaned(@Nullable String place) {
    return place == null ? null : place.replaceAll("[,;\\s]+$", "");
  }
}
