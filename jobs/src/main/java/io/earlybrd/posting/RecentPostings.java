package io.earlybrd.posting;

import io.earlybrd.search.Query;
import io.earlybrd.search.SeenDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a search finds among the open postings that were first seen in the last 7 days: what a
 * person sees before they save it, and what {@code search} prints. Baselines are among them, held
 * ones are not. A posting of a later slot than the clock's counts as new.
 *
 * <p>The work is bounded. A query that many postings match is answered by walking the newest ones;
 * only one that few match asks the index for words ({@code docs/matching.md} has the figures).
 */
public final class RecentPostings {
  /** How far back it looks. */
  public static final Duration WINDOW = Duration.ofDays(7);

  /** Exact up to this. */
  public static final int COUNTED = 1_000;

  /**
   * Postings that tell how common a query is. Reading the words of one takes 4 µs where it is short
   * and 45 where its vector of 150 words is kept compressed.
   */
  private static final int SAMPLE = 200;

  /** Postings that are walked where that is enough, about as long as the index takes at worst. */
  private static final int WALK = 2_000;

  /** A trial's slot may lie ahead; the index is asked for no more days than this. */
  private static final Duration AHEAD = Duration.ofDays(60);

  private final JdbcClient jdbc;

  public RecentPostings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /**
   * @param number at most {@link #COUNTED}
   * @param more whether there are more than that
   * @param newest ids of the newest, as many as were asked for
   */
  public record Found(int number, boolean more, List<Long> newest) {
    public Found {
      newest = List.copyOf(newest);
    }

    /** Such as {@code 12}, {@code more than 1,000}. */
    public String text() {
      return (more ? "more than " : "") + "%,d".formatted(number);
    }
  }

  /**
   * How many there are, and the newest of them.
   *
   * @param now the clock
   * @param preview at most {@link #COUNTED}
   */
  public Found look(Query query, Instant now, int preview) {
    var from = now.minus(WINDOW);
    var rows = new RecentRows(jdbc, query, from);
    var sample = rows.sample(SAMPLE);
    if (sample.isAll()) {
      return found(sample.hits(), preview);
    }
    long enough = sample.enoughFor(COUNTED + 1);
    if (enough <= WALK) {
      var walked = rows.walk(enough, COUNTED + 1);
      if (walked.size() > COUNTED) {
        return found(walked, preview);
      }
    }
    var days = new RecentDays(days(sample, from, now), rows.extent());
    var counted = rows.some(sample, days.holding(enough), COUNTED + 1);
    if (counted.size() <= COUNTED && days.leavesDaysOut(enough)) {
      counted = rows.some(sample, days.all(), COUNTED + 1);
    }
    return counted.size() <= COUNTED
        ? found(counted, preview)
        : new Found(COUNTED, true, newest(rows, sample, days, preview));
  }

  /** All of them, or the newest so many: ids, the newest first. */
  public List<Long> newest(Query query, Instant now, int most) {
    var from = now.minus(WINDOW);
    var rows = new RecentRows(jdbc, query, from);
    var sample = rows.sample(SAMPLE);
    if (sample.isAll()) {
      return found(sample.hits(), most).newest();
    }
    var days = new RecentDays(days(sample, from, now), rows.extent());
    return rows.newest(sample, days.all(), most);
  }

  private static List<Long> newest(
      RecentRows rows, RecentSample sample, RecentDays days, int preview) {
    long enough = sample.enoughFor(preview);
    var newest =
        enough <= WALK
            ? rows.walk(enough, preview)
            : rows.newest(sample, days.holding(enough), preview);
    return newest.size() == preview ? newest : rows.newest(sample, days.all(), preview);
  }

  private static List<LocalDate> days(RecentSample sample, Instant from, Instant now) {
    var last = sample.last();
    if (last == null || last.isBefore(now)) {
      return SeenDays.between(from, now);
    }
    var ahead = now.plus(AHEAD);
    return SeenDays.between(from, last.isAfter(ahead) ? ahead : last);
  }

  private static Found found(List<Long> hits, int preview) {
    return new Found(
        Math.min(hits.size(), COUNTED),
        hits.size() > COUNTED,
        hits.subList(0, Math.min(hits.size(), preview)));
  }
}
