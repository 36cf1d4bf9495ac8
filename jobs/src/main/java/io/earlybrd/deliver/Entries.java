package io.earlybrd.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the postings of a mail are as entries, the best first. The same posting on several boards,
 * each seen within 7 days of the one before, is one entry. Two that one board shows are two: it
 * tells them apart.
 *
 * <p>The best: each search in turn gives its newest, so that one which finds much does not hide
 * what the others found.
 */
final class Entries {
  /** From one appearance of the same posting to the next, so that they are one entry still. */
  private static final Duration SAME_WITHIN = Duration.ofDays(7);

  private static final Comparator<HeldPosting> BY_TIME =
      Comparator.comparing((HeldPosting held) -> held.facts().firstSeenAt())
          .thenComparing(HeldPosting::posting);

  private static final Comparator<HeldPosting> SHOWN_FIRST =
      Comparator.comparing((HeldPosting held) -> held.facts().firstSeenAt())
          .thenComparing(held -> held.facts().payless())
          .thenComparing(HeldPosting::posting);

  private static final Comparator<@Nullable Long> BY_SEARCH =
      Comparator.nullsLast(Comparator.naturalOrder());

  private static final Comparator<Group> NEWEST_FIRST =
      Comparator.comparing((Group group) -> group.shown().facts().dated())
          .reversed()
          .thenComparing(group -> group.shown().posting());

  private Entries() {}

  /**
   * One entry.
   *
   * @param members never empty: the one that was seen first, where several were seen at once one
   *     that tells the pay, then the others
   * @param search the first that hit any of them
   */
  record Group(List<HeldPosting> members, @Nullable Long search) {
    static Group of(List<HeldPosting> members) {
      var search =
          members.size() == 1
              ? members.getFirst().search()
              : members.stream().map(HeldPosting::search).min(BY_SEARCH).orElse(null);
      return new Group(members, search);
    }

    HeldPosting shown() {
      return members.getFirst();
    }
  }

  /** The order of sections: an entry stands under the first search that hit it. */
  static int bySearch(Group one, Group other) {
    return BY_SEARCH.compare(one.search(), other.search());
  }

  static List<Group> of(Collection<HeldPosting> held) {
    var groups = new ArrayList<Group>(held.size());
    var families = new HashMap<Long, List<HeldPosting>>();
    for (var posting : held) {
      var sameAs = posting.facts().sameAs();
      if (sameAs == null) {
        groups.add(Group.of(List.of(posting)));
      } else {
        families.computeIfAbsent(sameAs, key -> new ArrayList<>(2)).add(posting);
      }
    }
    for (var family : families.values()) {
      if (family.size() == 1) {
        groups.add(Group.of(family));
      } else {
        copies(family).forEach(copy -> addByTime(copy, groups));
      }
    }
    return bestFirst(groups);
  }

  /** The first that each board shows, the second that each shows, and so on. */
  private static Collection<List<HeldPosting>> copies(List<HeldPosting> family) {
    family.sort(BY_TIME);
    var ofBoard = new HashMap<String, Integer>();
    var copies = new LinkedHashMap<Integer, List<HeldPosting>>();
    for (var posting : family) {
      int copy = ofBoard.merge(posting.facts().board(), 1, Integer::sum);
      copies.computeIfAbsent(copy, key -> new ArrayList<>()).add(posting);
    }
    return copies.values();
  }

  private static void addByTime(List<HeldPosting> copy, List<Group> groups) {
    var members = new ArrayList<HeldPosting>();
    Instant last = null;
    for (var posting : copy) {
      var seen = posting.facts().firstSeenAt();
      if (last != null && Duration.between(last, seen).compareTo(SAME_WITHIN) > 0) {
        groups.add(Group.of(List.copyOf(members)));
        members.clear();
      }
      members.add(posting);
      members.sort(SHOWN_FIRST);
      last = seen;
    }
    groups.add(Group.of(List.copyOf(members)));
  }

  private record Ranked(Group group, int rank) {}

  private static List<Group> bestFirst(List<Group> groups) {
    groups.sort(NEWEST_FIRST);
    Map<@Nullable Long, Integer> ofSearch = new HashMap<>();
    var ranked = new ArrayList<Ranked>(groups.size());
    for (var group : groups) {
      ranked.add(new Ranked(group, ofSearch.merge(group.search(), 1, Integer::sum)));
    }
    // Stable: of the same rank the newest is first.
    ranked.sort(Comparator.comparingInt(Ranked::rank));
    return ranked.stream().map(Ranked::group).toList();
  }
}
