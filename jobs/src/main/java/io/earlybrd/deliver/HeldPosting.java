package io.earlybrd.deliver;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A posting that a mail holds, as far as it matters for which entry it belongs to and where that
 * stands.
 *
 * @param search the first that hit it; null where it is no more
 * @param terms what of it was hit, a term a line
 */
record HeldPosting(long posting, @Nullable Long search, String terms, Facts facts) {

  /**
   * What is the same for everybody.
   *
   * @param sameAs equal for what is the same posting elsewhere; null: nothing else is
   * @param dated when its board says that it was posted, else when it was first seen
   * @param payless whether its board does not tell the pay
   */
  record Facts(
      String board, @Nullable Long sameAs, Instant firstSeenAt, Instant dated, boolean payless) {}
}
