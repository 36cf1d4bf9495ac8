package io.earlybrd.match;

import org.jspecify.annotations.Nullable;

/**
 * The lexemes of one search that a posting holds, in the order of the search: a choice from all of
 * its lexemes, which its hits share. Immutable.
 *
 * @param all each once; not to be written to
 * @param chosen a bit for each of {@code all}; null: all of them
 */
record Terms(byte[][] all, long @Nullable [] chosen) {
  static final Terms NONE = new Terms(new byte[0][], null);

  boolean has(int i) {
    return chosen == null || (chosen[i >> 6] >>> i & 1) != 0;
  }

  int count() {
    return chosen == null ? all.length : Docs.count(chosen);
  }
}
