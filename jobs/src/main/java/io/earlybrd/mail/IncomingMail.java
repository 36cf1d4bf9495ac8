package io.earlybrd.mail;

import java.util.List;

/**
 * What a message in the bounce mailbox says. Anybody can write there: nothing in it is true by
 * itself.
 */
public sealed interface IncomingMail {

  /** What became of a mail. */
  enum Verdict {
    DELIVERED,
    /** Not delivered, for a reason that may pass or is not the address's. */
    SOFT,
    /** Nobody has that address. */
    HARD
  }

  /**
   * A delivery report.
   *
   * @param mails public ids and Message-IDs that it names, the surest first
   * @param detail one line of the server's words
   */
  record Report(Verdict verdict, List<String> mails, String detail) implements IncomingMail {
    public Report {
      mails = List.copyOf(mails);
    }
  }

  /** A mail to the address of List-Unsubscribe. */
  record Unsubscribe(String token) implements IncomingMail {}

  /** Nothing for us: an automatic reply, a delay, a person. */
  record Other(String why) implements IncomingMail {}
}
