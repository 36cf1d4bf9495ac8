package io.earlybrd.posting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a board shows, beside what is stored of it. Made by {@link StoredPostings}. */
public final class Comparison {
  /** One that comes back later than this after it closed is another one. */
  static final Duration SAME_APPEARANCE = Duration.ofDays(7);

  /** The newest row of an external id. */
  record Known(
      long id,
      int appearance,
      String hash,
      @Nullable Instant closedAt,
      @Nullable Instant missedAt,
      boolean held,
      boolean detailPending) {

    boolean closedLongBefore(Instant slot) {
      return closedAt != null && closedAt.plus(SAME_APPEARANCE).isBefore(slot);
    }
  }

  record Added(FoundPosting posting, int appearance) {}

  record Differing(long id, FoundPosting posting, String hash) {}

  final List<Added> added = new ArrayList<>();
  final List<Differing> differing = new ArrayList<>();

  /** Rows of all that are shown and known. */
  final List<Long> seen = new ArrayList<>();

  /** Of those, the ones that were missed or closed. */
  final List<Long> returned = new ArrayList<>();

  /** Open rows that are not shown. */
  final List<Known> missing = new ArrayList<>();

  private final String board;
  private int open;
  private int dropped;
  private boolean detailPending;

  private Comparison(String board) {
    this.board = board;
  }

  /**
   * @param open the board's open rows, by external id
   * @param closed newest rows of what is shown and not open
   */
  static Comparison of(
      String board,
      List<FoundPosting> found,
      Map<String, Known> open,
      Map<String, Known> closed,
      Instant slot) {
    var comparison = new Comparison(board);
    var shown = new HashSet<Long>();
    for (var posting : found) {
      var row = open.get(posting.externalId());
      if (row == null) {
        row = closed.get(posting.externalId());
      } else {
        shown.add(row.id());
      }
      comparison.compare(posting, row, slot);
    }
    for (var row : open.values()) {
      comparison.open += row.held() ? 0 : 1;
      if (!shown.contains(row.id())) {
        comparison.missing.add(row);
        comparison.dropped += row.held() ? 0 : 1;
      }
    }
    return comparison;
  }

  private void compare(FoundPosting posting, @Nullable Known row, Instant slot) {
    boolean unread = posting.detail() == FoundPosting.Detail.UNREAD;
    if (row == null || row.closedLongBefore(slot)) {
      added.add(new Added(posting, row == null ? 1 : row.appearance() + 1));
      detailPending |= unread;
      return;
    }
    seen.add(row.id());
    if (row.closedAt() != null || row.missedAt() != null) {
      returned.add(row.id());
    }
    var hash = ContentHash.of(posting);
    if (!hash.equals(row.hash()) || row.detailPending() && !unread) {
      differing.add(new Differing(row.id(), posting, hash));
    }
    detailPending |= row.detailPending() && unread;
  }

  public String board() {
    return board;
  }

  /** How many postings were open, without those that are held. */
  public int open() {
    return open;
  }

  /** How many of those are not shown any more. */
  public int dropped() {
    return dropped;
  }

  /** How many are shown that are not stored. */
  public int added() {
    return added.size();
  }

  /** How many are shown otherwise than they are stored. */
  public int changed() {
    return differing.size();
  }

  /** How many of the added ones may have been there already: not dated after {@code then}. */
  public int addedNotDatedAfter(@Nullable Instant then) {
    return (int)
        added.stream()
            .map(one -> one.posting().postedAt())
            .filter(at -> at == null || then == null || !at.isAfter(then))
            .count();
  }

  /** Whether the own page of some posting that is shown was never read. */
  public boolean detailPending() {
    return detailPending;
  }
}
