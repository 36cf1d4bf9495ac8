package io.earlybrd.alerts;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of one posting to one subscriber, as far as it went. Immutable.
 *
 * @param match null: none of the subscriber's searches has matched it
 * @param mails that hold it or held it, oldest first
 * @param waiting for what, where a mail will still tell of it
 * @param reason one sentence
 */
public record Explanation(
    Person subscriber,
    Posting posting,
    List<Search> searches,
    @Nullable Match match,
    List<Mail> mails,
    List<Waiting> waiting,
    Verdict verdict,
    String reason) {

  public Explanation {
    searches = List.copyOf(searches);
    mails = List.copyOf(mails);
    waiting = List.copyOf(waiting);
  }

  /**
   * @param suppressedFor why; null where it is not known, or the address is not suppressed
   */
  public record Person(
      long id,
      String email,
      Instant nextDigestAt,
      @Nullable Instant pausedUntil,
      @Nullable Instant suppressedAt,
      @Nullable String suppressedFor) {}

  /**
   * @param seenAt slot of the visit that found it
   * @param storedAt when that was on the database's clock
   * @param claimed whether a matching run has begun on it
   */
  public record Posting(
      long id,
      String url,
      String title,
      String board,
      Instant seenAt,
      Instant storedAt,
      @Nullable Instant closedAt,
      boolean baseline,
      boolean held,
      int textVersion,
      int matchedVersion,
      boolean claimed) {

    /** Whether the next run will match it. */
    public boolean pending() {
      return matchedVersion < textVersion && !baseline && !held;
    }
  }

  /**
   * A saved search as it stands.
   *
   * @param matches whether it hit when the posting was matched, or would now
   * @param failing the first condition that does not hold, as the search writes it
   * @param has what the posting has in its place
   */
  public record Search(
      long id,
      String query,
      Instant createdAt,
      boolean matches,
      @Nullable String failing,
      @Nullable String has) {}

  /**
   * @param terms of the searches that hit: lexemes, a beginning of a word with its asterisk
   * @param reason why it was dropped
   */
  public record Match(
      List<Long> searches,
      List<String> terms,
      Instant at,
      long execution,
      boolean waitsInstant,
      boolean waitsDigest,
      @Nullable String reason) {}

  /**
   * @param released whether it tells of the posting no more
   * @param orphaned whether the process that was sending it has died
   */
  public record Mail(
      String id,
      String kind,
      String state,
      Instant dueAt,
      Instant createdAt,
      @Nullable Instant sentAt,
      Instant nextAttemptAt,
      int attempts,
      @Nullable String error,
      @Nullable Long execution,
      boolean released,
      boolean orphaned) {}

  /**
   * @param channel {@code instant} or {@code digest}
   * @param at null: as soon as a run comes
   */
  public record Waiting(String channel, @Nullable Instant at) {}
}
