package io.earlybrd.posting;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest postings, each of which was looked at.
 *
 * @param wanted how many should have been looked at
 * @param hits ids of those that the query finds, the newest first
 * @param last when the newest was first seen; null where there is none
 * @param rest how many the query finds without its beginnings of words
 * @param beginnings how many these alone find
 */
record RecentSample(
    int wanted, int looked, List<Long> hits, @Nullable Instant last, int rest, int beginnings) {

  /** Whether there are no others. */
  boolean isAll() {
    return looked < wanted;
  }

  /**
   * How many of the newest are probably enough to find so many hits. A quarter more than the sample
   * says, since the next postings are not as the last.
   */
  long enoughFor(int number) {
    if (hits.size() >= number) {
      return looked;
    }
    return hits.isEmpty() ? Long.MAX_VALUE : (long) number * looked * 5 / 4 / hits.size();
  }

  /**
   * Whether an index is better asked for the rest alone. Of a beginning of a word it reads all that
   * begins so, whatever else is asked: that pays only where it is the rarer part.
   */
  boolean isRestRarer() {
    return beginnings > 0 && rest <= beginnings;
  }
}
