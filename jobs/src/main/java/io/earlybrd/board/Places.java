package io.earlybrd.board;

import io.earlybrd.posting.ShownText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Places in one line: {@code City, Region, Country}, and several of them as {@code A; B}. */
final class Places {
  private static final String BETWEEN = "; ";

  private Places() {}

  /** Both in their order, each place once, in whatever letters it is written. */
  static @Nullable String joined(@Nullable String places, @Nullable String more) {
    if (places == null || more == null) {
      return places == null ? more : places;
    }
    var said = new HashSet<String>();
    var all = new StringJoiner(BETWEEN);
    for (var place : (places + BETWEEN + more).split(BETWEEN)) {
      if (said.add(place.toLowerCase(Locale.ROOT))) {
        all.add(place);
      }
    }
    return ShownText.plainLine(all.toString());
  }

  /**
   * One place of its parts, the smallest first, without those that say nothing and those that a
   * part before them says.
   *
   * @return null where no part says anything
   */
  static @Nullable String of(List<? extends @Nullable String> parts) {
    var kept = new ArrayList<String>();
    var said = new HashSet<String>();
    for (var part : parts) {
      var place = trimmed(part);
      if (place != null && said.add(place.toLowerCase(Locale.ROOT))) {
        kept.add(place);
        said.addAll(List.of(place.toLowerCase(Locale.ROOT).split(", ")));
      }
    }
    return kept.isEmpty() ? null : ShownText.plainLine(String.join(", ", kept));
  }

  /** One line without commas and blanks at its ends; null where nothing is left. */
  static @Nullable String trimmed(@Nullable String place) {
    var line = ShownText.plainLine(place);
    if (line == null) {
      return null;
    }
    int start = 0;
    int end = line.length();
    while (start < end && " ,;-/".indexOf(line.charAt(start)) >= 0) {
      start++;
    }
    while (end > start && " ,;-/".indexOf(line.charAt(end - 1)) >= 0) {
      end--;
    }
    var rest = line.substring(start, end);
    return switch (rest.toLowerCase(Locale.ROOT)) {
      case "", "null", "none", "n/a", "undefined" -> null;
      default -> rest;
    };
  }
}
