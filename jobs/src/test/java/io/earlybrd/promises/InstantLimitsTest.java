package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No more instant mails than somebody wants, none at night, and nothing lost by that. */
class InstantLimitsTest {
  private static final String ANN = "ann@example.org";
  private static final Instant TUESDAY_AT_8 = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  private BoardPage board;
  private int shown;

  @BeforeEach
  void somebody_waits_for_news() {
    board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java"));
  }

  @Test
  void what_comes_after_twelve_instant_mails_a_day_is_in_the_digest() {
    for (int i = 0; i < 14; i++) {
      news(minute(i));
    }

    assertThat(scene.mailsTo(ANN)).hasSize(12);
    scene.run("digest", TUESDAY_AT_8);

    assertThat(scene.mailsTo(ANN)).hasSize(13);
    var digest = scene.mails().getLast();
    assertThat(digest.tells(title(12)) && digest.tells(title(13))).isTrue();
    everythingWasToldOnce();
  }

  @Test
  void the_next_day_begins_at_the_subscribers_midnight() {
    // Its midnight is 10:15 UTC.
    set("time_zone = 'Pacific/Chatham', instant_cap = 1");
    news(Instant.parse("2031-03-03T10:00:00Z"));
    news(Instant.parse("2031-03-03T10:14:00Z"));
    assertThat(scene.mails()).hasSize(1);

    news(Instant.parse("2031-03-03T10:15:00Z"));

    assertThat(scene.mails()).hasSize(2);
    assertThat(scene.mails().getLast().tells(title(2))).isTrue();
    assertThat(scene.mails().getLast().tells(title(1))).isFalse();
  }

  @Test
  void a_mail_that_ended_unsent_counts_for_no_day() {
    set("instant_cap = 1");
    new Sending(scene.db().jdbc()).pause("tester", null);
    news(minute(0));
    scene.db().sql("UPDATE mail SET state = 'EXPIRED'");
    new Sending(scene.db().jdbc()).resume("tester");

    news(minute(1));

    assertThat(scene.told(ANN, title(1))).isEqualTo(1);
  }

  @Test
  void a_cap_of_none_leaves_the_digest_only() {
    set("instant_cap = 0");
    news(minute(0));
    assertThat(scene.mails()).isEmpty();

    scene.run("digest", TUESDAY_AT_8);

    everythingWasToldOnce();
  }

  @Test
  void who_has_both_and_reaches_the_cap_is_told_once_more_by_the_digest_only() {
    scene.importSubscribers(Person.both(ANN, "java"));
    set("instant_cap = 1");
    news(minute(0));
    news(minute(1));
    scene.run("digest", TUESDAY_AT_8);

    assertThat(scene.told(ANN, title(0))).isEqualTo(2);
    assertThat(scene.told(ANN, title(1))).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "12:00, 13:00, 0",
    "11:00, 12:00, 1",
    "22:00, 07:00, 1",
    "08:00, 07:00, 0",
    "12:00, 12:00, 1"
  })
  void what_comes_in_quiet_hours_is_in_the_digest(String from, String to, int instant) {
    set("quiet_from = '%s', quiet_to = '%s'".formatted(from, to));
    news(minute(0));
    assertThat(scene.mails()).hasSize(instant);

    scene.run("digest", TUESDAY_AT_8);

    everythingWasToldOnce();
  }

  @Test
  void quiet_hours_are_those_of_the_subscribers_clock() {
    set("time_zone = 'America/New_York', quiet_from = '22:00', quiet_to = '07:00'");
    news(Instant.parse("2031-03-03T11:59:00Z"));
    assertThat(scene.mails()).isEmpty();

    news(Instant.parse("2031-03-03T12:00:00Z"));

    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void an_instant_mail_knows_when_the_next_quiet_hours_begin() {
    set("time_zone = 'Europe/Berlin', quiet_from = '22:00', quiet_to = '07:00'");
    news(minute(0));
    set("quiet_from = NULL");
    news(minute(1));

    assertThat(
            scene
                .db()
                .column(
                    "SELECT (quiet_at AT TIME ZONE 'Europe/Berlin')::text FROM mail ORDER BY id"))
        .containsExactly("2031-03-03 22:00:00", "null");
  }

  @Test
  void a_lapsed_plan_is_mailed_nothing_and_keeps_what_waits() {
    set("plan = 'lapsed'");
    news(minute(0));
    scene.run("digest", TUESDAY_AT_8);
    assertThat(scene.db().count("mail")).isZero();
    assertThat(scene.run("instant", minute(2)).status()).isEqualTo("NOTHING_DUE");

    set("plan = 'free'");
    scene.run("instant", minute(3));

    everythingWasToldOnce();
  }

  private static void set(String settings) {
    scene.db().sql("UPDATE subscriber SET " + settings);
  }

  private void news(Instant at) {
    board.adds(posting("p" + shown, title(shown)));
    shown++;
    assertThat(scene.run("alerts", at).status()).isEqualTo("DONE");
  }

  private static String title(int number) {
    return "Java day no" + number + ".";
  }

  private void everythingWasToldOnce() {
    for (int i = 0; i < shown; i++) {
      assertThat(scene.told(ANN, title(i))).as(title(i)).isEqualTo(1);
    }
  }
}
