package io.earlybrd.board;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A mapping in a definition, with those who hear what is wrong in it. */
record DefinitionMap(JsonNode node, Problems problems) {

  /** Reads {@code node}; null, with a problem, where it is no mapping. */
  static @Nullable DefinitionMap of(JsonNode node, String what, Problems problems) {
    if (!node.isObject()) {
      problems.add(node, what + " must be a mapping of keys to values");
      return null;
    }
    return new DefinitionMap(node, problems);
  }

  /** A problem for each key that is not {@code known}. */
  void refuseUnknown(String what, Collection<String> known) {
    for (var name : node.propertyNames()) {
      if (!known.contains(name)) {
        var hint =
            Nearest.to(name, known)
                .map(near -> "did you mean “" + near + "”?")
                .orElse("known are " + String.join(", ", known));
        problems.addKey(node, name, "%s “%s” is unknown; %s".formatted(what, name, hint));
      }
    }
  }

  /** Whether it says anything; a key without a value is a problem where it is read. */
  boolean has(String name) {
    return node.has(name);
  }

  /** Where to point for what concerns {@code name}: its value, or the whole mapping. */
  JsonNode at(String name) {
    var value = node.get(name);
    return value == null ? node : value;
  }

  /** The text of {@code name}; null where it is missing, or, with a problem, is no text. */
  @Nullable String text(String name) {
    var value = node.get(name);
    return value == null ? null : text(value, name);
  }

  /** One text or a list of them; empty where it is missing. */
  List<String> texts(String name) {
    var value = node.get(name);
    var texts = new ArrayList<String>();
    if (value != null) {
      for (var element : value.isArray() ? value.values() : List.of(value)) {
        var text = text(element, name);
        if (text != null) {
          texts.add(text);
        }
      }
    }
    return texts;
  }

  private @Nullable String text(JsonNode value, String name) {
    if (value.isNull()) {
      problems.add(value, "“" + name + "” has no value");
      return null;
    }
    if (!value.isValueNode()) {
      problems.add(value, "“" + name + "” must be a text");
      return null;
    }
    return value.asString();
  }

  /** What {@code reader} makes of the text of {@code name}; its refusal is a problem. */
  <T> @Nullable T optional(String name, Function<String, T> reader) {
    var text = text(name);
    try {
      return text == null ? null : reader.apply(text);
    } catch (IllegalArgumentException e) {
      problems.add(at(name), String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** As {@link #optional}, where it is a problem when it is missing. */
  <T> @Nullable T required(String name, String what, Function<String, T> reader) {
    if (!has(name)) {
      problems.add(node, "“" + name + "” is missing: " + what);
      return null;
    }
    return optional(name, reader);
  }

  /** A whole number from {@code least} to {@code most}. */
  int number(String name, int otherwise, int least, int most) {
    var number =
        optional(
            name,
            text -> {
              if (text.matches("\\d{1,9}")
                  && Integer.parseInt(text) >= least
                  && Integer.parseInt(text) <= most) {
                return Integer.parseInt(text);
              }
              throw new IllegalArgumentException(
                  "“%s” must be a whole number from %d to %d, not “%s”"
                      .formatted(name, least, most, OneLine.of(text, 40)));
            });
    return number == null ? otherwise : number;
  }

  /** A mapping inside of this one; null where it is missing, or, with a problem, is none. */
  @Nullable DefinitionMap map(String name) {
    return has(name) ? of(at(name), "“" + name + "”", problems) : null;
  }
}
