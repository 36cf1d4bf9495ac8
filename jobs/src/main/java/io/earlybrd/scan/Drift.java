package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.posting.Comparison;
import io.earlybrd.posting.FoundPosting;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether what a board shows is still what it used to show.
 *
 * @param alarm null: it is
 * @param detail what is wrong, for the operator; blank where nothing is
 * @param counts what to remember as {@link BoardRow#counts}
 * @param usualFields what to remember as {@link BoardRow#usualFields}
 */
record Drift(@Nullable Alarm alarm, String detail, List<Integer> counts, List<String> usualFields) {
  /** Visits that typical is the median of. */
  private static final int REMEMBERED = 20;

  private static final int FLOOD_OPEN = 20;
  private static final double FLOOD_SHARE = 0.8;

  private static final int FEW_TYPICAL = 10;
  private static final double FEW_SHARE = 0.2;
  private static final int NONE_TYPICAL = 3;

  private static final int FIELD_POSTINGS = 5;
  private static final double FIELD_SHARE = 0.9;
  private static final int FIELD_NOW = 3;

  private static final Map<String, Function<FoundPosting, @Nullable Object>> FIELDS = fields();

  private static Map<String, Function<FoundPosting, @Nullable Object>> fields() {
    var fields = new LinkedHashMap<String, Function<FoundPosting, @Nullable Object>>();
    fields.put("company", FoundPosting::company);
    fields.put("location", FoundPosting::location);
    fields.put("description", FoundPosting::description);
    fields.put("posted_at", FoundPosting::postedAt);
    fields.put("pay", FoundPosting::pay);
    fields.put("remote", FoundPosting::remote);
    fields.put("department", FoundPosting::department);
    return fields;
  }

  static Drift of(BoardRow board, URI url, Visit.Found found, Comparison comparison) {
    int count = found.postings().size();
    boolean known = board.baseline();
    if (known && isFlood(board, found, comparison)) {
      var what =
          "shows %d new postings in place of %d of its %d: its site seems to have changed"
              .formatted(comparison.added(), comparison.dropped(), comparison.open());
      return wrong(board, Alarm.FLOOD, what);
    }
    var moved = found.validators().movedTo();
    if (count == 0 && moved != null && leadsElsewhere(url, moved)) {
      return wrong(
          board, Alarm.MOVED, "redirects to %s, where it shows no posting".formatted(moved));
    }
    int typical = typical(board.counts());
    if (isFew(count, typical, found.whole())) {
      return wrong(
          board,
          Alarm.FEW,
          "shows %s, where %d are usual"
              .formatted(
                  count == 0 ? "no posting" : count == 1 ? "1 posting" : count + " postings",
                  typical));
    }
    var missing = missing(board.usualFields(), found.postings());
    var usual = usual(board.usualFields(), missing, found.postings());
    var counts = found.whole() ? appended(board.counts(), count) : board.counts();
    return missing.isEmpty()
        ? new Drift(null, "", counts, usual)
        : new Drift(
            Alarm.FIELDS,
            "shows %d postings and none has %s any more, which nearly all had"
                .formatted(count, String.join(", ", missing)),
            counts,
            usual);
  }

  /** The same, of which nothing is remembered: nobody knows whether it is right. */
  Drift forgotten(BoardRow board) {
    return new Drift(alarm, detail, board.counts(), board.usualFields());
  }

  /** What is wrong is not remembered as usual. */
  private static Drift wrong(BoardRow board, Alarm alarm, String detail) {
    return new Drift(alarm, detail, board.counts(), board.usualFields());
  }

  /**
   * What is dated after the last visit is news for certain, as in a feed that shows only the
   * newest. Where not all pages were read, nobody knows what is gone: then nearly all that was read
   * is new.
   */
  private static boolean isFlood(BoardRow board, Visit.Found found, Comparison comparison) {
    int replacing = comparison.addedNotDatedAfter(board.seenUntil());
    int gone = found.whole() ? comparison.dropped() : found.postings().size();
    int most = found.whole() ? comparison.open() : FLOOD_OPEN;
    return comparison.open() >= FLOOD_OPEN
        && gone >= FLOOD_SHARE * most
        && replacing >= FLOOD_SHARE * gone;
  }

  private static boolean isFew(int count, int typical, boolean whole) {
    return count == 0 && typical >= NONE_TYPICAL
        || whole && typical >= FEW_TYPICAL && count < FEW_SHARE * typical;
  }

  /** The median; 0 where nothing is remembered. */
  static int typical(List<Integer> counts) {
    return counts.isEmpty() ? 0 : counts.stream().sorted().toList().get((counts.size() - 1) / 2);
  }

  private static List<Integer> appended(List<Integer> counts, int count) {
    var all = new ArrayList<>(counts);
    all.add(count);
    return all.subList(Math.max(0, all.size() - REMEMBERED), all.size());
  }

  private static List<String> missing(List<String> usual, List<FoundPosting> found) {
    var known = wholly(found);
    return known.size() < FIELD_NOW
        ? List.of()
        : usual.stream().filter(field -> share(field, known) == 0).toList();
  }

  /** Too few postings say nothing; a field that went missing stays one that is missed. */
  private static List<String> usual(
      List<String> before, List<String> missing, List<FoundPosting> found) {
    var known = wholly(found);
    return known.size() < FIELD_POSTINGS
        ? before
        : FIELDS.keySet().stream()
            .filter(field -> missing.contains(field) || share(field, known) >= FIELD_SHARE)
            .toList();
  }

  /** Of the others it is not known what they have. */
  private static List<FoundPosting> wholly(List<FoundPosting> found) {
    return found.stream().filter(p -> p.detail() != FoundPosting.Detail.UNREAD).toList();
  }

  private static double share(String field, List<FoundPosting> postings) {
    var value = FIELDS.get(field);
    return value == null
        ? 1
        : postings.stream().filter(p -> value.apply(p) != null).count() / (double) postings.size();
  }

  private static boolean leadsElsewhere(URI url, URI moved) {
    return !Objects.equals(url.getHost(), moved.getHost())
        || !Objects.equals(url.getPath(), moved.getPath());
  }
}
