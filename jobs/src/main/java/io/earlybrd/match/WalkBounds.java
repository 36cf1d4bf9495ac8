package io.earlybrd.match;

/**
 * How much a walk holds in memory, and in one transaction.
 *
 * @param postings a slice: more of them read the searches less often, and take more memory
 * @param firstPage searches of the first page, which shows how many matches a search makes
 * @param mostSearches a page
 * @param mostMatches a page, unless one subscriber has more: the page ends there
 */
record WalkBounds(int postings, int firstPage, int mostSearches, int mostMatches) {
  static final WalkBounds USUAL = new WalkBounds(2_048, 100, 16_384, 100_000);

  private static final int GROWTH = 4;

  WalkBounds {
    if (postings < 1 || postings > Slice.MOST || firstPage < 1 || mostSearches < firstPage) {
      throw new IllegalArgumentException("postings " + postings + ", first page " + firstPage);
    }
  }

  /** As many searches as are likely to make a page full, by what the last page made. */
  int nextPage(int size, long searches, long matches) {
    long grown = Math.min((long) size * GROWTH, mostSearches);
    long full = matches == 0 ? grown : mostMatches * Math.max(searches, 1) / matches;
    return (int) Math.max(firstPage, Math.min(grown, full));
  }
}
