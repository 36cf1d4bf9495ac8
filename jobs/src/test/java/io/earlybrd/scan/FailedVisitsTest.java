package io.earlybrd.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailedVisitsTest {
  private static final Instant NOON = Instant.parse("2031-03-03T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void a_day_of_failures_is_an_incident() {
    var row = FailedVisits.row(board(2, NOON, null), failed(500), NOON.plus(DAY));

    assertThat(row.health().alarm()).isEqualTo(Alarm.FAILING);
  }

  @Test
  void some_hours_of_failures_are_none() {
    var row = FailedVisits.row(board(2, NOON, null), failed(500), NOON.plus(DAY.minusMinutes(1)));

    assertThat(row.health()).isEqualTo(new Health(Health.State.FAILING, null));
  }

  @Test
  void two_weeks_of_not_found_are_enough() {
    var slot = NOON.plus(DAY.multipliedBy(14));

    assertThat(FailedVisits.row(board(2, NOON, NOON), failed(410), slot).health().state())
        .isEqualTo(Health.State.GONE);
    assertThat(
            FailedVisits.row(board(2, NOON, NOON), failed(404), slot.minusSeconds(60))
                .health()
                .state())
        .isEqualTo(Health.State.FAILING);
  }

  @Test
  void no_answer_says_nothing_about_what_is_there() {
    assertThat(FailedVisits.row(board(2, NOON, NOON), failed(null), NOON.plus(DAY)).absentSince())
        .isEqualTo(NOON);
  }

  @Test
  void any_other_answer_says_that_something_is_there() {
    assertThat(FailedVisits.row(board(2, NOON, NOON), failed(503), NOON.plus(DAY)).absentSince())
        .isNull();
  }

  private static Visit.Failed failed(@Nullable Integer status) {
    return new Visit.Failed(status, 0, "no");
  }

  private static BoardRow board(int failures, Instant failingSince, @Nullable Instant absentSince) {
    return new BoardRow(
        "a",
        "{}",
        Duration.ofMinutes(10),
        true,
        false,
        true,
        new Health(Health.State.FAILING, null),
        failures,
        failingSince,
        absentSince,
        List.of(),
        List.of(),
        null,
        null);
  }
}
