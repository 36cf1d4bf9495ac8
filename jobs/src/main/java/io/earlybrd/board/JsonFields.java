package io.earlybrd.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Which of the values inside of objects that may be postings is which field. */
final class JsonFields {
  /** Keys that hold a posting's fields together and say nothing about them. */
  private static final Set<String> HOLDERS =
      PostingWords.set(
          "data attributes node nodes job jobs posting position item items fields field details"
              + " detail info descriptor object matched document source hit content entity"
              + " properties ad main requisition opening vacancy offer instances rendered user area"
              + " meta metadata additional sections section categories summary core basic basics"
              + " header general text values value links origine origin offre record row the public"
              + " result card model view");

  private static final int DEEPEST = 6;
  private static final int MOST = 600;
  private static final int SAMPLE = 60;
  private static final int TRIED = 8;

  private final List<JsonNode> sample;
  private final List<StarPointer> values;

  private JsonFields(List<JsonNode> sample, List<StarPointer> values) {
    this.sample = sample;
    this.values = values;
  }

  /**
   * A place that may be a field's, and how likely it is to be.
   *
   * @param texts the first of each object of the sample
   * @param all values in the whole sample
   */
  record Place(StarPointer pointer, double strength, List<@Nullable String> texts, int all) {
    double coverage() {
      return (double) present() / texts.size();
    }

    /** Whether an object mostly has several values there: they are of things inside of it. */
    boolean isOfMany() {
      return all > 1.5 * present();
    }

    private long present() {
      return texts.stream().filter(text -> text != null).count();
    }
  }

  static JsonFields in(JsonOutline way) {
    return new JsonFields(spread(way.objects()), values(way));
  }

  private static List<JsonNode> spread(List<JsonNode> objects) {
    if (objects.size() <= SAMPLE) {
      return objects;
    }
    var some = new ArrayList<JsonNode>();
    for (int i = 0; i < SAMPLE; i++) {
      some.add(objects.get(i * objects.size() / SAMPLE));
    }
    return some;
  }

  private static List<StarPointer> values(JsonOutline way) {
    var values = new ArrayList<StarPointer>();
    var queue = new ArrayDeque<>(way.next());
    while (!queue.isEmpty() && values.size() < MOST) {
      var inner = queue.remove();
      var pointer = inner.since(way);
      if (inner.hasValues()) {
        values.add(pointer);
      }
      if (pointer.steps().size() < DEEPEST) {
        queue.addAll(inner.next());
      }
    }
    return values;
  }

  /** The best place of each field that has one. */
  Map<Field, Place> found() {
    var found = new EnumMap<Field, Place>(Field.class);
    for (var field : Field.values()) {
      var best = best(field);
      if (best != null) {
        found.put(field, best);
      }
    }
    var id = found.get(Field.ID);
    if (id != null && (standsForMany(id, found.get(Field.TITLE)) || isDrawn(id))) {
      found.remove(Field.ID);
    }
    // What fell back on the same key: its text is long or short, not both.
    var title = found.get(Field.TITLE);
    var description = found.get(Field.DESCRIPTION);
    if (title != null && description != null && title.pointer().equals(description.pointer())) {
      found.remove(Field.DESCRIPTION);
    }
    return found;
  }

  /** City, region and country apart, or the description's further parts. */
  List<StarPointer> withParts(Field field, Place place) {
    return switch (field) {
      case LOCATION -> JsonParts.ofLocation(place.pointer(), values, this::hasText);
      case DESCRIPTION -> JsonParts.ofDescription(place.pointer(), values, this::hasText);
      default -> List.of(place.pointer());
    };
  }

  /** How many of the sample have a title, or else a description, and an own id or url. */
  double whole(Map<Field, Place> found) {
    var title = found.getOrDefault(Field.TITLE, found.get(Field.DESCRIPTION));
    if (title == null) {
      return 0;
    }
    var id = found.get(Field.ID);
    var url = found.get(Field.URL);
    double whole = 0;
    for (int i = 0; i < sample.size(); i++) {
      boolean own =
          id != null && id.texts().get(i) != null || url != null && url.texts().get(i) != null;
      whole += title.texts().get(i) == null ? 0 : own ? 1 : 0.5;
    }
    return whole / sample.size();
  }

  private boolean hasText(StarPointer pointer) {
    return place(pointer, 1).coverage() >= 0.1;
  }

  private @Nullable Place best(Field field) {
    return values.stream()
        .map(pointer -> Map.entry(pointer, strength(field, pointer)))
        .filter(entry -> entry.getValue() >= 2)
        .sorted(Comparator.comparingDouble(entry -> -entry.getValue()))
        .limit(TRIED)
        .map(entry -> judged(field, place(entry.getKey(), entry.getValue())))
        .filter(place -> place.strength() > 1)
        .max(Comparator.comparingDouble(Place::strength))
        .orElse(null);
  }

  private Place place(StarPointer pointer, double strength) {
    var texts = new ArrayList<@Nullable String>();
    int all = 0;
    for (var object : sample) {
      String first = null;
      for (var node : pointer.select(object)) {
        var text = node.isValueNode() && !node.isNull() ? node.asString().strip() : "";
        all += text.isEmpty() ? 0 : 1;
        if (first == null && !text.isEmpty()) {
          first = text;
        }
      }
      texts.add(first);
    }
    return new Place(pointer, strength, texts, all);
  }

  private Place judged(Field field, Place place) {
    var texts = place.texts().stream().filter(text -> text != null).toList();
    double fit = texts.isEmpty() ? 0 : JsonValues.fit(field, texts);
    boolean rare = field == Field.PAY || field == Field.REMOTE;
    double share = place.coverage() >= (rare ? 0.1 : 0.3) || texts.size() >= 20 ? 1 : 0;
    double whole = field == Field.URL ? place.coverage() : 0.5 + 0.5 * place.coverage();
    boolean single = field.isSingle() || field == Field.TITLE;
    double strength = single && place.isOfMany() ? 0 : place.strength() * fit * share * whole;
    return new Place(place.pointer(), strength, place.texts(), place.all());
  }

  /** What its keys say: the last that is not weak decides, those before it must not object. */
  static double strength(Field field, StarPointer pointer) {
    var keys = new ArrayList<List<String>>();
    double less = 0;
    for (var step : pointer.steps()) {
      if (!step.equals("*")) {
        keys.add(FieldNames.split(step));
      } else if (!keys.isEmpty()) {
        less +=
            FieldNames.strength(field, keys.getLast()) >= 4 ? 0.5 : field == Field.TITLE ? 3 : 6;
      }
    }
    if (keys.isEmpty()) {
      return 0;
    }
    int at = keys.size() - 1;
    double strength = FieldNames.strength(field, keys.get(at));
    less += keys.get(at).contains("code") ? 2 : 0;
    if (FieldNames.isWeak(keys.get(at))) {
      int named = at - 1;
      while (named >= 0
          && FieldNames.strength(field, keys.get(named)) < 4
          && isHolder(keys.get(named))) {
        named--;
      }
      if (named >= 0) {
        strength = FieldNames.strength(field, keys.get(named)) - 1;
        at = named;
      }
    }
    strength -= 0.3 * (keys.get(at).size() - 1);
    for (int i = at - 1; i >= 0; i--) {
      less += isHolder(keys.get(i)) ? 0.5 : objection(field, keys.get(i));
    }
    return strength - less;
  }

  private static double objection(Field field, List<String> key) {
    if (FieldNames.strength(field, key) >= 4) {
      return 0.5;
    }
    return switch (field) {
      case URL -> FieldNames.named(key) == Field.TITLE ? 2 : 10;
      case ID, TITLE -> 10;
      case REMOTE -> 1;
      default -> 4;
    };
  }

  private static boolean isHolder(List<String> key) {
    return HOLDERS.containsAll(key);
  }

  /** An id that several titles share is of something else. */
  private static boolean standsForMany(Place id, @Nullable Place title) {
    var titles = new HashMap<String, String>();
    int clashes = 0;
    for (int i = 0; i < id.texts().size(); i++) {
      var key = id.texts().get(i);
      var text = title == null ? Integer.toString(i) : title.texts().get(i);
      if (key != null && text != null) {
        var other = titles.putIfAbsent(key, text);
        clashes += other != null && !other.equals(text) ? 1 : 0;
      }
    }
    return clashes > id.texts().size() / 20;
  }

  /**
   * Numbers that a page's program counts up as it draws: the things inside of a posting have the
   * next ones, and the next visit finds others.
   */
  private boolean isDrawn(Place id) {
    var key = id.pointer().steps().getLast();
    var inner =
        values.stream()
            .filter(value -> value.steps().size() > id.pointer().steps().size())
            .filter(value -> value.steps().getLast().equals(key))
            .toList();
    int near = 0;
    var seen = new HashSet<String>();
    for (int i = 0; i < sample.size(); i++) {
      var own = id.texts().get(i);
      if (inner.isEmpty() || own == null || !own.matches("\\d{3,15}")) {
        return false;
      }
      long number = Long.parseLong(own);
      for (var pointer : inner) {
        for (var node : pointer.select(sample.get(i))) {
          var text = node.asString("");
          boolean isNext =
              text.matches("\\d{3,15}") && Math.abs(Long.parseLong(text) - number) <= 50;
          near += isNext && seen.add(text) ? 1 : 0;
        }
      }
    }
    return near >= 2 * sample.size();
  }
}
