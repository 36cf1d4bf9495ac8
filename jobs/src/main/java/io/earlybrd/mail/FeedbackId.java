package io.earlybrd.mail;

/**
 * The header by which Gmail tells a sender which of its mails are reported as spam: up to three
 * fields of the sender's choice and, last, who that is.
 */
final class FeedbackId {
  private FeedbackId() {}

  private static final int SHORTEST_SENDER = 5;
  private static final int LONGEST_SENDER = 15;

  static String of(String kind, String sender) {
    return kind + ":alerts:earlybrd:" + sender;
  }

  /** Five to fifteen characters that stand for a domain. */
  static String sender(String domain) {
    var name = domain.replace('.', '-');
    return name.length() < SHORTEST_SENDER
        ? name + "-mail"
        : name.substring(0, Math.min(name.length(), LONGEST_SENDER));
  }
}
