package io.earlybrd.match;

import java.util.Arrays;

/**
 * The lexemes of a slice, numbered as they come, compared byte by byte as PostgreSQL does. Not
 * thread-safe.
 */
final class Vocabulary {
  private byte[] text = new byte[1 << 14];
  private int[] starts = new int[1 << 10];
  private int[] hashes = new int[1 << 10];

  /** Open addressing: number + 1, or 0. */
  private int[] table = new int[1 << 12];

  private int size;
  private int[] sorted = {};

  int size() {
    return size;
  }

  /** The number of a lexeme, or -1. */
  int find(byte[] bytes, int from, int to) {
    int slot = slot(bytes, from, to, hash(bytes, from, to));
    return table[slot] - 1;
  }

  /** The number of a lexeme, which is new where it was not there. */
  int add(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int slot = slot(bytes, from, to, hash);
    if (table[slot] != 0) {
      return table[slot] - 1;
    }
    append(bytes, from, to, hash);
    table[slot] = size;
    if (size * 2 > table.length) {
      rehash();
    }
    return size - 1;
  }

  /** The lexeme at a place in the order of bytes. */
  int inOrder(int place) {
    return sorted[place];
  }

  /**
   * The places, in the order of bytes, of the lexemes that begin so: the first in the upper half,
   * the one after the last in the lower. Sorts at the first call.
   */
  long range(byte[] bytes, int from, int to) {
    if (sorted.length != size) {
      sorted = new int[size];
      Arrays.setAll(sorted, i -> i);
      sort(sorted, new int[size], 0, size);
    }
    return (long) bound(bytes, from, to, false) << 32 | bound(bytes, from, to, true);
  }

  private int bound(byte[] prefix, int from, int to, boolean after) {
    int low = 0;
    int high = size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int start = starts[sorted[middle]];
      int end = Math.min(starts[sorted[middle] + 1], start + to - from);
      int order = Arrays.compareUnsigned(text, start, end, prefix, from, to);
      if (order < 0 || after && order == 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** By merging; boxed numbers and a comparator take four times the time. */
  private void sort(int[] numbers, int[] spare, int from, int to) {
    if (to - from < 2) {
      return;
    }
    int middle = (from + to) >>> 1;
    sort(numbers, spare, from, middle);
    sort(numbers, spare, middle, to);
    System.arraycopy(numbers, from, spare, from, to - from);
    int left = from;
    int right = middle;
    for (int i = from; i < to; i++) {
      boolean takeLeft = right == to || left < middle && compare(spare[left], spare[right]) <= 0;
      numbers[i] = takeLeft ? spare[left++] : spare[right++];
    }
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(
        text, starts[one], starts[one + 1], text, starts[other], starts[other + 1]);
  }

  private int slot(byte[] bytes, int from, int to, int hash) {
    int mask = table.length - 1;
    int slot = hash & mask;
    while (table[slot] != 0 && !is(table[slot] - 1, hash, bytes, from, to)) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private boolean is(int number, int hash, byte[] bytes, int from, int to) {
    return hashes[number] == hash
        && Arrays.equals(text, starts[number], starts[number + 1], bytes, from, to);
  }

  private void append(byte[] bytes, int from, int to, int hash) {
    int start = starts[size];
    int end = start + to - from;
    if (end > text.length) {
      text = Arrays.copyOf(text, Math.max(end, text.length * 2));
    }
    if (size + 2 > starts.length) {
      starts = Arrays.copyOf(starts, starts.length * 2);
      hashes = Arrays.copyOf(hashes, hashes.length * 2);
    }
    System.arraycopy(bytes, from, text, start, to - from);
    hashes[size] = hash;
    starts[++size] = end;
  }

  private void rehash() {
    table = new int[table.length * 2];
    int mask = table.length - 1;
    for (int number = 0; number < size; number++) {
      int slot = hashes[number] & mask;
      while (table[slot] != 0) {
        slot = slot + 1 & mask;
      }
      table[slot] = number + 1;
    }
  }

  private static int hash(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    // The table takes the low bits.
    hash *= 0x9e3779b1;
    return hash ^ hash >>> 15;
  }
}
