package io.earlybrd.deliver;

import io.earlybrd.run.SkippedItems;
import io.earlybrd.subscriber.Zones;

/** Tells the operator of subscribers whose time zone this host does not know. */
final class UnknownZones {
  private final SkippedItems skipped;
  private final String step;

  UnknownZones(SkippedItems skipped, String step) {
    this.skipped = skipped;
    this.step = step;
  }

  /** Recorded in the history, once for each time that the step comes by the subscriber. */
  void check(String email, String zone) {
    if (Zones.find(zone).isEmpty()) {
      skipped.record(
          step,
          "subscriber " + email,
          "this Java knows no time zone “%s”: counted as UTC".formatted(zone));
    }
  }
}
