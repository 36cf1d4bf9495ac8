package io.earlybrd.posting;

import java.time.LocalDate;
import java.util.List;

/**
 * Which days an index is asked for. It joins the postings of all of them with those that have the
 * words, so that fewer days are less work; and where nearly all postings are recent, none is least.
 *
 * @param window the days that may be asked for, the newest first
 */
record RecentDays(List<LocalDate> window, Extent extent) {

  /**
   * About how many postings there are: ids are given in the order of time.
   *
   * @param recent in the window
   */
  record Extent(long recent, long all) {}

  /** None: it need not be asked for days. */
  List<LocalDate> all() {
    return extent.recent() > extent.all() / 4 ? List.of() : window;
  }

  /**
   * The newest days that probably hold so many postings; {@link #all} where that is most of them.
   */
  List<LocalDate> holding(long postings) {
    return leavesDaysOut(postings) ? window.subList(0, days(postings)) : all();
  }

  /** Whether {@link #holding} so many is not all. */
  boolean leavesDaysOut(long postings) {
    return postings < extent.recent() && days(postings) < window.size();
  }

  /** One more for what the division drops, one since today is not over. */
  private int days(long postings) {
    return (int) Math.min(window.size(), 2 + postings * window.size() / extent.recent());
  }
}
