package io.earlybrd.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One way through a JSON document, with every element of an array (and every value of an object
 * whose keys are ids) taken together, and what stands at its end.
 */
final class JsonOutline {
  private static final Pattern ID_KEY =
      Pattern.compile("\\d+|[A-Za-z_-]{0,12}[-_]?\\d{2,}[\\w-]*|[0-9a-fA-F-]{12,}");
  private static final int DEEPEST = 16;
  private static final int WAYS = 5_000;
  private static final int SAMPLE = 200;

  private final @Nullable JsonOutline from;
  private final String step;
  private final int depth;
  private final Map<String, JsonOutline> next = new LinkedHashMap<>();
  private final List<JsonNode> objects = new ArrayList<>();
  private int count;
  private boolean ofArray;
  private boolean hasValues;

  private JsonOutline(@Nullable JsonOutline from, String step) {
    this.from = from;
    this.step = step;
    this.depth = from == null ? 0 : from.depth + 1;
  }

  private record Visit(JsonNode node, JsonOutline way) {}

  /** All ways through {@code document}, outer ones first; the first leads to the document. */
  static List<JsonOutline> of(JsonNode document) {
    var ways = new ArrayList<JsonOutline>();
    ways.add(new JsonOutline(null, ""));
    var queue = new ArrayDeque<Visit>();
    queue.add(new Visit(document, ways.getFirst()));
    while (!queue.isEmpty()) {
      var visit = queue.remove();
      var way = visit.way();
      var node = visit.node();
      if (node.isObject()) {
        way.add(node);
      } else if (node.isValueNode()) {
        way.hasValues |= !node.isNull();
      }
      if (way.depth == DEEPEST) {
        continue;
      }
      if (node.isArray() || isMap(node)) {
        var elements = way.next("*", ways);
        if (elements != null) {
          elements.ofArray |= node.isArray();
          node.values().forEach(element -> queue.add(new Visit(element, elements)));
        }
      } else if (node.isObject()) {
        for (var property : node.properties()) {
          var inner = way.next(property.getKey(), ways);
          if (inner != null) {
            queue.add(new Visit(property.getValue(), inner));
          }
        }
      }
    }
    return ways;
  }

  /** Up to 200 objects at its end. */
  List<JsonNode> objects() {
    return objects;
  }

  /** All objects at its end. */
  int count() {
    return count;
  }

  /** Whether text, a number or a truth value is at its end. */
  boolean hasValues() {
    return hasValues;
  }

  Collection<JsonOutline> next() {
    return next.values();
  }

  /** From {@code outer} on. */
  StarPointer since(JsonOutline outer) {
    var steps = new ArrayList<String>();
    for (var way = this; way != outer && way.from != null; way = way.from) {
      steps.addFirst(way.step);
    }
    return new StarPointer(steps);
  }

  /** From the document on: of an array itself, not of its elements. */
  StarPointer pointer() {
    var whole = since(this.root());
    return ofArray ? new StarPointer(whole.steps().subList(0, whole.steps().size() - 1)) : whole;
  }

  private JsonOutline root() {
    var way = this;
    while (way.from != null) {
      way = way.from;
    }
    return way;
  }

  private void add(JsonNode object) {
    count++;
    if (objects.size() < SAMPLE) {
      objects.add(object);
    }
  }

  private @Nullable JsonOutline next(String step, List<JsonOutline> ways) {
    var known = next.get(step);
    if (known == null && ways.size() < WAYS) {
      known = new JsonOutline(this, step);
      next.put(step, known);
      ways.add(known);
    }
    return known;
  }

  /** An object that is a list: its keys are ids, its values alike. */
  private static boolean isMap(JsonNode node) {
    if (!node.isObject() || node.size() < 2) {
      return false;
    }
    int ids = 0;
    JsonNode first = null;
    for (var property : node.properties()) {
      var value = property.getValue();
      if (!value.isObject()) {
        return false;
      }
      if (first == null) {
        first = value;
      } else if (!areAlike(first, value)) {
        return false;
      }
      ids += ID_KEY.matcher(property.getKey()).matches() ? 1 : 0;
    }
    return ids >= 0.8 * node.size() || node.size() >= 8;
  }

  private static boolean areAlike(JsonNode one, JsonNode other) {
    long shared = one.propertyNames().stream().filter(other::has).count();
    return shared > 0 && 2 * shared >= Math.min(one.size(), other.size());
  }
}
