package io.earlybrd.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * When a subscriber wants no instant mail: local times of every day, also over midnight. Equal
 * times are no quiet hours.
 *
 * <p>Whenever the subscriber's clock shows a quiet time, it is quiet. Where the clocks go back,
 * quiet hours begin at the first {@code from} and end at the last {@code to}, so that a night is
 * not interrupted. Where they go forward over either, it is the moment at which they do; quiet
 * hours that lie in the gap as a whole do not take place that day.
 */
public record QuietHours(ZoneId zone, LocalTime from, LocalTime to) {
  /** A zone may skip a day, and a gap quiet hours of another. */
  private static final int HORIZON = 5;

  private record Night(Instant begin, Instant end) {
    boolean holds(Instant time) {
      return !time.isBefore(begin) && time.isBefore(end);
    }
  }

  /** From {@code from} on, before {@code to}. */
  public boolean at(Instant time) {
    return at(time, time.atZone(zone).toLocalDate());
  }

  private boolean at(Instant time, LocalDate day) {
    // Those of the day before may reach into this day; where a zone skips a day, the day before is
    // two days before.
    for (int i = -2; i <= 1; i++) {
      if (night(day.plusDays(i)).holds(time)) {
        return true;
      }
    }
    return false;
  }

  /** The first moment after {@code time} at which quiet hours begin, for somebody who has some. */
  public Instant nextBegin(Instant time) {
    var day = time.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i <= HORIZON; i++) {
      var night = night(day.plusDays(i));
      if (night.begin().isAfter(time) && night.begin().isBefore(night.end())) {
        return night.begin();
      }
    }
    throw new IllegalStateException("no quiet hours after " + time + " in " + this);
  }

  /** Whether there are any. */
  public boolean any() {
    return !from.equals(to);
  }

  private Night night(LocalDate day) {
    var lastDay = to.isAfter(from) || to.equals(from) ? day : day.plusDays(1);
    return new Night(moment(day.atTime(from), false), moment(lastDay.atTime(to), true));
  }

  private Instant moment(LocalDateTime local, boolean last) {
    var rules = zone.getRules();
    var change = rules.getTransition(local);
    if (change == null) {
      return local.toInstant(rules.getOffset(local));
    }
    if (change.isGap()) {
      return change.getInstant();
    }
    return local.toInstant(last ? change.getOffsetAfter() : change.getOffsetBefore());
  }
}
