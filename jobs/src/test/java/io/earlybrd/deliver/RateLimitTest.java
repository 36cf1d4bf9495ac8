package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {
  private static final long TENTH = 100_000_000;

  @Test
  void turns_are_spaced_evenly_whoever_takes_them() {
    var rate = new RateLimit(10);

    assertThat(rate.turn(0)).isZero();
    assertThat(rate.turn(0)).isEqualTo(TENTH);
    assertThat(rate.turn(TENTH / 2)).isEqualTo(TENTH * 3 / 2);
  }

  @Test
  void time_that_nobody_used_is_not_saved_up_for_a_burst() {
    var rate = new RateLimit(10);
    rate.turn(0);

    assertThat(rate.turn(50 * TENTH)).isZero();
    assertThat(rate.turn(50 * TENTH)).isEqualTo(TENTH);
  }

  @Test
  void less_than_one_a_second_is_a_rate_too() {
    var rate = new RateLimit(0.5);
    rate.turn(0);

    assertThat(rate.turn(0)).isEqualTo(20 * TENTH);
  }

  @Test
  void nobody_waits_without_a_limit() {
    var rate = new RateLimit(0);
    rate.turn(0);

    assertThat(rate.turn(0)).isZero();
  }
}
