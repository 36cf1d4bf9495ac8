package io.earlybrd.subscriber;

/** What waits at a subscriber, and moves when their settings do. */
public final class WaitingMatches {
  /**
   * SET clause on {@code match w}: it waits for no instant mail any more, but for a digest unless
   * one holds it already.
   */
  public static final String TO_DIGEST =
      """
      waits_instant = false,
          waits_digest = NOT EXISTS (
            SELECT FROM mail_posting h
            WHERE h.subscriber = w.subscriber
              AND h.posting = w.posting
              AND h.channel = 'digest'
              AND h.released_at IS NULL)\
      """;

  private WaitingMatches() {}
}
