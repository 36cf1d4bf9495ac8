package io.earlybrd.board;

import java.util.IdentityHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.StringNode;

/**
 * YAML as the tree that definitions are read from and stored as: numbers and truths are texts, as
 * they were written. It knows the lines, so that problems name them.
 */
final class YamlTree implements Problems {
  private final YamlProblems problems;
  private final Map<Node, JsonNode> read = new IdentityHashMap<>();
  private final Map<JsonNode, Integer> lines = new IdentityHashMap<>();
  private final Map<JsonNode, Map<String, Integer>> keyLines = new IdentityHashMap<>();

  YamlTree(YamlProblems problems) {
    this.problems = problems;
  }

  @Override
  public void add(JsonNode at, String message) {
    problems.add(line(at), message);
  }

  @Override
  public void addKey(JsonNode map, String key, String message) {
    problems.add(keyLines.getOrDefault(map, Map.of()).getOrDefault(key, line(map)), message);
  }

  /** Counted from 1. */
  int line(JsonNode node) {
    return lines.getOrDefault(node, 1);
  }

  /**
   * The tree of {@code node}; what YAML's anchors repeat is there once.
   *
   * @param what what it is, for a message
   */
  JsonNode of(Node node, String what) {
    if (read.containsKey(node)) {
      var known = read.get(node);
      if (known.isMissingNode()) {
        problems.add(node, "an anchor that contains itself");
      }
      return known;
    }
    // Until it is read: a YAML anchor may refer to what it stands in.
    read.put(node, JsonNodeFactory.instance.missingNode());
    var tree =
        switch (node) {
          case MappingNode mapping -> mapping(mapping, what);
          case SequenceNode sequence -> {
            var array = JsonNodeFactory.instance.arrayNode();
            sequence
                .getValue()
                .forEach(
                    element -> array.add(of(element, what.equals("“boards”") ? "a board" : what)));
            yield array;
          }
          // Not one of the shared nodes: each has its line.
          case ScalarNode scalar when !scalar.getTag().equals(Tag.NULL) ->
              new StringNode(scalar.getValue());
          default -> new NoValue();
        };
    lines.put(tree, node.getStartMark().getLine() + 1);
    read.put(node, tree);
    return tree;
  }

  private JsonNode mapping(MappingNode mapping, String what) {
    var tree = JsonNodeFactory.instance.objectNode();
    var keys = new TreeMap<String, Integer>();
    keyLines.put(tree, keys);
    for (var tuple : mapping.getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        problems.add(tuple.getKeyNode(), "a key of " + what + " must be a name");
        continue;
      }
      var first = keys.putIfAbsent(key.getValue(), key.getStartMark().getLine() + 1);
      if (first != null) {
        problems.add(key, "“%s” is there twice, first in line %d".formatted(key.getValue(), first));
      } else {
        tree.set(key.getValue(), of(tuple.getValueNode(), "“" + key.getValue() + "”"));
      }
    }
    return tree;
  }

  /** One of its own for each place, so that each has its line. */
  private static final class NoValue extends NullNode {
    private static final long serialVersionUID = 1L;
  }
}
