package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/** Reads {@code boards.yaml}. The file alone is judged: no address in it is looked at. */
public final class BoardsYaml {
  private static final int MAX_CODE_POINTS = 20_000_000;

  private BoardsYaml() {}

  /**
   * The boards of {@code file}, in its order; at least one.
   *
   * @throws UserError with everything that is wrong in the file, a line each: {@code FILE: line N:
   *     MESSAGE}
   */
  public static List<Board> read(Path file) {
    var problems = new YamlProblems(file.toString());
    var root = compose(text(file, problems), problems);
    if (root == null || root.getTag().equals(Tag.NULL)) {
      throw new UserError(file + ": line 1: the file is empty; it must begin with “boards:”");
    }
    var boards = boards(root, problems);
    problems.throwIfAny();
    return boards;
  }

  private static String text(Path file, YamlProblems problems) {
    try {
      var bytes = Files.readAllBytes(file);
      var decoder = StandardCharsets.UTF_8.newDecoder();
      var input = ByteBuffer.wrap(bytes);
      try {
        return decoder.decode(input).toString();
      } catch (CharacterCodingException e) {
        int line = 1;
        for (int i = 0; i < input.position(); i++) {
          line += bytes[i] == '\n' ? 1 : 0;
        }
        problems.add(line, "the file must be in UTF-8");
        throw problems.error();
      }
    } catch (NoSuchFileException e) {
      throw new UserError(file + ": there is no such file", e);
    } catch (IOException e) {
      throw new UserError(file + ": cannot be read: " + e.getMessage(), e);
    }
  }

  private static @Nullable Node compose(String text, YamlProblems problems) {
    var options = new LoaderOptions();
    options.setCodePointLimit(MAX_CODE_POINTS);
    // A byte order mark is no part of the text.
    var yaml = text.startsWith("\ufeff") ? text.substring(1) : text;
    try {
      return new Yaml(options).compose(new StringReader(yaml));
    } catch (MarkedYAMLException e) {
      var mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
      problems.add(mark == null ? 1 : mark.getLine() + 1, "broken YAML: " + e.getProblem());
      throw problems.error();
    } catch (ReaderException e) {
      int line = (int) yaml.chars().limit(e.getPosition()).filter(c -> c == '\n').count() + 1;
      problems.add(
          line, "broken YAML: the character U+%04X is not allowed".formatted(e.getCodePoint()));
      throw problems.error();
    } catch (YAMLException | StackOverflowError e) {
      problems.add(1, "broken YAML: " + e.getMessage());
      throw problems.error();
    }
  }

  private static List<Board> boards(Node root, YamlProblems problems) {
    var top = YamlMap.of(root, "the file", problems);
    if (top == null) {
      return List.of();
    }
    top.refuseUnknown("key", List.of("boards"), List.of(), problems);
    if (!(top.at("boards") instanceof SequenceNode list) || list.getValue().isEmpty()) {
      problems.add(top.at("boards"), "“boards” must be a list of at least one board (- id: …)");
      return List.of();
    }
    var lines = new HashMap<String, Integer>();
    var boards = new ArrayList<Board>();
    for (var node : list.getValue()) {
      var map = YamlMap.of(node, "a board", problems);
      if (map == null) {
        continue;
      }
      var board = new BoardEntry(map, problems).read();
      var id = map.at("id");
      if (board != null) {
        boards.add(board);
        var first = lines.putIfAbsent(board.id(), id.getStartMark().getLine() + 1);
        if (first != null) {
          problems.add(
              id, "the id “%s” is there twice, first in line %d".formatted(board.id(), first));
        }
      }
    }
    return boards;
  }
}
