package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code DigestTimesTest} finds of all five minutes, by the real job at those that matter. */
class DigestTimesOnTheDatabaseTest {
  private static final List<String> ZONES =
      List.of(
          "Europe/Berlin",
          "America/New_York",
          "Australia/Lord_Howe",
          "Asia/Kathmandu",
          "Pacific/Kiritimati");
  private static final List<String> SEND_TIMES =
      List.of("00:00", "01:45", "02:15", "02:30", "08:00", "23:59");

  @RegisterExtension static final Scene scene = new Scene();

  private int shown;

  /** A day on which some of the zones change their clocks. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2031-03-09",
        "2031-03-30",
        "2031-04-06",
        "2031-10-05",
        "2031-10-26",
        "2031-11-02"
      })
  void each_local_day_has_one_digest_at_its_local_time(LocalDate day) {
    var board = scene.knownBoard("a");
    var begin = day.minusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    var end = begin.plus(Duration.ofDays(3));
    var people = people();
    scene.importSubscribers(begin, people);

    var digests = launches(people, begin, end);
    for (var now = begin; now.isBefore(end); now = now.plus(Duration.ofHours(12))) {
      news(board, now);
      for (var slot : digests.subSet(now, false, now.plus(Duration.ofHours(12)), true)) {
        assertThat(scene.run("digest", slot).exit()).isZero();
      }
    }

    for (var person : people) {
      assertThat(due(person)).as("%s", person).isEqualTo(expected(person, begin, end));
    }
  }

  private static Person[] people() {
    return ZONES.stream()
        .flatMap(
            zone ->
                SEND_TIMES.stream()
                    .map(
                        at ->
                            Person.digest(
                                    (zone + at).replaceAll("[^A-Za-z0-9]", ".") + "@example.org",
                                    "java")
                                .in(zone)
                                .at(at)))
        .toArray(Person[]::new);
  }

  /** Before each send time, and the first launch that is not. */
  private static TreeSet<Instant> launches(Person[] people, Instant begin, Instant end) {
    var slots = new TreeSet<Instant>();
    for (var person : people) {
      for (var due : expected(person, begin, end)) {
        var late = Duration.ofMinutes(due.atZone(ZoneOffset.UTC).getMinute() % 5);
        var slot = due.minus(late).plus(Duration.ofMinutes(late.isZero() ? 0 : 5));
        slots.add(slot.minus(Duration.ofMinutes(5)));
        slots.add(slot);
      }
    }
    slots.removeIf(slot -> !slot.isAfter(begin));
    return slots;
  }

  /** The local time of each local day, which Java moves on over a gap. */
  private static List<Instant> expected(Person person, Instant begin, Instant end) {
    var zone = ZoneId.of(person.zone());
    var from = begin.atZone(zone).toLocalDate();
    return Stream.iterate(from, day -> day.plusDays(1))
        .limit(5)
        .map(day -> day.atTime(LocalTime.parse(person.sendAt())).atZone(zone).toInstant())
        .filter(due -> due.isAfter(begin) && due.isBefore(end.minus(Duration.ofMinutes(5))))
        .toList();
  }

  private static List<Instant> due(Person person) {
    return scene
        .db()
        .jdbc()
        .sql("SELECT due_at FROM mail WHERE recipient = :email ORDER BY due_at")
        .param("email", person.email())
        .query((row, n) -> row.getTimestamp("due_at").toInstant())
        .list();
  }

  private void news(BoardPage board, Instant at) {
    board.adds(posting("p" + shown, "Java day no" + shown + "."));
    shown++;
    assertThat(scene.run("alerts", at).status()).isEqualTo("DONE");
  }
}
