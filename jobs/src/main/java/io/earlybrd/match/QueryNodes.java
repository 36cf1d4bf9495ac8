package io.earlybrd.match;

import static io.earlybrd.match.BinaryRow.int16;
import static io.earlybrd.match.BinaryRow.int32;

import java.util.Arrays;

/**
 * A tsquery as PostgreSQL sends it, taken apart. Nodes come in prefix order, and of two operands
 * the <em>right</em> one comes first: going from the last node to the first meets operands before
 * their operator, and words in the order in which they were written. Nothing here recurses, so a
 * query may be as deep as it likes.
 *
 * <p>Filled anew for each query, since a run reads millions. Not thread-safe.
 */
final class QueryNodes {
  static final byte VALUE = 0;
  static final byte NOT = 1;
  static final byte AND = 2;
  static final byte OR = 3;
  static final byte PHRASE = 4;

  private static final int SENT_VALUE = 1;
  private static final int SENT_OPERATOR = 2;

  /** Two hundred times what a search may hold: what is beyond was not made by us. */
  private static final int MOST = 100_000;

  int count;

  /** What the values' text stands in. */
  byte[] bytes = {};

  byte[] kind = {};

  /** Of a VALUE: its text. */
  int[] from = {};

  int[] to = {};
  byte[] weights = {};
  boolean[] prefix = {};

  /** Of an operator with two operands: the left one. The right one is the next node. */
  int[] left = {};

  int[] distance = {};

  /** Of each node: the outermost PHRASE that it is or is under, or -1. */
  int[] phrase = {};

  /** Whether the node is under a NOT. */
  boolean[] negated = {};

  /** Whether there is an OR that is not under a NOT: then not all words are in every hit. */
  boolean branches;

  private int[] stack = {};

  /**
   * @return whether it is a query that we can read; an empty one is
   */
  boolean read(byte[] row, int begin, int end) {
    bytes = row;
    count = end - begin < 4 ? -1 : int32(row, begin);
    if (count < 0 || count > MOST) {
      return false;
    }
    grow();
    int at = begin + 4;
    for (int node = 0; node < count; node++) {
      at = at + 3 > end ? -1 : readNode(node, at, end);
      if (at < 0) {
        return false;
      }
    }
    return at == end && (count == 0 || link());
  }

  /** Where the next node begins, or -1. */
  private int readNode(int node, int at, int end) {
    return switch (bytes[at]) {
      case SENT_VALUE -> readValue(node, at + 1, end);
      case SENT_OPERATOR -> {
        byte operator = bytes[at + 1];
        kind[node] = operator;
        if (operator != PHRASE) {
          yield operator == NOT || operator == AND || operator == OR ? at + 2 : -1;
        }
        distance[node] = at + 4 > end ? 0 : int16(bytes, at + 2);
        yield at + 4;
      }
      default -> -1;
    };
  }

  private int readValue(int node, int at, int end) {
    kind[node] = VALUE;
    weights[node] = bytes[at];
    prefix[node] = bytes[at + 1] != 0;
    int zero = at + 2;
    while (zero < end && bytes[zero] != 0) {
      zero++;
    }
    from[node] = at + 2;
    to[node] = zero;
    return zero < end ? zero + 1 : -1;
  }

  /** Finds each operator's operands, and what is above each node. */
  private boolean link() {
    int depth = 0;
    for (int node = count - 1; node >= 0; node--) {
      int operands = kind[node] == VALUE ? 0 : kind[node] == NOT ? 1 : 2;
      if (depth < operands) {
        return false;
      }
      if (operands == 2) {
        left[node] = stack[depth - 2];
      }
      depth -= operands;
      stack[depth++] = node;
    }
    if (depth != 1) {
      return false;
    }
    lookUp();
    return true;
  }

  private void lookUp() {
    branches = false;
    phrase[0] = -1;
    negated[0] = false;
    for (int node = 0; node < count; node++) {
      if (kind[node] == VALUE) {
        continue;
      }
      if (kind[node] == PHRASE && phrase[node] < 0) {
        phrase[node] = node;
      }
      branches |= kind[node] == OR && !negated[node];
      inherit(node + 1, node);
      if (kind[node] != NOT) {
        inherit(left[node], node);
      }
    }
  }

  private void inherit(int child, int parent) {
    phrase[child] = phrase[parent];
    negated[child] = negated[parent] || kind[parent] == NOT;
  }

  /** Whether the value counts among the terms that hit: not a filter, not denied. */
  boolean isTerm(int node) {
    return kind[node] == VALUE
        && !negated[node]
        && (from[node] == to[node] || bytes[from[node]] != '/');
  }

  /** Whether a node is inside a phrase, where it says at which positions, not whether. */
  boolean isInPhrase(int node) {
    return phrase[node] >= 0 && phrase[node] != node;
  }

  /** Where the nodes under this one, which come after it, end. */
  int end(int node) {
    int last = node;
    while (kind[last] != VALUE) {
      last = kind[last] == NOT ? last + 1 : left[last];
    }
    return last + 1;
  }

  private void grow() {
    if (count <= kind.length) {
      return;
    }
    int capacity = Math.max(16, count * 2);
    kind = new byte[capacity];
    from = new int[capacity];
    to = new int[capacity];
    weights = new byte[capacity];
    prefix = new boolean[capacity];
    left = new int[capacity];
    distance = new int[capacity];
    phrase = new int[capacity];
    negated = new boolean[capacity];
    stack = new int[capacity];
  }

  /** The text of a value as it stands in match.terms. */
  byte[] term(int node) {
    int length = to[node] - from[node];
    var term = Arrays.copyOfRange(bytes, from[node], to[node] + (prefix[node] ? 1 : 0));
    if (prefix[node]) {
      term[length] = '*';
    }
    return term;
  }
}
