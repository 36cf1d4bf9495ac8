package io.earlybrd.match;

/**
 * The postings of a slice that a search matches. Immutable.
 *
 * @param docs ascending
 * @param terms of each of them, or one for all
 */
record Hits(char[] docs, Terms[] terms) {
  static final Hits NONE = new Hits(new char[0], new Terms[0]);

  int count() {
    return docs.length;
  }

  Terms terms(int i) {
    return terms.length == 1 ? terms[0] : terms[i];
  }

  /** About what it takes in memory. */
  int bytes() {
    return 2 * docs.length + 80 * terms.length;
  }
}
