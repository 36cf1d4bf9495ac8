package io.earlybrd.subscriber;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Time zones as they are stored. An import refuses what this JDK does not know, but another host's
 * JDK may have known it, or PostgreSQL may have been written to by hand.
 */
public final class Zones {
  private Zones() {}

  /** Empty where this JDK knows no such zone. */
  public static Optional<ZoneId> find(String id) {
    try {
      return Optional.of(ZoneId.of(id));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * UTC where this JDK knows no such zone: a mail at the wrong hour is better than none, and one
   * row must not fail those beside it.
   */
  public static ZoneId orUtc(String id) {
    return find(id).orElse(ZoneOffset.UTC);
  }
}
