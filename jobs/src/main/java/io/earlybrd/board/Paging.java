package io.earlybrd.board;

import org.jspecify.annotations.Nullable;

/**
 * How a board goes on after its first page. Immutable.
 *
 * @param pages read at most, the first included
 * @param next where the next page's address is; null: pages are counted
 * @param parameter of the address that counts; null with {@code next}, or where the request's body
 *     has {@code {$count}}
 * @param from what it is on the first page
 * @param by how much it grows with each page; 0: by the postings that the page had
 * @param total where the document says how many postings there are on all pages
 * @param token where it says by what the next page is asked for, at the same address; null: pages
 *     are counted
 */
record Paging(
    int pages,
    @Nullable Rule next,
    @Nullable String parameter,
    int from,
    int by,
    @Nullable Rule total,
    @Nullable Rule token) {
  static final Paging NONE = new Paging(1, null, null, 0, 0, null, null);

  /** Whether there can be more than one page. */
  boolean goesOn() {
    return pages > 1;
  }
}
