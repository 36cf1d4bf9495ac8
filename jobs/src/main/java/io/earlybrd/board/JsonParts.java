package io.earlybrd.board;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Fields that a document has in parts, beside each other. */
final class JsonParts {
  private static final List<Set<String>> PLACES =
      List.of(
          PostingWords.set("city locality town ville ort ciudad cidade citta"),
          PostingWords.set("region state province addressregion subdivision"),
          PostingWords.set("country land pays pais"));

  private static final Set<String> DETAILS =
      PostingWords.set(
          "requirements requirement responsibilities qualifications skills benefits perks offer"
              + " profile tasks duties nice expertise");

  private JsonParts() {}

  /** From the smallest to the largest, where {@code best} is one of them. */
  static List<StarPointer> ofLocation(
      StarPointer best, List<StarPointer> values, Predicate<StarPointer> hasText) {
    if (best.steps().contains("*") || kind(best) < 0) {
      return List.of(best);
    }
    var parts = new ArrayList<StarPointer>();
    for (int kind = 0; kind < PLACES.size(); kind++) {
      for (var value : values) {
        if (kind(value) == kind && areBeside(best, value) && hasText.test(value)) {
          parts.add(value);
          break;
        }
      }
    }
    return parts.contains(best) ? parts : List.of(best);
  }

  /** {@code best} and the lists of what is asked and offered that follow it. */
  static List<StarPointer> ofDescription(
      StarPointer best, List<StarPointer> values, Predicate<StarPointer> hasText) {
    var parts = new ArrayList<>(List.of(best));
    for (var value : values) {
      if (parts.size() < 6 && isDetail(value) && areBeside(best, value) && hasText.test(value)) {
        parts.add(value);
      }
    }
    return parts;
  }

  private static boolean isDetail(StarPointer value) {
    var words = FieldNames.split(value.steps().getLast());
    return words.stream().anyMatch(DETAILS::contains)
        && words.stream().noneMatch(Set.of("header", "title", "count", "plain", "id")::contains);
  }

  /** Which part of a place it is, -1 where it is none. {@code /state/name} is one, too. */
  private static int kind(StarPointer value) {
    var words = FieldNames.split(own(value));
    for (int kind = 0; kind < PLACES.size(); kind++) {
      if (words.stream().anyMatch(PLACES.get(kind)::contains)
          && words.stream().noneMatch(Set.of("code", "id", "postal", "level1")::contains)) {
        return kind;
      }
    }
    return -1;
  }

  private static String own(StarPointer value) {
    var last = value.steps().getLast();
    return value.steps().size() > 1 && last.equals("name")
        ? value.steps().get(value.steps().size() - 2)
        : last;
  }

  private static boolean areBeside(StarPointer one, StarPointer other) {
    return holder(one).equals(holder(other));
  }

  private static List<String> holder(StarPointer value) {
    int end = value.steps().size() - (value.steps().getLast().equals(own(value)) ? 1 : 2);
    return value.steps().subList(0, end);
  }
}
