package io.earlybrd.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static final Duration TEN = Duration.ofMinutes(10);

  @Test
  void pauses_double_give_or_take_a_fifth() {
    for (int failures = 2; failures < 6; failures++) {
      long nominal = TEN.toSeconds() << (failures - 1);
      assertThat(BackOff.after(failures, TEN, "a", null).toSeconds())
          .isBetween(nominal * 8 / 10, nominal * 12 / 10);
    }
  }

  @Test
  void boards_that_failed_together_come_back_apart() {
    var pauses =
        IntStream.range(0, 20).mapToObj(i -> BackOff.after(3, TEN, "board-" + i, null)).toList();

    assertThat(pauses).doesNotHaveDuplicates();
  }

  @Test
  void a_pause_is_never_shorter_than_the_boards_own_interval() {
    for (int i = 0; i < 100; i++) {
      assertThat(BackOff.after(1, TEN, "board-" + i, null)).isGreaterThanOrEqualTo(TEN);
      assertThat(BackOff.after(50, Duration.ofDays(3), "board-" + i, null))
          .isGreaterThanOrEqualTo(Duration.ofDays(3));
    }
  }

  @Test
  void a_pause_ends_at_six_hours() {
    assertThat(BackOff.after(1_000, TEN, "a", null)).isLessThan(Duration.ofMinutes(6 * 72 + 1));
  }

  @Test
  void a_host_that_asks_for_longer_gets_it() {
    assertThat(BackOff.after(1, TEN, "a", Duration.ofHours(20))).isEqualTo(Duration.ofHours(20));
    assertThat(BackOff.after(1, TEN, "a", Duration.ofSeconds(1))).isGreaterThanOrEqualTo(TEN);
  }
}
