package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A trial with `--at` in the past or the future leaves nothing behind that stops the service. */
class TrialSlotsTest {
  private static final String ANN = "ann@example.org";
  private static final Duration WEEK = Duration.ofDays(7);

  @RegisterExtension static final Scene scene = new Scene();

  static Stream<Instant> presents() {
    return Stream.of(
        Scene.NOON,
        Instant.now().truncatedTo(ChronoUnit.MINUTES),
        Instant.parse("2024-02-29T23:59:00Z"));
  }

  @ParameterizedTest
  @MethodSource("presents")
  void alerts_a_week_ago_and_a_week_ahead_and_then_now_lose_nothing_and_tell_nothing_twice(
      Instant now) {
    var board = scene.board("a").validated();
    scene.importBoards(board);
    scene.run("alerts", now.minus(WEEK.multipliedBy(2)));
    scene.importSubscribers(now, Person.instant(ANN, "java"));

    var slots =
        new Instant[] {
          now, now, now.minus(WEEK), now.plus(WEEK), now.plusSeconds(60), now.plusSeconds(120)
        };
    for (int i = 0; i < slots.length; i++) {
      if (i != 1) {
        board.adds(posting("p" + i, "Java trial no" + i + "."));
      }
      assertThat(scene.run("alerts", slots[i]).exit()).as("slot %s", slots[i]).isZero();
    }

    assertThat(toldTimes(0, 2, 3, 4, 5)).containsOnly(1L);
  }

  @Test
  void boards_come_due_again_after_a_trial_in_the_future() {
    BoardPage board = scene.knownBoard("a");
    scene.run("alerts", Scene.NOON.plus(WEEK));
    int asked = board.asked();

    scene.run("alerts", Scene.NOON);
    scene.run("alerts", Scene.minute(1));

    assertThat(board.asked()).isEqualTo(asked + 2);
  }

  @Test
  void digests_come_due_again_after_a_trial_and_no_local_day_has_two() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    var at8 = Instant.parse("2031-03-04T08:00:00Z");
    var days = new int[] {7, -7, 0, 0, 1, 6, 7, 8};
    for (int i = 0; i < days.length; i++) {
      board.adds(posting("p" + i, "Java trial no" + i + "."));
      scene.run("alerts", Scene.minute(i));
      assertThat(scene.run("digest", at8.plus(Duration.ofDays(days[i]))).exit()).isZero();
    }

    assertThat(toldTimes(0, 1, 2, 3, 4, 5, 6, 7)).containsOnly(1L);
    assertThat(scene.db().column("SELECT local_date FROM mail ORDER BY id"))
        .containsExactly(
            "2031-03-11", "2031-02-25", "2031-03-04", "2031-03-05", "2031-03-10", "2031-03-12");
    assertThat(
            scene
                .db()
                .value("SELECT next_digest_at = TIMESTAMPTZ '2031-03-13 08:00Z' FROM subscriber"))
        .isEqualTo("t");
  }

  @Test
  void a_mail_that_was_put_off_in_a_trial_in_the_future_leaves_now() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(posting("1", "Java trial no0."));
    scene.mailServer().answer("RCPT", "450 not now");
    scene.run("alerts", Scene.NOON.plus(WEEK));
    assertThat(scene.mails()).isEmpty();

    scene.run("send", Scene.NOON);

    assertThat(toldTimes(0)).containsExactly(1L);
  }

  private static Stream<Long> toldTimes(int... numbers) {
    return java.util.Arrays.stream(numbers)
        .mapToObj(n -> scene.told(ANN, "Java trial no" + n + "."));
  }
}
