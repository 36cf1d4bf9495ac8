package io.earlybrd.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Some of a run's postings, inverted: for each lexeme, which of them hold it and where. Postings
 * are numbered from 0, in the order of their ids. Answers are kept within a bound. Not thread-safe.
 */
final class Slice {
  /** So that a posting's number is a {@code char}, and its bits are few. */
  static final int MOST = 4_096;

  /** Weight masks and prefixes are answered anew after this. */
  private static final int KEPT_BYTES = 8 << 20;

  private static final int WEIGHT_SHIFT = 14;

  /** A posting; {@code storedAt} in PostgreSQL's microseconds. */
  record Posting(long id, long storedAt, boolean again) {}

  /** The inverted lists, as {@link SliceBuilder} makes them. An entry is a lexeme of a posting. */
  record Lists(
      int[] starts, char[] docs, int[] firstPosition, char[] positionCount, char[] positions) {}

  private final Posting[] postings;
  private final Vocabulary vocabulary;
  private final Lists lists;
  private final boolean allNew;
  private final boolean anyAgain;
  private final @Nullable Docs[] byLexeme;
  private final Map<Long, Docs> kept = new HashMap<>();
  private int keptBytes;

  Slice(Posting[] postings, boolean allNew, Vocabulary vocabulary, Lists lists) {
    this.postings = postings;
    this.allNew = allNew;
    this.vocabulary = vocabulary;
    this.lists = lists;
    this.byLexeme = new Docs[vocabulary.size()];
    this.anyAgain = Arrays.stream(postings).anyMatch(Posting::again);
  }

  int size() {
    return postings.length;
  }

  int lexemes() {
    return vocabulary.size();
  }

  Posting posting(int doc) {
    return postings[doc];
  }

  /** No run has claimed any of these before: none of their matches can be there already. */
  boolean allNew() {
    return allNew;
  }

  /** Whether any was matched before, in another text: only older searches get that. */
  boolean anyAgain() {
    return anyAgain;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  /** Which postings hold a lexeme. */
  Docs holding(int lexeme) {
    var docs = byLexeme[lexeme];
    if (docs == null) {
      docs = Docs.of(lists.docs, lists.starts[lexeme], lists.starts[lexeme + 1], size());
      byLexeme[lexeme] = docs;
    }
    return docs;
  }

  /**
   * Which postings hold a lexeme with one of these weights. As in PostgreSQL, one without positions
   * has every weight.
   */
  Docs holding(int lexeme, int weights) {
    return kept(
        (long) lexeme << 5 | weights,
        () -> {
          var bits = new long[Docs.words(size())];
          addWeighted(lexeme, weights, bits);
          return Docs.of(bits, size());
        });
  }

  /**
   * Which postings hold one of the lexemes in these places of the order.
   *
   * @param weights 0: any
   */
  Docs holdingAny(int first, int end, int weights) {
    if (first == end) {
      return Docs.NONE;
    }
    if (end - first == 1 && weights == 0) {
      return holding(vocabulary.inOrder(first));
    }
    long key = 1L << 63 | (long) first << 34 | (long) end << 5 | weights;
    return kept(
        key,
        () -> {
          var bits = new long[Docs.words(size())];
          for (int place = first; place < end; place++) {
            addWeighted(vocabulary.inOrder(place), weights, bits);
          }
          return Docs.of(bits, size());
        });
  }

  private Docs kept(long key, Supplier<Docs> make) {
    var docs = kept.get(key);
    if (docs == null) {
      docs = make.get();
      keptBytes += docs.bytes() + 64;
      if (keptBytes > KEPT_BYTES) {
        kept.clear();
        keptBytes = docs.bytes() + 64;
      }
      kept.put(key, docs);
    }
    return docs;
  }

  private void addWeighted(int lexeme, int weights, long[] into) {
    for (int entry = lists.starts[lexeme]; entry < lists.starts[lexeme + 1]; entry++) {
      if (weights == 0 || hasWeight(entry, weights)) {
        int doc = lists.docs[entry];
        into[doc >> 6] |= 1L << doc;
      }
    }
  }

  private boolean hasWeight(int entry, int weights) {
    int first = lists.firstPosition[entry];
    int end = first + lists.positionCount[entry];
    for (int i = first; i < end; i++) {
      if ((weights >> (lists.positions[i] >> WEIGHT_SHIFT) & 1) != 0) {
        return true;
      }
    }
    return first == end;
  }

  /** The entry of a lexeme in a posting, or -1. */
  int entry(int lexeme, int doc) {
    int entry =
        Arrays.binarySearch(lists.docs, lists.starts[lexeme], lists.starts[lexeme + 1], (char) doc);
    return Math.max(entry, -1);
  }

  int positionCount(int entry) {
    return lists.positionCount[entry];
  }

  /**
   * Where an entry stands, with one of these weights, ascending.
   *
   * @param into has room for {@link #positionCount} from {@code at} on
   * @param weights 0: any
   * @return how many were written
   */
  int positions(int entry, int weights, int[] into, int at) {
    int first = lists.firstPosition[entry];
    int n = at;
    for (int i = first; i < first + lists.positionCount[entry]; i++) {
      int position = lists.positions[i];
      if (weights == 0 || (weights >> (position >> WEIGHT_SHIFT) & 1) != 0) {
        into[n++] = position & (1 << WEIGHT_SHIFT) - 1;
      }
    }
    return n - at;
  }
}
