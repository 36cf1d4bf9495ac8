package io.earlybrd.match;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Evaluates a page of searches, subscriber by subscriber, until it is through or full. */
final class PageMatches {
  private final Slice slice;
  private final SliceMatcher matcher;
  private final SubscriberMatches matches;
  private final int most;
  private final List<Long> unreadable = new ArrayList<>();
  private int evaluated;
  private long written;
  private long lastSubscriber;

  /**
   * @param most matches; the page ends with the subscriber who reaches it
   */
  PageMatches(Slice slice, SliceMatcher matcher, int most) {
    this.slice = slice;
    this.matcher = matcher;
    this.matches = new SubscriberMatches(slice);
    this.most = most;
  }

  /** Whether none of these matches can be there already. */
  boolean straight() {
    return slice.allNew();
  }

  /** Searches that are done with; fewer than the page's where it became full. */
  int evaluated() {
    return evaluated;
  }

  long written() {
    return written;
  }

  /** The last subscriber who is done with. */
  long lastSubscriber() {
    return lastSubscriber;
  }

  /** Searches that could not be evaluated. */
  List<Long> unreadable() {
    return unreadable;
  }

  void match(SearchPage page, Recipients recipients, MatchRows rows) throws SQLException {
    while (evaluated < page.size() && rows.rows() < most) {
      int end = page.endOfSubscriber(evaluated);
      lastSubscriber = page.subscriber(evaluated);
      if (recipients.has(lastSubscriber)) {
        matches.clear();
        for (int row = evaluated; row < end; row++) {
          evaluate(page, row);
        }
        matches.write(lastSubscriber, recipients, rows);
      }
      evaluated = end;
    }
    written = rows.rows();
  }

  private void evaluate(SearchPage page, int row) {
    var hits = matcher.match(page.bytes(), page.queryFrom(row), page.queryTo(row));
    if (hits == null) {
      unreadable.add(page.search(row));
    } else {
      matches.add(page.search(row), page.createdAt(row), hits);
    }
  }
}
