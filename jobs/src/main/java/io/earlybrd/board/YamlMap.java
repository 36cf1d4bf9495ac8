package io.earlybrd.board;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A mapping whose keys are names, each once. */
record YamlMap(Node node, Map<String, ScalarNode> keys, Map<String, Node> values) {

  /** Reads {@code node}; null, with a problem, where it is no mapping. */
  static @Nullable YamlMap of(Node node, String what, YamlProblems problems) {
    if (!(node instanceof MappingNode mapping)) {
      problems.add(node, what + " must be a mapping of keys to values");
      return null;
    }
    var keys = new LinkedHashMap<String, ScalarNode>();
    var values = new LinkedHashMap<String, Node>();
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(tuple.getKeyNode(), "a key of " + what + " must be a name");
      } else if (keys.putIfAbsent(key.getValue(), key) != null) {
        int first = keys.get(key.getValue()).getStartMark().getLine() + 1;
        problems.add(key, "“%s” is there twice, first in line %d".formatted(key.getValue(), first));
      } else {
        values.put(key.getValue(), tuple.getValueNode());
      }
    }
    return new YamlMap(node, keys, values);
  }

  /** A problem for each key that is neither in {@code known} nor in {@code handled}. */
  void refuseUnknown(
      String what, Collection<String> known, Collection<String> handled, YamlProblems problems) {
    keys.forEach(
        (name, key) -> {
          if (!known.contains(name) && !handled.contains(name)) {
            var hint =
                Nearest.to(name, known)
                    .map(near -> "did you mean “" + near + "”?")
                    .orElse("known are " + String.join(", ", known));
            problems.add(key, "%s “%s” is unknown; %s".formatted(what, name, hint));
          }
        });
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** Where to point for what concerns {@code name}: its value, or the whole mapping. */
  Node at(String name) {
    return values.getOrDefault(name, node);
  }

  /** The text of {@code name}; null where it is missing, or, with a problem, is no text. */
  @Nullable String text(String name, YamlProblems problems) {
    var value = values.get(name);
    if (value == null) {
      return null;
    }
    if (!(value instanceof ScalarNode scalar)) {
      problems.add(value, "“" + name + "” must be a text");
      return null;
    }
    if (scalar.getTag().equals(Tag.NULL)) {
      problems.add(scalar, "“" + name + "” has no value");
      return null;
    }
    return scalar.getValue();
  }
}
