package io.earlybrd.subscriber;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * When a subscriber's digest is due: a local time on chosen days of the week.
 *
 * <p>Where the clocks go forward over it, the digest is due as much later as the gap is long, but
 * still on its day: before a gap that reaches over midnight. Where they go back over it, it is due
 * at the first of the two. So each chosen local day has exactly one send time.
 *
 * @param days never empty
 */
public record SendTimes(ZoneId zone, LocalTime at, Set<DayOfWeek> days) {
  /**
   * Some time of every week is chosen; a day that a zone skipped altogether may push it one week
   * on.
   */
  private static final int HORIZON = 15;

  public SendTimes {
    if (days.isEmpty()) {
      throw new IllegalArgumentException("no day of the week is chosen");
    }
    days = Set.copyOf(days);
  }

  /** Days of the week from their ISO numbers: 1 is Monday. */
  public static Set<DayOfWeek> days(Short[] numbers) {
    return Arrays.stream(numbers).map(DayOfWeek::of).collect(Collectors.toSet());
  }

  /** The first send time after {@code time}. */
  public Instant next(Instant time) {
    var from = time.atZone(zone).toLocalDate().minusDays(1);
    for (int i = 0; i <= HORIZON; i++) {
      var candidate = on(from.plusDays(i));
      if (days.contains(from.plusDays(i).getDayOfWeek()) && candidate.isAfter(time)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no send time after " + time + " in " + this);
  }

  /** The last send time that is not after {@code time}. */
  public Instant latest(Instant time) {
    var from = time.atZone(zone).toLocalDate().plusDays(1);
    for (int i = 0; i <= HORIZON; i++) {
      var candidate = on(from.minusDays(i));
      if (days.contains(from.minusDays(i).getDayOfWeek()) && !candidate.isAfter(time)) {
        return candidate;
      }
    }
    throw new IllegalStateException("no send time up to " + time + " in " + this);
  }

  /** The local day that a send time belongs to. */
  public LocalDate day(Instant sendTime) {
    return sendTime.atZone(zone).toLocalDate();
  }

  private Instant on(LocalDate day) {
    var time = day.atTime(at);
    var due = time.atZone(zone);
    boolean overMidnight = due.toLocalDate().isAfter(day);
    // A day that the zone skipped altogether has the send time of the next.
    if (!overMidnight || day.atStartOfDay(zone).toLocalDate().isAfter(day)) {
      return due.toInstant();
    }
    return zone.getRules().getTransition(time).getInstant().minus(Duration.ofMinutes(1));
  }
}
