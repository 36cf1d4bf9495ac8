package io.earlybrd.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What searches of a slice hit, so that equal ones are evaluated once. A hash table without chains:
 * of the searches that share a place, the one stays that came first, until another has come twice.
 * So a million different searches leave no garbage behind, and those that many people have are
 * kept. When all takes too much memory it is forgotten. Not thread-safe.
 */
final class KnownHits {
  private static final int SLOTS = 1 << 15;
  private static final int MOST_BYTES = 12 << 20;
  private static final int ENTRY_BYTES = 80;

  private final int[] hashes = new int[SLOTS];
  private final byte @Nullable [][] queries = new byte[SLOTS][];
  private final @Nullable Hits[] hits = new Hits[SLOTS];

  /** The hash of who wants a place that is taken. */
  private final int[] challengers = new int[SLOTS];

  private int bytes;

  @Nullable Hits find(byte[] message, int from, int to, int hash) {
    int slot = hash & SLOTS - 1;
    if (hashes[slot] != hash) {
      return null;
    }
    var query = queries[slot];
    return query != null && Arrays.equals(query, 0, query.length, message, from, to)
        ? hits[slot]
        : null;
  }

  void keep(byte[] message, int from, int to, int hash, Hits found) {
    int slot = hash & SLOTS - 1;
    var before = queries[slot];
    if (before != null && challengers[slot] != hash) {
      challengers[slot] = hash;
      return;
    }
    bytes += ENTRY_BYTES + to - from + found.bytes();
    var gone = hits[slot];
    if (before != null && gone != null) {
      bytes -= ENTRY_BYTES + before.length + gone.bytes();
    }
    if (bytes > MOST_BYTES) {
      Arrays.fill(queries, null);
      Arrays.fill(hits, null);
      bytes = ENTRY_BYTES + to - from + found.bytes();
    }
    hashes[slot] = hash;
    queries[slot] = Arrays.copyOfRange(message, from, to);
    hits[slot] = found;
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 16;
  }
}
