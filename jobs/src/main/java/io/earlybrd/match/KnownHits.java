package io.earlybrd.match;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What searches of a slice hit, so that equal ones are evaluated once. Two equal hashes push each
 * other out, and when all takes too much memory it is forgotten: a search that many people have
 * soon is here again. Not thread-safe.
 */
final class KnownHits {
  private static final int SLOTS = 1 << 15;
  private static final int MOST_BYTES = 16 << 20;

  /** Keeps the message that the query came in, not a copy. */
  private record Known(int hash, byte[] message, int from, int to, Hits hits) {
    int bytes() {
      return 64 + message.length + hits.bytes();
    }
  }

  private final @Nullable Known[] slots = new Known[SLOTS];
  private int bytes;

  @Nullable Hits find(byte[] message, int from, int to, int hash) {
    var known = slots[hash & SLOTS - 1];
    return known != null
            && known.hash == hash
            && Arrays.equals(known.message, known.from, known.to, message, from, to)
        ? known.hits
        : null;
  }

  void keep(byte[] message, int from, int to, int hash, Hits hits) {
    var known = new Known(hash, message, from, to, hits);
    int slot = hash & SLOTS - 1;
    var before = slots[slot];
    bytes += known.bytes() - (before == null ? 0 : before.bytes());
    if (bytes > MOST_BYTES) {
      Arrays.fill(slots, null);
      bytes = known.bytes();
    }
    slots[slot] = known;
  }

  static int hash(byte[] bytes, int from, int to) {
    int hash = 1;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    return hash ^ hash >>> 16;
  }
}
