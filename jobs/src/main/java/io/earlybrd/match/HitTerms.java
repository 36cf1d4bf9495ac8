package io.earlybrd.match;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which lexemes of a search are in its hits. Hits with the same ones share them. Not thread-safe.
 */
final class HitTerms {
  private final QueryNodes query;
  private final Map<BitSet, Terms> choices = new HashMap<>();
  private final Map<ByteBuffer, Integer> numbers = new HashMap<>();

  /** The nodes that are terms, in the search's order, and the number of each one's text. */
  private int[] nodes = {};

  private int[] number = {};
  private int count;
  private byte[][] texts = {};

  HitTerms(QueryNodes query) {
    this.query = query;
  }

  /** For a search without alternatives: every hit has all of them. */
  Terms all() {
    collect();
    return texts.length == 0 ? Terms.NONE : new Terms(texts, null);
  }

  /** For the first hit of a search with alternatives. */
  Terms first(boolean[] truth) {
    collect();
    choices.clear();
    return next(truth);
  }

  Terms next(boolean[] truth) {
    var chosen = new BitSet(texts.length);
    for (int i = 0; i < count; i++) {
      int node = nodes[i];
      int phrase = query.phrase[node];
      if (truth[node] && (phrase < 0 || truth[phrase])) {
        chosen.set(number[i]);
      }
    }
    return choices.computeIfAbsent(chosen, this::terms);
  }

  private Terms terms(BitSet chosen) {
    if (chosen.isEmpty()) {
      return Terms.NONE;
    }
    var bits = new long[Docs.words(texts.length)];
    var set = chosen.toLongArray();
    System.arraycopy(set, 0, bits, 0, set.length);
    return new Terms(texts, bits);
  }

  private void collect() {
    if (nodes.length < query.count) {
      nodes = new int[query.count * 2];
      number = new int[query.count * 2];
    }
    numbers.clear();
    List<byte[]> found = new ArrayList<>();
    count = 0;
    for (int node = query.count - 1; node >= 0; node--) {
      if (query.isTerm(node)) {
        var text = query.term(node);
        var before = numbers.putIfAbsent(ByteBuffer.wrap(text), found.size());
        if (before == null) {
          found.add(text);
        }
        nodes[count] = node;
        number[count++] = before == null ? found.size() - 1 : before;
      }
    }
    texts = found.toArray(byte[][]::new);
  }
}
