package io.earlybrd.match;

import java.util.Arrays;

/**
 * Whether a phrase stands in a posting, by PostgreSQL's rules: each part yields the positions at
 * which it ends, or those at which it does not ({@code negate}), and how many positions it spans
 * before them; a phrase joins those of its parts at their distance. A lexeme without positions
 * makes the answer "maybe", which in the end is no.
 *
 * <p>Not thread-safe.
 */
final class Phrases {
  private static final int NO = 0;
  private static final int YES = 1;
  private static final int MAYBE = 2;

  private static final int BOTH = 1;
  private static final int ONLY_LEFT = 2;
  private static final int ONLY_RIGHT = 4;

  private static final int POSITION = (1 << 14) - 1;

  private final Slice slice;

  /** By node, less the phrase's own. */
  private Places[] places = {};

  /** Where operators write, before it takes the place of what was there. */
  private Places result = new Places();

  /** What a part of a phrase yields. */
  private static final class Places {
    int answer;
    boolean negate;
    int width;
    int count;
    int[] at = new int[16];

    void begin(int capacity) {
      answer = NO;
      negate = false;
      width = 0;
      count = 0;
      room(capacity);
    }

    void room(int capacity) {
      if (at.length < capacity) {
        at = Arrays.copyOf(at, capacity * 2);
      }
    }
  }

  Phrases(Slice slice) {
    this.slice = slice;
  }

  boolean holds(QueryNodes query, int phrase, int doc) {
    int end = query.end(phrase);
    grow(end - phrase);
    for (int node = end - 1; node >= phrase; node--) {
      var own = places[node - phrase];
      switch (query.kind[node]) {
        case QueryNodes.VALUE -> find(query, node, doc, own);
        case QueryNodes.NOT -> deny(places[node + 1 - phrase], own);
        default -> join(query, node, places[query.left[node] - phrase], places[node + 1 - phrase]);
      }
      if (query.kind[node] > QueryNodes.NOT) {
        swapResult(node - phrase);
      }
    }
    return places[0].answer == YES;
  }

  private void swapResult(int node) {
    var before = places[node];
    places[node] = result;
    result = before;
  }

  private void find(QueryNodes query, int node, int doc, Places into) {
    into.begin(0);
    var vocabulary = slice.vocabulary();
    int weights = query.weights[node];
    if (!query.prefix[node]) {
      int lexeme = vocabulary.find(query.bytes, query.from[node], query.to[node]);
      if (lexeme >= 0) {
        into.answer = add(lexeme, weights, doc, into);
      }
      return;
    }
    long range = vocabulary.range(query.bytes, query.from[node], query.to[node]);
    for (int place = (int) (range >> 32); place < (int) range; place++) {
      int answer = add(vocabulary.inOrder(place), weights, doc, into);
      if (answer == MAYBE) {
        into.count = 0;
        into.answer = MAYBE;
        return;
      }
    }
    sort(into);
    into.answer = into.count > 0 ? YES : NO;
  }

  private int add(int lexeme, int weights, int doc, Places into) {
    int entry = slice.entry(lexeme, doc);
    if (entry < 0) {
      return NO;
    }
    int count = slice.positionCount(entry);
    if (count == 0) {
      return MAYBE;
    }
    into.room(into.count + count);
    int found = slice.positions(entry, weights, into.at, into.count);
    into.count += found;
    return found > 0 ? YES : NO;
  }

  private static void sort(Places into) {
    Arrays.sort(into.at, 0, into.count);
    int distinct = 0;
    for (int i = 0; i < into.count; i++) {
      if (i == 0 || into.at[i] != into.at[i - 1]) {
        into.at[distinct++] = into.at[i];
      }
    }
    into.count = distinct;
  }

  private static void deny(Places operand, Places into) {
    into.begin(operand.count);
    into.width = operand.width;
    into.answer = operand.answer;
    switch (operand.answer) {
      case NO -> {
        into.negate = true;
        into.answer = YES;
      }
      case YES -> {
        into.count = operand.count;
        System.arraycopy(operand.at, 0, into.at, 0, operand.count);
        into.negate = !operand.negate;
        // Denying "everywhere" is "nowhere".
        if (operand.count == 0 && operand.negate) {
          into.answer = NO;
        }
      }
      default -> {}
    }
  }

  private void join(QueryNodes query, int node, Places left, Places right) {
    result.begin(left.count + right.count);
    boolean or = query.kind[node] == QueryNodes.OR;
    boolean neither = left.answer == NO && right.answer == NO;
    if (neither || !or && (left.answer == NO || right.answer == NO)) {
      return;
    }
    if (left.answer == MAYBE || right.answer == MAYBE) {
      result.answer = MAYBE;
      return;
    }
    int leftWidth = left.answer == NO ? 0 : left.width;
    int rightWidth = right.answer == NO ? 0 : right.width;
    int leftShift;
    int rightShift;
    if (query.kind[node] == QueryNodes.PHRASE) {
      leftShift = query.distance[node] + rightWidth;
      rightShift = 0;
      result.width = query.distance[node] + leftWidth + rightWidth;
    } else {
      // The narrower one's positions are aligned to the end of the wider one.
      result.width = Math.max(leftWidth, rightWidth);
      leftShift = result.width - leftWidth;
      rightShift = result.width - rightWidth;
    }
    merge(emitted(or, left.negate, right.negate), left, leftShift, right, rightShift);
    result.negate = or ? left.negate || right.negate : left.negate && right.negate;
    result.answer = result.negate || result.count > 0 ? YES : NO;
  }

  /** Which positions make the result, or with {@code negate} its complement. */
  private static int emitted(boolean or, boolean notLeft, boolean notRight) {
    if (notLeft && notRight) {
      return or ? BOTH : BOTH | ONLY_LEFT | ONLY_RIGHT;
    }
    if (notLeft) {
      return or ? ONLY_LEFT : ONLY_RIGHT;
    }
    if (notRight) {
      return or ? ONLY_RIGHT : ONLY_LEFT;
    }
    return or ? BOTH | ONLY_LEFT | ONLY_RIGHT : BOTH;
  }

  private void merge(int emitted, Places left, int leftShift, Places right, int rightShift) {
    int l = 0;
    int r = 0;
    while (l < left.count || r < right.count) {
      int atLeft = l < left.count ? left.at[l] + leftShift : Integer.MAX_VALUE;
      int atRight = r < right.count ? right.at[r] + rightShift : Integer.MAX_VALUE;
      int how = atLeft < atRight ? ONLY_LEFT : atLeft > atRight ? ONLY_RIGHT : BOTH;
      if ((emitted & how) != 0) {
        result.at[result.count++] = Math.min(atLeft, atRight) & POSITION;
      }
      l += how == ONLY_RIGHT ? 0 : 1;
      r += how == ONLY_LEFT ? 0 : 1;
    }
  }

  private void grow(int nodes) {
    int before = places.length;
    if (before < nodes) {
      places = Arrays.copyOf(places, nodes * 2);
      for (int i = before; i < places.length; i++) {
        places[i] = new Places();
      }
    }
  }
}
