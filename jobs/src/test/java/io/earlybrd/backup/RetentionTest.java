package io.earlybrd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.storage.Manifest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which backups are kept: 7 daily, 4 weekly, 12 monthly, never without the newest verified one. */
class RetentionTest {
  /** A Sunday, the last day of its ISO week. */
  private static final LocalDate TODAY = LocalDate.parse("2026-11-29");

  @Test
  void of_two_years_of_nights_there_remain_days_weeks_and_months() {
    var nights = IntStream.range(0, 730).mapToObj(n -> verified(TODAY.minusDays(n), 3)).toList();

    assertThat(days(nights))
        .containsExactly(
            // 12 months, each its last night.
            "2025-12-31",
            "2026-01-31",
            "2026-02-28",
            "2026-03-31",
            "2026-04-30",
            "2026-05-31",
            "2026-06-30",
            "2026-07-31",
            "2026-08-31",
            "2026-09-30",
            "2026-10-31",
            // 4 weeks, each its Sunday.
            "2026-11-08",
            "2026-11-15",
            "2026-11-22",
            // 7 days.
            "2026-11-23",
            "2026-11-24",
            "2026-11-25",
            "2026-11-26",
            "2026-11-27",
            "2026-11-28",
            "2026-11-29");
  }

  @Test
  void pruning_every_night_keeps_as_much_as_pruning_once() {
    var kept = new java.util.ArrayList<Manifest>();
    for (int n = 729; n >= 0; n--) {
      kept.add(verified(TODAY.minusDays(n), 3));
      var ids = Retention.kept(kept);
      kept.removeIf(one -> !ids.contains(one.id()));
    }

    assertThat(kept).hasSize(21);
    assertThat(kept.getFirst().takenAt().toString()).startsWith("2025-12-31");
  }

  @Test
  void of_a_day_the_newest_remains() {
    var all = List.of(verified(TODAY, 3), verified(TODAY, 20), verified(TODAY, 9));

    assertThat(Retention.kept(all)).containsExactly(verified(TODAY, 20).id());
  }

  @Test
  void days_without_a_backup_do_not_count() {
    var rare = Stream.of(0, 1, 40, 41, 42, 43, 44, 45).map(n -> verified(TODAY.minusDays(n), 3));

    assertThat(Retention.kept(rare.toList())).hasSizeGreaterThanOrEqualTo(7);
  }

  @Test
  void the_only_verified_one_is_kept_for_ever() {
    var all =
        Stream.concat(
                Stream.of(verified(TODAY.minusYears(3), 3)),
                IntStream.range(0, 30).mapToObj(n -> unverified(TODAY.minusDays(n), 3)))
            .toList();

    assertThat(Retention.kept(all)).hasSize(31).contains(verified(TODAY.minusYears(3), 3).id());
  }

  @Test
  void one_that_was_not_verified_goes_when_a_newer_one_was() {
    var all =
        List.of(
            unverified(TODAY.minusDays(2), 3),
            verified(TODAY.minusDays(1), 3),
            unverified(TODAY, 3));

    assertThat(Retention.kept(all))
        .containsExactlyInAnyOrder(verified(TODAY.minusDays(1), 3).id(), unverified(TODAY, 3).id());
  }

  private static TreeSet<String> days(List<Manifest> all) {
    var days = new TreeSet<String>();
    var kept = Retention.kept(all);
    all.stream()
        .filter(one -> kept.contains(one.id()))
        .forEach(one -> days.add(one.takenAt().toString().substring(0, 10)));
    return days;
  }

  private static Manifest verified(LocalDate day, int hour) {
    var one = unverified(day, hour);
    return one.verified(one.takenAt());
  }

  private static Manifest unverified(LocalDate day, int hour) {
    Instant at = day.atTime(hour, 10).toInstant(ZoneOffset.UTC);
    var id = at.toString().replaceAll("[-:]", "") + "-abcdef";
    return new Manifest(
        id,
        Manifest.dumpKey(id, false),
        1,
        "",
        at,
        "1:1",
        List.of(),
        null,
        "0012",
        "15.1",
        false,
        Map.of(),
        null);
  }
}
