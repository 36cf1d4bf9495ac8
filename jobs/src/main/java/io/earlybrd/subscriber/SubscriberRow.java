package io.earlybrd.subscriber;

import io.earlybrd.search.Query;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * One subscriber as a CSV file names them, with all their searches.
 *
 * @param delivery {@code instant}, {@code digest} or {@code both}
 */
public record SubscriberRow(
    String email, ZoneId zone, String delivery, LocalTime sendAt, List<NamedQuery> searches) {

  /** A query as it was written. */
  public record NamedQuery(String text, Query query) {}
}
