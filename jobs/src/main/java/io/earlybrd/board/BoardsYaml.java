package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.yaml.snakeyaml.nodes.Tag;
import tools.jackson.databind.JsonNode;

/** Reads {@code boards.yaml}. The file alone is judged: no address in it is looked at. */
public final class BoardsYaml {
  private BoardsYaml() {}

  /**
   * The boards of {@code file}, in its order; at least one.
   *
   * @throws UserError with everything that is wrong in the file, a line each: {@code FILE: line N:
   *     MESSAGE}
   */
  public static List<Board> read(Path file) {
    return read(file, new Presets(null));
  }

  /** The same with {@code presets}, which may be the operator's own. */
  public static List<Board> read(Path file, Presets presets) {
    return parse(file.toString(), YamlFile.text(file), presets);
  }

  /** The same of a text; {@code file} is its name in messages. */
  static List<Board> parse(String file, String text, Presets presets) {
    var problems = new YamlProblems(file);
    var root = YamlFile.compose(text, problems);
    if (root == null || root.getTag().equals(Tag.NULL)) {
      throw new UserError(file + ": line 1: the file is empty; it must begin with “boards:”");
    }
    var tree = new YamlTree(problems);
    var boards = boards(tree.of(root, "the file"), tree, presets);
    problems.throwIfAny();
    return boards;
  }

  private static List<Board> boards(JsonNode root, YamlTree tree, Presets presets) {
    var top = DefinitionMap.of(root, "the file", tree);
    if (top == null) {
      return List.of();
    }
    top.refuseUnknown("key", List.of("boards"));
    if (!top.at("boards").isArray() || top.at("boards").isEmpty()) {
      tree.add(top.at("boards"), "“boards” must be a list of at least one board (- id: …)");
      return List.of();
    }
    var lines = new HashMap<String, Integer>();
    var boards = new ArrayList<Board>();
    for (var node : top.at("boards").values()) {
      var map = DefinitionMap.of(node, "a board", tree);
      var board = map == null ? null : new BoardEntry(map, presets).read();
      if (map != null && board != null) {
        boards.add(board);
        var first = lines.putIfAbsent(board.id(), tree.line(map.at("id")));
        if (first != null) {
          tree.add(
              map.at("id"),
              "the id “%s” is there twice, first in line %d".formatted(board.id(), first));
        }
      }
    }
    return boards;
  }
}
