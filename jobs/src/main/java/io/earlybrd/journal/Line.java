package io.earlybrd.journal;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A line of a piece: by natural keys only, since a restored database gives numbers anew. */
sealed interface Line {

  /**
   * The first of each piece.
   *
   * @param installation which database wrote it, as in setting {@code identity}
   * @param succeeds those that it was restored from, the newest last
   * @param from it tells of all that left from then on
   * @param to it tells of all that left before
   */
  record Head(String installation, List<String> succeeds, Instant from, Instant to)
      implements Line {}

  /**
   * A posting that mails of this piece are about, by its number in it.
   *
   * @param n from 0 on
   */
  record Posting(int n, String board, String externalId, int appearance) implements Line {}

  /**
   * A mail that left, or may have.
   *
   * @param addressHash null: its subscriber was removed
   * @param localDate of digests
   * @param date as its recipient reads it
   * @param sentAt null: nobody can know whether it left
   * @param postings their numbers
   */
  record Mail(
      String messageId,
      byte @Nullable [] addressHash,
      String kind,
      Instant dueAt,
      @Nullable LocalDate localDate,
      Instant date,
      @Nullable Instant sentAt,
      List<Integer> postings)
      implements Line {}

  /**
   * Somebody who left, or came back.
   *
   * @param reason as in {@code departure}
   */
  record Departure(byte[] addressHash, String reason, boolean back, Instant at) implements Line {}
}
