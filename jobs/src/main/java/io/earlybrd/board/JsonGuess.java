package io.earlybrd.board;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Finds the postings of a JSON document of which nothing is known. Pure. */
final class JsonGuess {
  /** Objects of that many ways are looked into. */
  private static final int WAYS = 400;

  private static final int BEST = 5;

  private static final Map<Field, Double> WEIGHTS =
      Map.of(
          Field.URL, 2.0,
          Field.ID, 1.0,
          Field.LOCATION, 1.0,
          Field.POSTED_AT, 1.0,
          Field.COMPANY, 0.5,
          Field.DESCRIPTION, 0.8,
          Field.PAY, 0.5,
          Field.DEPARTMENT, 0.3,
          Field.REMOTE, 0.3);

  /** What departments, offices and filters have, too. */
  private static final Set<Field> OF_ANYTHING = Set.of(Field.ID, Field.TITLE);

  private JsonGuess() {}

  /**
   * Ways to read postings from {@code document}, best first; empty where nothing is like one. Time
   * grows with the document's size alone.
   */
  static List<Guess> of(JsonNode document) {
    var guesses = new ArrayList<Guess>();
    int looked = 0;
    for (var way : JsonOutline.of(document)) {
      if (way.count() > 0 && looked++ < WAYS) {
        var guess = guess(document, way);
        if (guess != null) {
          guesses.add(guess);
        }
      }
    }
    guesses.sort(Comparator.comparingDouble(Guess::score).reversed());
    return List.copyOf(guesses.subList(0, Math.min(BEST, guesses.size())));
  }

  private static @Nullable Guess guess(JsonNode document, JsonOutline way) {
    var fields = JsonFields.in(way);
    var found = fields.found();
    double whole = fields.whole(found);
    var title = found.get(Field.TITLE);
    boolean isMerelyNamed =
        title != null && title.strength() < 6 && OF_ANYTHING.containsAll(found.keySet());
    if (whole < 0.3 || isMerelyNamed || title == null && !found.containsKey(Field.ID)) {
      return null;
    }
    double score = title == null ? 1 : title.strength() * 0.5;
    for (var entry : found.entrySet()) {
      var place = entry.getValue();
      score += WEIGHTS.getOrDefault(entry.getKey(), 0.0) * Math.min(1, place.strength() / 6);
    }
    score *= whole * (way.count() == 1 ? 0.4 : 1 + 0.1 * Math.log(way.count()));
    var pointers = new LinkedHashMap<String, List<String>>();
    found.forEach(
        (field, place) ->
            pointers.put(
                field.yamlName(),
                fields.withParts(field, place).stream().map(JsonGuess::written).toList()));
    var posting = way.pointer();
    return new Guess(written(posting), pointers, postings(document, way, found), score);
  }

  private static int postings(
      JsonNode document, JsonOutline way, Map<Field, JsonFields.Place> found) {
    int count = 0;
    for (var end : way.pointer().select(document)) {
      for (var node : end.isArray() ? end.values() : List.of(end)) {
        count += isPosting(node, found) ? 1 : 0;
      }
    }
    return count;
  }

  private static boolean isPosting(JsonNode node, Map<Field, JsonFields.Place> found) {
    for (var field : List.of(Field.TITLE, Field.DESCRIPTION)) {
      var place = found.get(field);
      if (place != null
          && place.pointer().select(node).stream()
              .anyMatch(value -> value.isValueNode() && !value.asString("").isBlank())) {
        return true;
      }
    }
    return false;
  }

  private static String written(StarPointer pointer) {
    return pointer.written(pointer.steps().size());
  }
}
