package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One digest a person and local day, at their time, whatever the clocks or the person change. */
class OneDigestADayTest {
  private static final String ANN = "ann@example.org";
  private static final Instant TUESDAY_AT_8 = Instant.parse("2031-03-04T08:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @RegisterExtension static final Scene scene = new Scene();

  private int shown;

  static Stream<Arguments> daysAroundChangesOfClocks() {
    return Stream.of(
        Arguments.of(
            "2031-03-08",
            List.of(
                "America/New_York 02:15",
                "America/New_York 01:45",
                "America/St_Johns 23:45",
                "Asia/Kathmandu 00:00",
                "Pacific/Kiritimati 08:00",
                "Pacific/Niue 08:00")),
        Arguments.of("2031-03-29", List.of("Europe/Berlin 02:30", "America/Nuuk 23:30")),
        Arguments.of("2031-04-05", List.of("Australia/Lord_Howe 01:45")),
        Arguments.of("2031-04-24", List.of("Africa/Cairo 00:30")),
        Arguments.of("2031-10-04", List.of("Australia/Lord_Howe 02:15")),
        Arguments.of("2031-10-25", List.of("Europe/Berlin 02:30", "Europe/Berlin 01:00")),
        Arguments.of("2031-11-01", List.of("America/New_York 01:15", "Asia/Kolkata 23:45")));
  }

  @ParameterizedTest
  @MethodSource("daysAroundChangesOfClocks")
  void each_local_day_has_one_digest_also_where_the_clocks_change(
      LocalDate from, List<String> zonesAndTimes) {
    var board = scene.knownBoard("a");
    var begin = from.atStartOfDay(ZoneOffset.UTC).toInstant();
    var people = zonesAndTimes.stream().map(OneDigestADayTest::person).toArray(Person[]::new);
    scene.importSubscribers(begin, people);

    var end = begin.plus(Duration.ofHours(66));
    for (var now = begin; now.isBefore(end); now = now.plus(Duration.ofHours(1))) {
      if (Duration.between(begin, now).toMinutes() % 480 == 0) {
        shows(board, now);
      }
      assertThat(scene.run("digest", now).exit()).isZero();
    }

    for (var person : people) {
      var days =
          scene
              .db()
              .column(
                  """
                  SELECT (m.due_at AT TIME ZONE s.time_zone)::date
                  FROM mail m JOIN subscriber s ON s.id = m.subscriber
                  WHERE s.email = '%s' ORDER BY m.due_at
                  """
                      .formatted(person.email()));
      assertThat(days).as(person.email()).doesNotHaveDuplicates();
      var first = LocalDate.parse(days.getFirst());
      assertThat(days)
          .as("%s: no day between is left out", person.email())
          .hasSizeGreaterThanOrEqualTo(2)
          .isEqualTo(
              Stream.iterate(first, d -> d.plusDays(1))
                  .limit(days.size())
                  .map(LocalDate::toString)
                  .toList());
      everythingDueWasToldOnce(person.email());
    }
    assertThat(
            scene
                .db()
                .count(
                    "mail WHERE local_date IS DISTINCT FROM (due_at AT TIME ZONE (SELECT time_zone"
                        + " FROM subscriber s WHERE s.id = subscriber))::date"))
        .isZero();
  }

  private static Person person(String zoneAndTime) {
    var parts = zoneAndTime.split(" ");
    return Person.digest(zoneAndTime.replaceAll("[^A-Za-z0-9]", ".") + "@example.org", "java")
        .in(parts[0])
        .at(parts[1]);
  }

  @Test
  void a_zone_that_is_changed_after_the_digest_gives_no_day_a_second_one() {
    var board = scene.knownBoard("a");
    var moves =
        Map.of(
            "Pacific/Auckland", "Pacific/Honolulu",
            "Pacific/Honolulu", "Pacific/Auckland",
            "Pacific/Kiritimati", "Pacific/Pago_Pago",
            "Pacific/Pago_Pago", "Pacific/Kiritimati",
            "Europe/Berlin", "America/New_York",
            "America/New_York", "Europe/Berlin",
            "Asia/Kolkata", "Asia/Kathmandu");
    var there = moves.keySet().stream().map(zone -> person(zone + " 08:00")).toArray(Person[]::new);
    var elsewhere =
        Stream.of(there).map(p -> p.in(moves.getOrDefault(p.zone(), ""))).toArray(Person[]::new);
    scene.importSubscribers(there);
    var now = everyOtherHour(board, Scene.NOON, 30);

    scene.importSubscribers(now, elsewhere);
    now = everyOtherHour(board, now, 30);
    scene.importSubscribers(now, there);
    now = everyOtherHour(board, now, 6);
    scene.importSubscribers(now, elsewhere);
    everyOtherHour(board, now, 60);

    assertThat(scene.db().column("SELECT subscriber || ' ' || local_date FROM mail"))
        .doesNotHaveDuplicates();
    for (var person : there) {
      assertThat(scene.mailsTo(person.email()))
          .as("the service goes on for %s", person.email())
          .hasSizeGreaterThanOrEqualTo(4);
      everythingDueWasToldOnce(person.email());
    }
  }

  @Test
  void a_later_send_time_on_the_same_day_is_used_up_without_a_digest() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    shows(board, Scene.NOON);
    scene.run("digest", TUESDAY_AT_8);
    scene.importSubscribers(TUESDAY_AT_8.plusSeconds(60), Person.digest(ANN, "java").at("20:00"));
    shows(board, TUESDAY_AT_8.plusSeconds(120));

    scene.run("digest", TUESDAY_AT_8.plus(Duration.ofHours(12)));
    assertThat(scene.mails()).hasSize(1);
    scene.run("digest", TUESDAY_AT_8.plus(Duration.ofHours(36)));

    assertThat(scene.db().column("SELECT local_date FROM mail ORDER BY id"))
        .containsExactly("2031-03-04", "2031-03-05");
    everythingDueWasToldOnce(ANN);
  }

  @Test
  void a_late_run_makes_one_digest_due_at_the_latest_time_missed() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    shows(board, Scene.NOON);
    shows(board, Scene.NOON.plus(DAY));

    scene.run("digest", TUESDAY_AT_8.plus(DAY.multipliedBy(3)).plusSeconds(3_600));

    assertThat(
            scene
                .db()
                .column("SELECT to_char(due_at AT TIME ZONE 'UTC', 'MM-DD HH24:MI') FROM mail"))
        .containsExactly("03-07 08:00");
    assertThat(scene.db().column("SELECT local_date FROM mail")).containsExactly("2031-03-07");
    assertThat(scene.told(ANN, title(0)) + scene.told(ANN, title(1))).isEqualTo(2);
  }

  @Test
  void a_time_with_nothing_to_say_is_used_up() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.run("digest", TUESDAY_AT_8);
    shows(board, TUESDAY_AT_8.plusSeconds(60));

    assertThat(scene.run("digest", TUESDAY_AT_8.plusSeconds(300)).status())
        .isEqualTo("NOTHING_DUE");
    assertThat(scene.mails()).isEmpty();
    scene.run("digest", TUESDAY_AT_8.plus(DAY));

    assertThat(scene.db().column("SELECT local_date FROM mail")).containsExactly("2031-03-05");
  }

  @Test
  void a_digest_that_was_due_before_its_postings_were_matched_waits_for_the_next_time() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    shows(board, Scene.NOON);
    scene.run("digest", TUESDAY_AT_8);
    shows(board, TUESDAY_AT_8.plusSeconds(60));

    scene.run("digest", TUESDAY_AT_8.plusSeconds(300));

    assertThat(scene.told(ANN, title(0))).isEqualTo(1);
    assertThat(scene.told(ANN, title(1))).isZero();
  }

  @Test
  void a_digest_run_that_is_restarted_late_moves_nothing_backwards() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    shows(board, Scene.NOON);
    long failed;
    try (var _ = scene.db().refuse("INSERT ON mail", "true")) {
      failed = Objects.requireNonNull(scene.run("digest", TUESDAY_AT_8).execution());
    }
    scene.run("digest", TUESDAY_AT_8.plus(DAY));
    var before = scene.db().column("SELECT (next_digest_at, digest_slot)::text FROM subscriber");

    assertThat(scene.process().rerun(failed, "to see").status()).isEqualTo("DONE");

    assertThat(scene.db().column("SELECT (next_digest_at, digest_slot)::text FROM subscriber"))
        .isEqualTo(before);
    assertThat(scene.mails()).hasSize(1);
  }

  @Test
  void what_closed_or_is_older_than_14_days_is_dropped_with_that_reason() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.digest(ANN, "java"));
    for (int i = 0; i < 3; i++) {
      shows(board, Scene.minute(i));
    }
    scene
        .db()
        .sql(
            "UPDATE match SET matched_at = matched_at - interval '15 days' WHERE posting = (SELECT"
                + " min(id) FROM posting)");
    scene
        .db()
        .sql(
            "UPDATE posting SET closed_at = last_seen_at WHERE id = (SELECT max(id) FROM posting)");

    scene.run("digest", TUESDAY_AT_8);

    assertThat(scene.db().column("SELECT coalesce(reason, 'told') FROM match ORDER BY posting"))
        .containsExactly(
            "older than 14 days when its digest came", "told", "closed before its digest");
    assertThat(scene.told(ANN, title(1))).isEqualTo(1);
    assertThat(scene.mails().getFirst().tells(title(0))).isFalse();
  }

  /** A digest launch every other hour, and a posting every ten. */
  private Instant everyOtherHour(BoardPage board, Instant from, int hours) {
    for (int i = 0; i < hours; i += 2) {
      var now = from.plus(Duration.ofHours(i));
      if (i % 10 == 0) {
        shows(board, now);
      }
      assertThat(scene.run("digest", now.plusSeconds(60)).exit()).isZero();
    }
    return from.plus(Duration.ofHours(hours));
  }

  private void shows(BoardPage board, Instant at) {
    board.adds(posting("p" + shown, title(shown)));
    shown++;
    assertThat(scene.run("alerts", at).status()).isEqualTo("DONE");
  }

  private static String title(int number) {
    return "Java day no" + number + ".";
  }

  private void everythingDueWasToldOnce(String email) {
    var waiting =
        scene
            .db()
            .column(
                """
                SELECT p.title
                FROM match w
                JOIN posting p ON p.id = w.posting
                JOIN subscriber s ON s.id = w.subscriber
                WHERE w.waits_digest AND s.email = '%s'
                """
                    .formatted(email));
    assertThat(waiting).as("newer than the last time that was due").hasSizeLessThanOrEqualTo(10);
    for (int i = 0; i < shown; i++) {
      assertThat(scene.told(email, title(i)))
          .as("%s: %s", email, title(i))
          .isEqualTo(waiting.contains(title(i)) ? 0 : 1);
    }
  }
}
