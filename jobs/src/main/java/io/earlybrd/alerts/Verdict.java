package io.earlybrd.alerts;

import java.util.Locale;

/** How far a posting came on its way to a subscriber. */
public enum Verdict {
  /** No board that was visited showed it. */
  NOT_SEEN,
  /** It was on its board when that was first read, which mails nobody. */
  BASELINE,
  /** It waits for an operator to say whether its board's postings are news. */
  HELD,
  /** No run has matched it yet. */
  PENDING,
  /** The subscriber has no saved search. */
  NO_SEARCH,
  /** None of the saved searches matches, or none that was there when it was matched. */
  NOT_MATCHED,
  /** It matches, and the mail that will tell of it has not left. */
  WAITING,
  MAILED,
  /** Its mail was handed over, and nobody can know whether it was taken. */
  IN_DOUBT,
  /** Its mail was refused for good. */
  FAILED,
  /** Its mail was too old to leave, and nothing else tells of it. */
  EXPIRED,
  /** The subscriber has left, or their address takes no mail. */
  SUPPRESSED,
  /** It matches, and waits until the subscriber's pause ends. */
  PAUSED,
  /** It matched, and was no news any more when its mail would have been made. */
  DROPPED;

  /** As JSON and people read it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
