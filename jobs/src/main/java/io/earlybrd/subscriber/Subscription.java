package io.earlybrd.subscriber;

import io.earlybrd.subscriber.Suppressions.Reason;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one subscriber has chosen, as their own page shows it.
 *
 * @param pausedUntil null where they are not paused now; {@link Subscriptions#FOREVER} where they
 *     are until they resume
 * @param suppressed why nothing is sent to them; empty where mails are
 */
public record Subscription(
    long id,
    String email,
    Delivery delivery,
    ZoneId zone,
    LocalTime sendAt,
    @Nullable Instant pausedUntil,
    Set<Reason> suppressed,
    List<Search> searches) {

  public Subscription {
    suppressed = Set.copyOf(suppressed);
    searches = List.copyOf(searches);
  }

  /** How mails come. */
  public enum Delivery {
    INSTANT,
    DIGEST,
    BOTH;

    public String sql() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One saved search.
   *
   * @param key names it among the subscriber's; its number does not leave the database
   * @param query as it was written
   */
  public record Search(String key, String name, String query) {}
}
