package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who changes zone, time or days of their digest misses no day and gets none twice. */
class MovedDigestsTest {
  private static final String ANN = "ann@example.org";
  private static final Instant MONDAY = Instant.parse("2031-03-03T00:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  private BoardPage board;
  private int shown;

  @BeforeEach
  void a_board() {
    board = scene.knownBoard("a");
  }

  @Test
  void a_time_that_is_moved_to_before_the_present_leaves_the_day_its_digest() {
    scene.importSubscribers(monday(9), daily("20:00"));
    news(monday(12));
    scene.importSubscribers(monday(19), daily("08:00"));

    scene.run("digest", monday(19).plusSeconds(300));
    news(monday(22));
    scene.run("digest", monday(32));

    assertThat(days()).containsExactly("2031-03-03", "2031-03-04");
  }

  @Test
  void a_time_that_is_moved_within_a_day_that_had_nothing_to_say_is_not_made_up_for() {
    scene.importSubscribers(monday(7), daily("08:00"));
    scene.run("digest", monday(8));
    news(monday(10));
    scene.importSubscribers(monday(12), daily("09:00"));

    assertThat(scene.run("digest", monday(12).plusSeconds(300)).status()).isEqualTo("NOTHING_DUE");
    scene.run("digest", monday(33));

    assertThat(days()).containsExactly("2031-03-04");
  }

  @Test
  void a_digest_that_was_due_and_late_stays_due() {
    scene.importSubscribers(monday(7), daily("08:00"));
    news(monday(7).plusSeconds(60));

    scene.importSubscribers(monday(12), daily("07:30"));

    assertThat(scene.run("digest", monday(12).plusSeconds(300)).status()).isEqualTo("DONE");
    assertThat(days()).containsExactly("2031-03-03");
  }

  @Test
  void somebody_new_who_corrects_their_time_is_not_owed_the_day() {
    var now = Instant.now();
    scene.importSubscribers(now, daily("20:00"));

    scene.importSubscribers(now.plusSeconds(1), daily("08:00"));

    assertThat(scene.db().count("subscriber WHERE next_digest_at > clock_timestamp()"))
        .isEqualTo(1);
  }

  @Test
  void chosen_days_stay_chosen() {
    scene.importSubscribers(monday(7), daily("08:00"));
    scene.db().sql("UPDATE subscriber SET days = '{3}', next_digest_at = '2031-03-05T08:00:00Z'");

    scene.importSubscribers(monday(12), daily("09:00"));

    assertThat(scene.db().count("subscriber WHERE next_digest_at = '2031-03-05T09:00:00Z'"))
        .isEqualTo(1);
  }

  @Test
  void over_the_date_line_westwards_the_days_that_had_a_digest_get_no_second() {
    scene.importSubscribers(monday(23), daily("08:00").in("Pacific/Kiritimati"));
    everyDayHasNews(24, 3);
    scene.importSubscribers(monday(96), daily("08:00").in("Pacific/Pago_Pago"));
    everyDayHasNews(96, 4);

    assertThat(days())
        .as("Kiritimati's, until it was left at 14:00 on the 7th, then Pago Pago's")
        .containsExactly(
            "2031-03-05", "2031-03-06", "2031-03-07", "2031-03-08", "2031-03-09", "2031-03-10");
    everythingOldWasToldOnce();
  }

  @Test
  void over_the_date_line_eastwards_no_digest_is_more_than_two_days_after_the_last() {
    scene.importSubscribers(monday(23), daily("08:00").in("Pacific/Pago_Pago"));
    everyDayHasNews(24, 3);
    scene.importSubscribers(monday(96), daily("08:00").in("Pacific/Kiritimati"));
    everyDayHasNews(96, 4);

    assertThat(days()).hasSizeGreaterThanOrEqualTo(5).doesNotHaveDuplicates();
    assertThat(
            scene
                .db()
                .count(
                    """
                    (SELECT due_at - lag(due_at) OVER (ORDER BY due_at) AS gap FROM mail) g
                    WHERE gap > interval '48 hours'
                    """))
        .isZero();
    everythingOldWasToldOnce();
  }

  /** News every six hours, digests every hour. */
  private void everyDayHasNews(int fromHour, int days) {
    for (int hour = fromHour; hour < fromHour + days * 24; hour++) {
      if (hour % 6 == 0) {
        news(monday(hour));
      }
      assertThat(scene.run("digest", monday(hour).plusSeconds(60)).exit()).isZero();
    }
  }

  private void news(Instant at) {
    board.adds(posting("p" + shown, title(shown)));
    shown++;
    assertThat(scene.run("alerts", at).status()).isEqualTo("DONE");
  }

  /** All but what came after the last digest. */
  private void everythingOldWasToldOnce() {
    var waiting = scene.db().count("match WHERE waits_digest");
    assertThat(waiting).isLessThan(6);
    for (int i = 0; i < shown - waiting; i++) {
      assertThat(scene.told(ANN, title(i))).as(title(i)).isEqualTo(1);
    }
  }

  private static List<String> days() {
    return scene.db().column("SELECT local_date FROM mail ORDER BY due_at");
  }

  private static Instant monday(int hour) {
    return MONDAY.plus(Duration.ofHours(hour));
  }

  private static Person daily(String at) {
    return Person.digest(ANN, "java").at(at);
  }

  private static String title(int number) {
    return "Java day no" + number + ".";
  }
}
