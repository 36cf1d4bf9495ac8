package io.earlybrd.match;

import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What the searches of one subscriber hit, made into a match for each posting. Filled anew for each
 * subscriber; not thread-safe.
 *
 * <p>A posting that is pending again, because its text changed after a run had settled it, is
 * matched only by searches no newer than the posting: a person who saves a search gets what is new,
 * not what was edited.
 */
final class SubscriberMatches {
  private final Slice slice;
  private final List<Found> found = new ArrayList<>();
  private long[] searches = new long[8];

  private static final class Found {
    final long search;
    final long createdAt;
    final Hits hits;
    int next;

    Found(long search, long createdAt, Hits hits) {
      this.search = search;
      this.createdAt = createdAt;
      this.hits = hits;
    }
  }

  SubscriberMatches(Slice slice) {
    this.slice = slice;
  }

  void clear() {
    found.clear();
  }

  void add(long search, long createdAt, Hits hits) {
    if (hits.count() > 0) {
      found.add(new Found(search, createdAt, hits));
    }
  }

  void write(long subscriber, Recipients recipient, MatchRows rows) throws SQLException {
    if (found.size() == 1) {
      writeOne(subscriber, found.getFirst(), recipient, rows);
    } else if (!found.isEmpty()) {
      found.sort(Comparator.comparingLong(one -> one.search));
      writeAll(subscriber, recipient, rows);
    }
  }

  private void writeOne(long subscriber, Found one, Recipients recipient, MatchRows rows)
      throws SQLException {
    searches[0] = one.search;
    var docs = one.hits.docs();
    for (int i = 0; i < docs.length; i++) {
      if (!isTooNew(one, docs[i])) {
        long posting = slice.posting(docs[i]).id();
        rows.add(subscriber, posting, searches, recipient, one.hits.terms(i));
      }
    }
  }

  private void writeAll(long subscriber, Recipients recipient, MatchRows rows) throws SQLException {
    if (searches.length < found.size()) {
      searches = new long[found.size() * 2];
    }
    var terms = new LinkedHashSet<ByteBuffer>();
    for (char doc : union()) {
      int count = 0;
      terms.clear();
      for (var one : found) {
        var docs = one.hits.docs();
        if (one.next == docs.length || docs[one.next] != doc) {
          continue;
        }
        if (!isTooNew(one, doc)) {
          searches[count++] = one.search;
          collect(one.hits.terms(one.next), terms);
        }
        one.next++;
      }
      if (count > 0) {
        var each = terms.stream().map(ByteBuffer::array).toList();
        rows.add(subscriber, slice.posting(doc).id(), searches, count, recipient, each);
      }
    }
  }

  private char[] union() {
    var bits = new long[Docs.words(slice.size())];
    for (var one : found) {
      for (char doc : one.hits.docs()) {
        bits[doc >> 6] |= 1L << doc;
      }
    }
    return Docs.list(bits, Docs.count(bits));
  }

  private static void collect(Terms terms, LinkedHashSet<ByteBuffer> into) {
    for (int i = 0; i < terms.all().length; i++) {
      if (terms.has(i)) {
        into.add(ByteBuffer.wrap(terms.all()[i]));
      }
    }
  }

  private boolean isTooNew(Found one, int doc) {
    if (!slice.anyAgain()) {
      return false;
    }
    var posting = slice.posting(doc);
    return posting.again() && one.createdAt > posting.storedAt();
  }
}
