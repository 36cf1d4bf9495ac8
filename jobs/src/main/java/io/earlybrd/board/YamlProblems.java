package io.earlybrd.board;

import io.earlybrd.platform.UserError;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** What is wrong in one file, gathered so that it can be mended in one go. */
final class YamlProblems {
  private static final int SHOWN = 20;

  private record Problem(int line, String message) {}

  private final String file;
  private final List<Problem> problems = new ArrayList<>();

  YamlProblems(String file) {
    this.file = file;
  }

  void add(Node node, String message) {
    add(node.getStartMark().getLine() + 1, message);
  }

  void add(Mark mark, String message) {
    add(mark.getLine() + 1, message);
  }

  /**
   * Remembers a problem.
   *
   * @param line counted from 1
   */
  void add(int line, String message) {
    problems.add(new Problem(line, message));
  }

  /** An error with what was gathered, by line. */
  UserError error() {
    var lines =
        problems.stream()
            .sorted(Comparator.comparingInt(Problem::line))
            .limit(SHOWN)
            .map(problem -> file + ": line " + problem.line() + ": " + problem.message())
            .collect(Collectors.joining("\n"));
    int more = problems.size() - SHOWN;
    return new UserError(more > 0 ? lines + "\n" + file + ": and " + more + " more" : lines);
  }

  void throwIfAny() {
    if (!problems.isEmpty()) {
      throw error();
    }
  }
}
