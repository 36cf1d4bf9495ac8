package io.earlybrd.subscriber;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
  private static final Instant FROM = Instant.parse("2022-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2032-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // Over midnight: from the first minute, before the last.
    "Europe/Berlin,       22:00, 07:00, 2031-03-04T20:59:59Z, false",
    "Europe/Berlin,       22:00, 07:00, 2031-03-04T21:00:00Z, true",
    "Europe/Berlin,       22:00, 07:00, 2031-03-05T05:59:59Z, true",
    "Europe/Berlin,       22:00, 07:00, 2031-03-05T06:00:00Z, false",
    // Within a day.
    "Asia/Kathmandu,      12:00, 14:00, 2031-03-04T06:14:59Z, false",
    "Asia/Kathmandu,      12:00, 14:00, 2031-03-04T06:15:00Z, true",
    "Asia/Kathmandu,      12:00, 14:00, 2031-03-04T08:15:00Z, false",
    // The clocks go forward from 02:00 to 03:00 over its end, its beginning, or all of it.
    "Europe/Berlin,       22:00, 02:30, 2031-03-30T00:59:59Z, true",
    "Europe/Berlin,       22:00, 02:30, 2031-03-30T01:00:00Z, false",
    "Europe/Berlin,       02:30, 06:00, 2031-03-30T00:59:59Z, false",
    "Europe/Berlin,       02:30, 06:00, 2031-03-30T01:00:00Z, true",
    "Europe/Berlin,       02:15, 02:45, 2031-03-30T01:00:00Z, false",
    "Australia/Lord_Howe, 22:00, 02:15, 2031-10-04T15:29:59Z, true",
    "Australia/Lord_Howe, 22:00, 02:15, 2031-10-04T15:30:00Z, false",
    // The clocks go back from 03:00 to 02:00: it ends at the last 02:30, and begins at the first.
    "Europe/Berlin,       22:00, 02:30, 2031-10-26T00:45:00Z, true",
    "Europe/Berlin,       22:00, 02:30, 2031-10-26T01:29:59Z, true",
    "Europe/Berlin,       22:00, 02:30, 2031-10-26T01:30:00Z, false",
    "Europe/Berlin,       02:30, 06:00, 2031-10-26T00:29:59Z, false",
    "Europe/Berlin,       02:30, 06:00, 2031-10-26T00:30:00Z, true",
    "Europe/Berlin,       02:30, 06:00, 2031-10-26T01:15:00Z, true",
    // None.
    "Europe/Berlin,       08:00, 08:00, 2031-03-04T07:00:00Z, false"
  })
  void it_is_quiet_by_the_subscribers_clock(
      String zone, LocalTime from, LocalTime to, Instant time, boolean quiet) {
    assertThat(new QuietHours(ZoneId.of(zone), from, to).at(time)).isEqualTo(quiet);
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin,    22:00, 07:00, 2031-03-04T12:00:00Z, 2031-03-04T21:00:00Z",
    "Europe/Berlin,    22:00, 07:00, 2031-03-04T21:00:00Z, 2031-03-05T21:00:00Z",
    "America/New_York, 00:00, 06:00, 2031-03-04T12:00:00Z, 2031-03-05T05:00:00Z",
    "Europe/Berlin,    02:30, 06:00, 2031-03-29T12:00:00Z, 2031-03-30T01:00:00Z",
    // Not at all on the day that skips it.
    "Europe/Berlin,    02:15, 02:45, 2031-03-29T12:00:00Z, 2031-03-31T00:15:00Z",
    "Europe/Berlin,    02:30, 06:00, 2031-10-25T12:00:00Z, 2031-10-26T00:30:00Z"
  })
  void the_next_quiet_hours_follow_the_clocks(
      String zone, LocalTime from, LocalTime to, Instant time, Instant next) {
    assertThat(new QuietHours(ZoneId.of(zone), from, to).nextBegin(time)).isEqualTo(next);
  }

  @Test
  void whenever_the_clock_shows_a_quiet_time_it_is_quiet_and_there_is_a_next_time() {
    var random = new Random(7);
    for (var id : ZoneId.getAvailableZoneIds()) {
      for (int i = 0; i < 100; i++) {
        var hours = new QuietHours(ZoneId.of(id), time(random), time(random));
        if (hours.any()) {
          holds(hours, aroundChangesOfClocks(hours.zone(), random));
        }
      }
    }
  }

  private static void holds(QuietHours hours, Instant time) {
    var clock = time.atZone(hours.zone()).toLocalTime();
    boolean shown =
        hours.from().isBefore(hours.to())
            ? !clock.isBefore(hours.from()) && clock.isBefore(hours.to())
            : !clock.isBefore(hours.from()) || clock.isBefore(hours.to());
    if (shown) {
      assertThat(hours.at(time)).as("%s at %s", hours, time).isTrue();
    }
    var next = hours.nextBegin(time);
    assertThat(next).as("%s after %s", hours, time).isAfter(time);
    assertThat(hours.at(next)).as("%s at its beginning %s", hours, next).isTrue();
    // Until they begin, who is not in quiet hours is not.
    if (!hours.at(time)) {
      var seconds = Duration.between(time, next).toSeconds();
      for (long s = 0; s < seconds; s += Math.max(1, seconds / 10)) {
        assertThat(hours.at(time.plusSeconds(s))).as("%s, %s + %s s", hours, time, s).isFalse();
      }
    }
  }

  private static LocalTime time(Random random) {
    return LocalTime.of(random.nextInt(24), 15 * random.nextInt(4));
  }

  private static Instant aroundChangesOfClocks(ZoneId zone, Random random) {
    var any = FROM.plusSeconds(random.nextLong(Duration.between(FROM, TO).toSeconds()));
    var change = random.nextInt(4) == 0 ? null : zone.getRules().nextTransition(any);
    return change == null || change.getInstant().isAfter(TO)
        ? any
        : change.getInstant().plusSeconds(random.nextInt(-100_000, 100_000));
  }
}
