package io.earlybrd.board;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A JSON Pointer (RFC 6901) in which {@code *} stands for every element of an array, or every value
 * of an object. Empty: the document itself.
 */
record StarPointer(List<String> steps) {

  /**
   * Reads {@code /departments/*}{@code /jobs}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static StarPointer parse(String text) {
    if (text.isEmpty()) {
      return new StarPointer(List.of());
    }
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "a JSON Pointer begins with “/”: did you mean “/" + text.replace('.', '/') + "”?");
    }
    var steps = text.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      if (steps[i].matches(".*~(?![01]).*")) {
        throw new IllegalArgumentException("“~” is written “~0” in a JSON Pointer");
      }
      steps[i] = steps[i].replace("~1", "/").replace("~0", "~");
    }
    return new StarPointer(Arrays.asList(steps));
  }

  /** All that it points at, in the document's order; empty where the way ends before. */
  List<JsonNode> select(JsonNode document) {
    return select(document, steps.size());
  }

  /** What the first {@code length} steps point at. */
  List<JsonNode> select(JsonNode document, int length) {
    var here = List.of(document);
    for (var step : steps.subList(0, length)) {
      var next = new ArrayList<JsonNode>();
      for (var node : here) {
        if (step.equals("*")) {
          node.values().forEach(next::add);
        } else {
          var child =
              node.isArray() && step.matches("\\d{1,9}")
                  ? node.path(Integer.parseInt(step))
                  : node.path(step);
          if (!child.isMissingNode()) {
            next.add(child);
          }
        }
      }
      here = next;
    }
    return here;
  }

  /** The first {@code length} steps as they are written. */
  String written(int length) {
    var text = new StringBuilder();
    for (var step : steps.subList(0, length)) {
      text.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    return text.toString();
  }
}
