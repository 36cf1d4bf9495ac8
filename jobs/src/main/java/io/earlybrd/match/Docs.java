package io.earlybrd.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which postings of a slice, by their number in it: a list where they are few, bits where they are
 * many, whichever is smaller. Immutable.
 */
final class Docs {
  static final Docs NONE = new Docs(0, new char[0], null);

  private final int count;
  private final char @Nullable [] list;
  private final long @Nullable [] bits;

  private Docs(int count, char @Nullable [] list, long @Nullable [] bits) {
    this.count = count;
    this.list = list;
    this.bits = bits;
  }

  static int words(int size) {
    return (size + 63) >> 6;
  }

  /**
   * @param docs ascending
   * @param size of the slice
   */
  static Docs of(char[] docs, int from, int to, int size) {
    if (from == to) {
      return NONE;
    }
    if ((to - from) * 16 <= size) {
      return new Docs(to - from, Arrays.copyOfRange(docs, from, to), null);
    }
    var bits = new long[words(size)];
    for (int i = from; i < to; i++) {
      bits[docs[i] >> 6] |= 1L << docs[i];
    }
    return new Docs(to - from, null, bits);
  }

  static Docs of(long[] bits, int size) {
    int count = count(bits);
    if (count == 0) {
      return NONE;
    }
    return count * 16 <= size
        ? new Docs(count, list(bits, count), null)
        : new Docs(count, null, bits);
  }

  static int count(long[] bits) {
    int count = 0;
    for (long word : bits) {
      count += Long.bitCount(word);
    }
    return count;
  }

  static char[] list(long[] bits, int count) {
    var list = new char[count];
    int n = 0;
    for (int word = 0; n < count; word++) {
      for (long left = bits[word]; left != 0; left &= left - 1) {
        list[n++] = (char) (word * 64 + Long.numberOfTrailingZeros(left));
      }
    }
    return list;
  }

  int count() {
    return count;
  }

  boolean has(int doc) {
    if (bits != null) {
      return (bits[doc >> 6] >>> doc & 1) != 0;
    }
    return list != null && Arrays.binarySearch(list, (char) doc) >= 0;
  }

  /** The list, or null where they are many. */
  char @Nullable [] few() {
    return list;
  }

  void addTo(long[] into) {
    if (bits != null) {
      for (int i = 0; i < into.length; i++) {
        into[i] |= bits[i];
      }
    } else if (list != null) {
      for (char doc : list) {
        into[doc >> 6] |= 1L << doc;
      }
    }
  }

  int bytes() {
    return 64 + (bits == null ? 2 * count : 8 * bits.length);
  }
}
