package io.earlybrd.backup;

import io.earlybrd.storage.Manifest;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Which backups are kept: the newest verified one of each of the last 7 days, 4 weeks and 12 months
 * that have one, by UTC. One that was not verified counts for none of these, and is kept while
 * there is no newer one that was.
 */
final class Retention {
  private static final int DAYS = 7;
  private static final int WEEKS = 4;
  private static final int MONTHS = 12;

  private Retention() {}

  /** Ids of those that are kept. */
  static Set<String> kept(List<Manifest> all) {
    var verified =
        all.stream()
            .filter(one -> one.verifiedAt() != null)
            .sorted(Comparator.comparing(Manifest::takenAt).reversed())
            .toList();
    var kept = new HashSet<String>();
    keep(kept, verified, DAYS, day -> day);
    keep(
        kept,
        verified,
        WEEKS,
        day ->
            day.get(IsoFields.WEEK_BASED_YEAR) * 100 + day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
    keep(kept, verified, MONTHS, day -> day.getYear() * 100 + day.getMonthValue());
    all.stream()
        .filter(one -> verified.isEmpty() || one.takenAt().isAfter(verified.getFirst().takenAt()))
        .forEach(one -> kept.add(one.id()));
    return kept;
  }

  /** Of the newest {@code most} periods that have a backup, the newest each. */
  private static void keep(
      Set<String> kept, List<Manifest> newestFirst, int most, Function<LocalDate, Object> period) {
    var seen = new HashSet<Object>();
    for (var one : newestFirst) {
      var day = one.takenAt().atZone(ZoneOffset.UTC).toLocalDate();
      if (seen.size() < most && seen.add(period.apply(day))) {
        kept.add(one.id());
      }
    }
  }
}
