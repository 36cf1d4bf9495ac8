package io.earlybrd.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * The logical time of a run. A job instance is (job, slot, again); what a job decides by time it
 * decides by the slot, so that a rerun decides the same.
 *
 * @param at cut to the minute, UTC
 * @param again 0, or how often a completed slot was run anew
 */
public record Slot(Instant at, int again) {

  public Slot {
    if (!at.equals(at.truncatedTo(ChronoUnit.MINUTES))) {
      throw new IllegalArgumentException("a slot is cut to the minute: " + at);
    }
  }

  public static Slot of(Instant time) {
    return new Slot(time.truncatedTo(ChronoUnit.MINUTES), 0);
  }

  Slot next() {
    return new Slot(at, again + 1);
  }

  /** As it stands in the job parameters, and so in the history: {@code 2026-11-24T06:23:00Z}. */
  String text() {
    return at.toString();
  }

  @Override
  public String toString() {
    return again == 0 ? text() : text() + " again " + again;
  }
}
