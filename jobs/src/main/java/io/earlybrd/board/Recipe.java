package io.earlybrd.board;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the documents of a board are got and read: what a preset says, or an entry of {@code
 * boards.yaml}. Immutable.
 *
 * @param form what is POSTed for a page; null: pages are got
 * @param headers of each request for a page
 * @param layouts the shapes that its document may have; the first that fits counts
 * @param own the pages that postings have of their own; null: the list says all
 * @param general made for many boards, which need not have all that it knows
 */
record Recipe(
    @Nullable Form form,
    Map<String, String> headers,
    List<Layout> layouts,
    Paging paging,
    @Nullable OwnPage own,
    boolean general) {

  /**
   * What is POSTed.
   *
   * @param next for the pages that a token asks for; null: the same
   * @param at a part of the addresses that want it; others are got; null: all do
   */
  record Form(Template body, @Nullable Template next, @Nullable Pattern at) {}

  /**
   * The page that each posting has of its own. It is read where the list lacks something, once.
   *
   * @param url where it is; null: the posting's link
   * @param lacking read only where the list has none of one of these
   * @param recipe how it is read; its first posting counts, fields that the list has win
   */
  record OwnPage(@Nullable Rule url, Set<Field> lacking, Recipe recipe) {}
}
