package io.earlybrd.match;

import static io.earlybrd.match.BinaryRow.int16;
import static io.earlybrd.match.BinaryRow.int32;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes postings in the order of their ids and inverts them. Not thread-safe. */
final class SliceBuilder {
  private final List<Slice.Posting> postings = new ArrayList<>();
  private final Vocabulary vocabulary = new Vocabulary();
  private boolean allNew = true;
  private int entries;
  private int[] lexemes = new int[1 << 12];
  private char[] docs = new char[1 << 12];
  private int[] firstPosition = new int[1 << 12];
  private char[] positionCount = new char[1 << 12];
  private int positionsSize;
  private char[] positions = new char[1 << 13];

  /** Lexemes of postings so far: what a slice's memory grows with. */
  int entries() {
    return entries;
  }

  int size() {
    return postings.size();
  }

  /**
   * @param claims how many runs have claimed it, this one included
   * @param bytes where, from {@code at} on, is a tsvector as PostgreSQL sends it: the number of
   *     lexemes, then each with a zero byte, the number of its positions and these
   */
  void add(Slice.Posting posting, int claims, byte[] bytes, int at) {
    int doc = postings.size();
    postings.add(posting);
    allNew &= claims <= 1;
    int count = int32(bytes, at);
    int next = at + 4;
    for (int i = 0; i < count; i++) {
      int end = next;
      while (bytes[end] != 0) {
        end++;
      }
      int lexeme = vocabulary.add(bytes, next, end);
      int places = int16(bytes, end + 1);
      addEntry(lexeme, doc, places);
      next = end + 3;
      for (int p = 0; p < places; p++, next += 2) {
        positions[positionsSize++] = (char) int16(bytes, next);
      }
    }
  }

  private void addEntry(int lexeme, int doc, int places) {
    if (entries == lexemes.length) {
      int capacity = entries * 2;
      lexemes = Arrays.copyOf(lexemes, capacity);
      docs = Arrays.copyOf(docs, capacity);
      firstPosition = Arrays.copyOf(firstPosition, capacity);
      positionCount = Arrays.copyOf(positionCount, capacity);
    }
    if (positionsSize + places > positions.length) {
      positions = Arrays.copyOf(positions, Math.max(positions.length * 2, positionsSize + places));
    }
    lexemes[entries] = lexeme;
    docs[entries] = (char) doc;
    firstPosition[entries] = positionsSize;
    positionCount[entries] = (char) places;
    entries++;
  }

  /** By counting: entries of a lexeme stay in the order of postings. */
  Slice build() {
    var starts = new int[vocabulary.size() + 1];
    for (int i = 0; i < entries; i++) {
      starts[lexemes[i] + 1]++;
    }
    for (int i = 0; i < vocabulary.size(); i++) {
      starts[i + 1] += starts[i];
    }
    var next = Arrays.copyOf(starts, vocabulary.size());
    var sortedDocs = new char[entries];
    var sortedFirst = new int[entries];
    var sortedCount = new char[entries];
    for (int i = 0; i < entries; i++) {
      int to = next[lexemes[i]]++;
      sortedDocs[to] = docs[i];
      sortedFirst[to] = firstPosition[i];
      sortedCount[to] = positionCount[i];
    }
    return new Slice(
        postings.toArray(Slice.Posting[]::new),
        allNew,
        vocabulary,
        new Slice.Lists(starts, sortedDocs, sortedFirst, sortedCount, positions));
  }
}
