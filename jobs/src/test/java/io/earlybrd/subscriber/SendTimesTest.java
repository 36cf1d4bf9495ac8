package io.earlybrd.subscriber;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendTimesTest {
  private static final Set<DayOfWeek> EVERY_DAY = EnumSet.allOf(DayOfWeek.class);
  private static final Instant FROM = Instant.parse("2022-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2032-01-01T00:00:00Z");

  @Test
  void next_and_latest_agree_in_every_zone_over_a_decade() {
    var random = new Random(4);
    for (var zone : ZoneId.getAvailableZoneIds()) {
      for (int i = 0; i < 200; i++) {
        var times = new SendTimes(ZoneId.of(zone), time(random), days(random));
        agree(times, aroundChangesOfClocks(times.zone(), random));
      }
    }
  }

  private static void agree(SendTimes times, Instant t) {
    var next = times.next(t);
    var latest = times.latest(t);
    assertThat(latest).as("%s at %s", times, t).isBeforeOrEqualTo(t);
    assertThat(next).as("%s at %s", times, t).isAfter(t);
    assertThat(times.next(latest)).as("%s: nothing between, at %s", times, t).isEqualTo(next);
    assertThat(times.latest(next)).as("%s: latest of a send time", times).isEqualTo(next);
    assertThat(times.latest(next.minusNanos(1))).as("%s before %s", times, next).isEqualTo(latest);
    assertThat(Duration.between(latest, next)).isLessThanOrEqualTo(Duration.ofDays(8));
  }

  @Test
  void each_chosen_local_day_has_one_send_time_in_every_zone_over_a_decade() {
    var random = new Random(5);
    for (var id : ZoneId.getAvailableZoneIds()) {
      var zone = ZoneId.of(id);
      var times = new SendTimes(zone, time(random), days(random));
      var seen = new ArrayList<LocalDate>();
      for (var due = times.next(FROM); due.isBefore(TO); due = times.next(due)) {
        seen.add(times.day(due));
      }
      var chosen =
          FROM.atZone(zone)
              .toLocalDate()
              .datesUntil(TO.atZone(zone).toLocalDate().plusDays(1))
              .filter(day -> times.days().contains(day.getDayOfWeek()))
              .toList();

      // The first and the last day may lie half outside.
      assertThat(chosen).as("%s", times).containsSequence(seen);
      assertThat(seen).as("%s", times).hasSizeGreaterThanOrEqualTo(chosen.size() - 2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    // An ordinary day, and half an hour's zone.
    "Europe/Berlin,       08:00, 2031-03-04T12:00:00Z, 2031-03-05T07:00:00Z",
    "Asia/Kolkata,        08:00, 2031-03-04T12:00:00Z, 2031-03-05T02:30:00Z",
    // Forward over it: as much later as the gap is long.
    "Europe/Berlin,       02:30, 2031-03-29T12:00:00Z, 2031-03-30T01:30:00Z",
    "America/New_York,    02:15, 2031-03-08T12:00:00Z, 2031-03-09T07:15:00Z",
    "Australia/Lord_Howe, 02:15, 2031-10-04T00:00:00Z, 2031-10-04T15:45:00Z",
    // Back over it: the first of the two.
    "Europe/Berlin,       02:30, 2031-10-25T12:00:00Z, 2031-10-26T00:30:00Z",
    "America/New_York,    01:15, 2031-11-01T12:00:00Z, 2031-11-02T05:15:00Z",
    // Forward over midnight: still on its day.
    "America/Nuuk,        23:30, 2031-03-29T12:00:00Z, 2031-03-30T00:59:00Z",
    // A day that there was not.
    "Pacific/Apia,        08:00, 2011-12-29T20:00:00Z, 2011-12-30T18:00:00Z"
  })
  void the_next_send_time_follows_the_clocks(
      String zone, LocalTime at, Instant time, Instant expected) {
    assertThat(new SendTimes(ZoneId.of(zone), at, EVERY_DAY).next(time)).isEqualTo(expected);
  }

  @Test
  void the_hour_that_comes_twice_has_one_send_time() {
    var times = new SendTimes(ZoneId.of("Europe/Berlin"), LocalTime.of(2, 30), EVERY_DAY);
    var first = Instant.parse("2031-10-26T00:30:00Z");

    assertThat(times.next(first)).isEqualTo(Instant.parse("2031-10-27T01:30:00Z"));
    assertThat(times.latest(first.plusSeconds(7_200))).isEqualTo(first);
  }

  @Test
  void only_chosen_days_count() {
    var times = new SendTimes(ZoneId.of("UTC"), LocalTime.of(8, 0), EnumSet.of(DayOfWeek.MONDAY));

    assertThat(times.next(Instant.parse("2031-03-03T08:00:00Z")))
        .isEqualTo(Instant.parse("2031-03-10T08:00:00Z"));
    assertThat(times.latest(Instant.parse("2031-03-03T07:59:59Z")))
        .isEqualTo(Instant.parse("2031-02-24T08:00:00Z"));
  }

  @Test
  void somebody_who_chose_no_day_is_refused() {
    assertThatThrownBy(() -> new SendTimes(ZoneId.of("UTC"), LocalTime.NOON, Set.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LocalTime time(Random random) {
    return LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
  }

  private static Set<DayOfWeek> days(Random random) {
    if (random.nextBoolean()) {
      return EVERY_DAY;
    }
    var days = EnumSet.of(DayOfWeek.of(1 + random.nextInt(7)));
    days.add(DayOfWeek.of(1 + random.nextInt(7)));
    return days;
  }

  private static Instant aroundChangesOfClocks(ZoneId zone, Random random) {
    var any = FROM.plusSeconds(random.nextLong(Duration.between(FROM, TO).toSeconds()));
    var change = random.nextInt(4) == 0 ? null : zone.getRules().nextTransition(any);
    return change == null || change.getInstant().isAfter(TO)
        ? any
        : change.getInstant().plusSeconds(random.nextInt(-200_000, 200_000));
  }
}
