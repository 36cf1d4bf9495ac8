package io.earlybrd.deliver;

/**
 * So many mails a second over all connections, evenly spaced: a provider's limit is a limit of
 * bursts, too. Thread-safe.
 */
final class RateLimit {
  private final long spacing;
  private long next;

  /**
   * @param rate mails a second; 0: no limit
   */
  RateLimit(double rate) {
    this.spacing = rate == 0 ? 0 : (long) (1_000_000_000 / rate);
  }

  /** Takes the next turn, and says how many nanoseconds it is away; 0 or less: now. */
  synchronized long turn(long now) {
    if (spacing == 0) {
      return 0;
    }
    long turn = next - now > 0 ? next : now;
    next = turn + spacing;
    return turn - now;
  }
}
