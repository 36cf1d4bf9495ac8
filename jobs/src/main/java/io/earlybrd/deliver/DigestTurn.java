package io.earlybrd.deliver;

import io.earlybrd.subscriber.SendTimes;
import java.time.Instant;
import java.time.LocalDate;

/**
 * What a digest run does for a subscriber who is due at its slot: one digest, however many send
 * times were missed.
 *
 * @param dueAt the latest send time
 * @param day the local day of that
 * @param next the send time after the slot
 */
record DigestTurn(Instant dueAt, LocalDate day, Instant next) {
  static DigestTurn at(Instant slot, SendTimes times) {
    var dueAt = times.latest(slot);
    return new DigestTurn(dueAt, times.day(dueAt), times.next(slot));
  }
}
