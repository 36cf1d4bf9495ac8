package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.HeldPosting.Facts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static final Instant MONDAY = Instant.parse("2031-03-03T12:00:00Z");
  private static final long JOB = 1;

  @Test
  void postings_that_are_the_same_nowhere_else_are_entries_of_their_own() {
    assertThat(entries(single(1, 7L, 0), single(2, 7L, 1)))
        .containsExactly(List.of(2L), List.of(1L));
  }

  @Test
  void each_search_in_turn_gives_its_newest() {
    assertThat(entries(single(1, 7L, 9), single(2, 7L, 8), single(3, 7L, 7), single(4, 8L, 1)))
        .containsExactly(List.of(1L), List.of(4L), List.of(2L), List.of(3L));
  }

  @Test
  void the_same_on_two_boards_is_one_entry_that_shows_what_was_seen_first() {
    assertThat(entries(copy(1, "b", 2, false), copy(2, "a", 1, false)))
        .containsExactly(List.of(2L, 1L));
  }

  @Test
  void of_two_seen_at_once_the_one_that_tells_the_pay_is_shown() {
    assertThat(entries(copy(1, "a", 0, true), copy(2, "b", 0, false)))
        .containsExactly(List.of(2L, 1L));
  }

  @Test
  void appearances_seven_days_apart_are_one_entry_still() {
    assertThat(
            entries(
                copy(1, "a", 0, false), copy(2, "b", 7 * 24, false), copy(3, "c", 14 * 24, false)))
        .containsExactly(List.of(1L, 2L, 3L));
  }

  @Test
  void what_comes_after_more_than_seven_days_is_new() {
    assertThat(entries(copy(1, "a", 0, false), copy(2, "b", 7 * 24 + 1, false)))
        .containsExactly(List.of(2L), List.of(1L));
  }

  @Test
  void what_one_board_shows_twice_is_two_entries() {
    assertThat(entries(copy(1, "a", 0, false), copy(2, "a", 1, false), copy(3, "b", 2, false)))
        .containsExactlyInAnyOrder(List.of(1L, 3L), List.of(2L));
  }

  @Test
  void an_entry_stands_under_the_first_search_that_hit_any_of_it() {
    var held = List.of(held(1, 9L, "a", JOB, 0, false), held(2, 4L, "b", JOB, 1, false));

    assertThat(Entries.of(held)).extracting(Entries.Group::search).containsExactly(4L);
  }

  @Test
  void what_no_search_hit_any_more_stands_last() {
    var none = Entries.of(List.of(single(1, null, 0))).getFirst();
    var some = Entries.of(List.of(single(2, 7L, 0))).getFirst();

    assertThat(Entries.bySearch(none, some)).isPositive();
  }

  private static List<List<Long>> entries(HeldPosting... held) {
    return Entries.of(List.of(held)).stream()
        .map(entry -> entry.members().stream().map(HeldPosting::posting).toList())
        .toList();
  }

  private static HeldPosting single(long posting, @Nullable Long search, int hours) {
    return held(posting, search, "a", null, hours, false);
  }

  private static HeldPosting copy(long posting, String board, int hours, boolean payless) {
    return held(posting, 7L, board, JOB, hours, payless);
  }

  private static HeldPosting held(
      long posting,
      @Nullable Long search,
      String board,
      @Nullable Long sameAs,
      int hours,
      boolean payless) {
    var seen = MONDAY.plus(Duration.ofHours(hours));
    return new HeldPosting(posting, search, "", new Facts(board, sameAs, seen, seen, payless));
  }
}
