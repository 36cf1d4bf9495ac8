package io.earlybrd.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Sets of a slice's postings as bits, on which operators work as on numbers. Not thread-safe. */
final class BitStack {
  private final int words;
  private final long lastWord;
  private final List<long[]> sets = new ArrayList<>();
  private int depth;

  BitStack(int size) {
    words = Docs.words(size);
    lastWord = -1L >>> -size;
  }

  int words() {
    return words;
  }

  void clear() {
    depth = 0;
  }

  /** The last result; until the next call. */
  long[] top() {
    return sets.get(depth - 1);
  }

  void push(Docs docs) {
    if (depth == sets.size()) {
      sets.add(new long[words]);
    } else {
      Arrays.fill(sets.get(depth), 0);
    }
    docs.addTo(sets.get(depth++));
  }

  void and() {
    var other = sets.get(--depth);
    var set = top();
    for (int i = 0; i < words; i++) {
      set[i] &= other[i];
    }
  }

  void or() {
    var other = sets.get(--depth);
    var set = top();
    for (int i = 0; i < words; i++) {
      set[i] |= other[i];
    }
  }

  void not() {
    var set = top();
    for (int i = 0; i < words; i++) {
      set[i] = ~set[i];
    }
    trim(set);
  }

  /** Replaces the last result by every posting. */
  void all() {
    var set = top();
    Arrays.fill(set, -1);
    trim(set);
  }

  private void trim(long[] set) {
    if (words > 0) {
      set[words - 1] &= lastWord;
    }
  }
}
