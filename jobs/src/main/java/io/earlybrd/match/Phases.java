package io.earlybrd.match;

/** Where a walk's time goes, for its log line. Not thread-safe. */
final class Phases {
  private long since;
  private long inverting;
  private long reading;
  private long writing;
  private long searches;
  private long matches;
  private int pages;

  void begin() {
    since = System.nanoTime();
  }

  void inverted() {
    inverting += lap();
  }

  void read() {
    reading += lap();
    pages++;
  }

  /** Evaluating and inserting go on at the same time. */
  void wrote(long newSearches, long newMatches) {
    writing += lap();
    searches += newSearches;
    matches += newMatches;
  }

  private long lap() {
    long before = since;
    since = System.nanoTime();
    return since - before;
  }

  @Override
  public String toString() {
    return "searches=%d matches=%d pages=%d invert_ms=%d read_ms=%d evaluate_and_insert_ms=%d"
        .formatted(
            searches,
            matches,
            pages,
            inverting / 1_000_000,
            reading / 1_000_000,
            writing / 1_000_000);
  }
}
