package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.subscriber.SendTimes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Around the changes of clocks in 2026 and 2027, {@code run digest} every five minutes makes one
 * digest a local day, at the local time; {@code docs/digest-times.md} shows when.
 */
class DigestTimesTest {
  private static final Path DOCUMENT = Path.of("docs/digest-times.md");
  private static final String MEND = "mvn -q test -Dtest=DigestTimesTest -Dearlybrd.format=write";
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2028-01-01T00:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final List<ZoneId> ZONES =
      Stream.of(
              "Europe/Berlin",
              "America/New_York",
              "Australia/Lord_Howe",
              "Asia/Kathmandu",
              "Pacific/Kiritimati")
          .map(ZoneId::of)
          .toList();
  private static final List<LocalTime> SEND_TIMES =
      Stream.of("00:00", "01:45", "02:15", "02:30", "02:45", "08:00", "23:59")
          .map(LocalTime::parse)
          .toList();

  @Test
  void each_local_day_has_one_digest_at_its_local_time() {
    for (var zone : ZONES) {
      for (var day : daysOfChange(zone)) {
        for (var at : SEND_TIMES) {
          var made = launchedEveryFiveMinutes(times(zone, at), day);
          assertThat(made.keySet())
              .as("%s %s around %s", zone, at, day)
              .containsExactlyElementsOf(day.minusDays(2).datesUntil(day.plusDays(3)).toList());
          made.forEach((local, due) -> isAtItsTime(zone, at, local, due));
        }
      }
    }
  }

  /** What {@code run digest} makes: day → when it is due. */
  private static Map<LocalDate, Instant> launchedEveryFiveMinutes(SendTimes times, LocalDate day) {
    var made = new LinkedHashMap<LocalDate, Instant>();
    var slot = day.minusDays(2).atStartOfDay(times.zone()).toInstant();
    var next = times.next(slot.minusMillis(1));
    var end = day.plusDays(3).atStartOfDay(times.zone()).toInstant();
    for (; slot.isBefore(end.plus(FIVE_MINUTES)); slot = slot.plus(FIVE_MINUTES)) {
      if (!next.isAfter(slot)) {
        var turn = DigestTurn.at(slot, times);
        assertThat(Duration.between(turn.dueAt(), slot)).isLessThan(FIVE_MINUTES);
        if (turn.dueAt().isBefore(end)) {
          assertThat(made.put(turn.day(), turn.dueAt())).as("a second one, %s", times).isNull();
        }
        next = turn.next();
      }
    }
    return made;
  }

  /** Where the clock skips it, as much later; where it shows it twice, at the first. */
  private static void isAtItsTime(ZoneId zone, LocalTime at, LocalDate day, Instant due) {
    var local = day.atTime(at);
    var change = zone.getRules().getTransition(local);
    var expected = change == null || change.isOverlap() ? local : local.plus(change.getDuration());
    assertThat(due.atZone(zone).toLocalDateTime()).as("%s %s", zone, day).isEqualTo(expected);
    if (change != null && change.isOverlap()) {
      assertThat(due).isBefore(change.getInstant());
    }
  }

  @Test
  void the_document_shows_when() throws IOException {
    var document = document();
    if ("write".equals(System.getProperty("format"))) {
      Files.writeString(DOCUMENT, document);
    }

    assertThat(DOCUMENT).as("to mend it: " + MEND).exists();
    assertThat(Files.readString(DOCUMENT)).as("to mend it: " + MEND).isEqualTo(document);
  }

  private static String document() {
    return """
    # When digests leave where the clocks change

    Made by `DigestTimesTest`, which launches `run digest` every five minutes over the days around each change and finds
    one digest a local day, at this time. Where the clocks skip the send time, the digest is due as much later as they
    skip; where they show it twice, at the first. In bold: what differs from the send time.

    To make it anew: `%s`

    """
            .formatted(MEND)
        + ZONES.stream().map(DigestTimesTest::table).collect(Collectors.joining("\n"));
  }

  private static String table(ZoneId zone) {
    var days = daysOfChange(zone);
    var table = new StringBuilder("## %s\n\n".formatted(zone));
    if (zone.getRules().nextTransition(FROM) == null) {
      table.append("Its clocks never change; the days are those of Europe/Berlin.\n\n");
    }
    table.append("| send time |");
    days.forEach(day -> table.append(" %s |".formatted(day)));
    table.append("\n|---|").append("---|".repeat(days.size())).append('\n');
    for (var at : SEND_TIMES) {
      table.append("| %s |".formatted(at));
      days.forEach(day -> table.append(" %s |".formatted(cell(times(zone, at), day))));
      table.append('\n');
    }
    return table.toString();
  }

  private static String cell(SendTimes times, LocalDate day) {
    var due = launchedEveryFiveMinutes(times, day).get(day).atZone(times.zone());
    var time = due.format(DateTimeFormatter.ofPattern("HH:mm"));
    return (due.toLocalTime().equals(times.at()) ? time : "**" + time + "**")
        + due.format(DateTimeFormatter.ofPattern(" (xxx)"));
  }

  private static List<LocalDate> daysOfChange(ZoneId zone) {
    var rules = (zone.getRules().nextTransition(FROM) == null ? BERLIN : zone).getRules();
    var days = new ArrayList<LocalDate>();
    for (var change = rules.nextTransition(FROM);
        change != null && change.getInstant().isBefore(TO);
        change = rules.nextTransition(change.getInstant())) {
      days.add(change.getDateTimeBefore().toLocalDate());
    }
    return days;
  }

  private static SendTimes times(ZoneId zone, LocalTime at) {
    return new SendTimes(zone, at, EnumSet.allOf(DayOfWeek.class));
  }
}
