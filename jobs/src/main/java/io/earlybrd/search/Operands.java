package io.earlybrd.search;

import io.earlybrd.search.SearchParser.Rejected;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands side by side in a query or group. {@code OR} joins its two neighbours, as in the
 * search engines that people know: {@code senior java OR kotlin} asks for one of the last two.
 */
final class Operands {
  private final List<Node> all = new ArrayList<>();
  private List<Node> alternatives = new ArrayList<>();

  /** Column of the connecting word that waits for its right side. */
  private int waiting;

  private boolean waitingForEither;
  private int either;
  private int both;

  boolean isEmpty() {
    return all.isEmpty() && alternatives.isEmpty();
  }

  void add(Node operand) {
    if (waiting > 0 && waitingForEither) {
      alternatives.add(operand);
    } else {
      close();
      alternatives.add(operand);
    }
    waiting = 0;
  }

  /** Takes {@code OR} or {@code AND}; the refusal where it may not stand here. */
  @Nullable Rejected connect(int column, boolean isEither) {
    if (waiting > 0 || isEmpty()) {
      return new Rejected(
          column,
          isEither
              ? "“OR” stands between two words or phrases; for the word itself, write it in lower"
                  + " case"
              : "“AND” stands between two words or phrases, and can be left out");
    }
    waiting = column;
    waitingForEither = isEither;
    either = isEither && either == 0 ? column : either;
    both = !isEither && both == 0 ? column : both;
    return null;
  }

  /** The refusal where the operands may not end here. */
  @Nullable Rejected refusal() {
    if (waiting > 0) {
      return new Rejected(
          waiting,
          "after “"
              + (waitingForEither ? "OR" : "AND")
              + "” comes another word or phrase; for the word itself, write it in lower case");
    }
    return either > 0 && both > 0
        ? new Rejected(
            Math.max(either, both),
            "“AND” and “OR” side by side can be read in two ways: put what belongs together into"
                + " parentheses, as in java AND (spring OR kotlin)")
        : null;
  }

  Node node() {
    close();
    return Nodes.and(all);
  }

  private void close() {
    if (!alternatives.isEmpty()) {
      all.add(Nodes.or(alternatives));
      alternatives = new ArrayList<>();
    }
  }
}
