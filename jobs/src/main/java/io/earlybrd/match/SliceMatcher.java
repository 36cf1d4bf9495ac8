package io.earlybrd.match;

import static io.earlybrd.match.QueryNodes.AND;
import static io.earlybrd.match.QueryNodes.NOT;
import static io.earlybrd.match.QueryNodes.OR;
import static io.earlybrd.match.QueryNodes.PHRASE;
import static io.earlybrd.match.QueryNodes.VALUE;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which postings of a slice a search matches: the same as {@code tsv @@ query} says.
 *
 * <p>First each word's number of postings bounds that of every operator, from the rarest word up:
 * most searches end there, since some word or filter of theirs is in no posting. Of the others,
 * those with a rare word look into its postings one by one; the rest is made of bits, where a
 * phrase is the AND of its parts, and is checked position by position where that holds.
 *
 * <p>Not thread-safe.
 */
final class SliceMatcher {
  private final Slice slice;
  private final KnownHits known = new KnownHits();
  private final QueryNodes query = new QueryNodes();
  private final Phrases phrases;
  private final BitStack bits;
  private final HitTerms terms = new HitTerms(query);

  /** By node: a word's postings. */
  private Docs[] docs = {};

  /** By node: at most so many postings. */
  private int[] most = {};

  /** By node: whether it is so in the posting that was looked into last. */
  private boolean[] truth = {};

  private long evaluated;

  SliceMatcher(Slice slice) {
    this.slice = slice;
    this.phrases = new Phrases(slice);
    this.bits = new BitStack(slice.size());
  }

  /** How many searches were evaluated; the others were equal to one of these. */
  long evaluated() {
    return evaluated;
  }

  /**
   * @param message where a tsquery stands as PostgreSQL sends it
   * @return null where that is no tsquery that we can read
   */
  @Nullable Hits match(byte[] message, int from, int to) {
    int hash = KnownHits.hash(message, from, to);
    var before = known.find(message, from, to, hash);
    if (before != null) {
      return before;
    }
    if (!query.read(message, from, to)) {
      return null;
    }
    evaluated++;
    var hits = query.count == 0 ? Hits.NONE : evaluate();
    known.keep(message, from, to, hash, hits);
    return hits;
  }

  private Hits evaluate() {
    grow();
    bound();
    if (most[0] == 0) {
      return Hits.NONE;
    }
    int rarest = rarest();
    var few = query.kind[rarest] == VALUE ? docs[rarest].few() : null;
    if (few != null && few.length <= bits.words()) {
      return hits(few, true);
    }
    var found = everywhere();
    return hits(Docs.list(found, Docs.count(found)), false);
  }

  /** The postings of each word, and at most how many each node can have. */
  private void bound() {
    for (int node = query.count - 1; node >= 0; node--) {
      most[node] =
          switch (query.kind[node]) {
            case VALUE -> {
              docs[node] = postings(node);
              yield docs[node].count();
            }
            case NOT -> slice.size();
            case OR -> Math.min(slice.size(), most[node + 1] + most[query.left[node]]);
            default -> Math.min(most[node + 1], most[query.left[node]]);
          };
    }
  }

  private Docs postings(int node) {
    var vocabulary = slice.vocabulary();
    int weights = query.weights[node];
    if (query.prefix[node]) {
      long range = vocabulary.range(query.bytes, query.from[node], query.to[node]);
      return slice.holdingAny((int) (range >> 32), (int) range, weights);
    }
    int lexeme = vocabulary.find(query.bytes, query.from[node], query.to[node]);
    if (lexeme < 0) {
      return Docs.NONE;
    }
    return weights == 0 ? slice.holding(lexeme) : slice.holding(lexeme, weights);
  }

  /** What must be so in every hit, and is so in few postings. */
  private int rarest() {
    int node = 0;
    while (query.kind[node] == AND || query.kind[node] == PHRASE) {
      int left = query.left[node];
      node = most[left] < most[node + 1] ? left : node + 1;
    }
    return node;
  }

  private Hits hits(char[] candidates, boolean check) {
    boolean look = check || query.branches;
    var found = new char[candidates.length];
    var foundTerms = query.branches ? new Terms[candidates.length] : null;
    int count = 0;
    for (char doc : candidates) {
      if (look) {
        lookInto(doc);
      }
      if (!check || truth[0]) {
        if (foundTerms != null) {
          foundTerms[count] = count == 0 ? terms.first(truth) : terms.next(truth);
        }
        found[count++] = doc;
      }
    }
    if (count == 0) {
      return Hits.NONE;
    }
    return new Hits(
        Arrays.copyOf(found, count),
        foundTerms == null ? new Terms[] {terms.all()} : Arrays.copyOf(foundTerms, count));
  }

  /** Says of each node whether it is so in a posting. */
  private void lookInto(int doc) {
    for (int node = query.count - 1; node >= 0; node--) {
      truth[node] =
          switch (query.kind[node]) {
            case VALUE -> docs[node].has(doc);
            // In a phrase, a word may be elsewhere and not here.
            case NOT -> query.isInPhrase(node) || !truth[node + 1];
            case OR -> truth[node + 1] || truth[query.left[node]];
            case AND -> truth[node + 1] && truth[query.left[node]];
            default ->
                truth[node + 1]
                    && truth[query.left[node]]
                    && (query.isInPhrase(node) || phrases.holds(query, node, doc));
          };
    }
  }

  /** All postings at once. */
  private long[] everywhere() {
    bits.clear();
    for (int node = query.count - 1; node >= 0; node--) {
      switch (query.kind[node]) {
        case VALUE -> bits.push(docs[node]);
        case NOT -> {
          if (query.isInPhrase(node)) {
            bits.all();
          } else {
            bits.not();
          }
        }
        case OR -> bits.or();
        case AND -> bits.and();
        default -> {
          bits.and();
          if (!query.isInPhrase(node)) {
            checkPhrase(node);
          }
        }
      }
    }
    return bits.top();
  }

  private void checkPhrase(int phrase) {
    var candidates = bits.top();
    for (int word = 0; word < candidates.length; word++) {
      for (long left = candidates[word]; left != 0; left &= left - 1) {
        int doc = word * 64 + Long.numberOfTrailingZeros(left);
        if (!phrases.holds(query, phrase, doc)) {
          candidates[word] &= ~(1L << doc);
        }
      }
    }
  }

  private void grow() {
    if (docs.length < query.count) {
      docs = new Docs[query.count * 2];
      most = new int[query.count * 2];
      truth = new boolean[query.count * 2];
    }
  }
}
