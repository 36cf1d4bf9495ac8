package io.earlybrd.posting;

import io.earlybrd.search.Query;
import java.time.Duration;
import java.time.Instant;
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

  /** Postings that tell how common a query is; reading their words takes 4 ms. */
  private static final int SAMPLE = 1_000;

  /** Postings that are walked where that is enough, about as long as the index takes at worst. */
  private static final int WALK = 10_000;

  private final RecentRows rows;

  public RecentPostings(JdbcClient jdbc) {
    this.rows = new RecentRows(jdbc);
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
    var sample = rows.sample(query, from, SAMPLE);
    if (sample.looked() < SAMPLE) {
      return found(sample.hits(), preview);
    }
    int toCount = sample.walkFor(COUNTED + 1, WALK);
    if (toCount <= WALK) {
      var walked = rows.walk(query, from, toCount, COUNTED + 1);
      if (walked.size() > COUNTED) {
        return found(walked, preview);
      }
    }
    var counted = rows.some(query, sample, from, now, COUNTED + 1);
    return counted.size() <= COUNTED
        ? found(counted, preview)
        : new Found(COUNTED, true, newest(query, sample, from, now, preview));
  }

  /** All of them, or the newest so many: ids, the newest first. */
  public List<Long> newest(Query query, Instant now, int most) {
    var from = now.minus(WINDOW);
    var sample = rows.sample(query, from, SAMPLE);
    return sample.looked() < SAMPLE
        ? found(sample.hits(), most).newest()
        : rows.newest(query, sample, from, now, most);
  }

  private List<Long> newest(
      Query query, RecentRows.Sample sample, Instant from, Instant now, int preview) {
    int enough = sample.walkFor(preview, WALK);
    if (enough <= WALK) {
      var walked = rows.walk(query, from, enough, preview);
      if (walked.size() == preview) {
        return walked;
      }
    }
    return rows.newest(query, sample, from, now, preview);
  }

  private static Found found(List<Long> hits, int preview) {
    return new Found(
        Math.min(hits.size(), COUNTED),
        hits.size() > COUNTED,
        hits.subList(0, Math.min(hits.size(), preview)));
  }
}
