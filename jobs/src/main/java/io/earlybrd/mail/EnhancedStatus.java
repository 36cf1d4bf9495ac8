package io.earlybrd.mail;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An enhanced status code, {@code 5.1.1}: RFC 3463.
 *
 * @param type 2 delivered, 4 not now, 5 never
 */
public record EnhancedStatus(int type, int subject, int detail) {
  private static final Pattern CODE =
      Pattern.compile("(?<![\\d.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\d.])");

  /** The first in {@code text}. */
  public static Optional<EnhancedStatus> in(String text) {
    var matcher = CODE.matcher(text);
    return matcher.find()
        ? Optional.of(
            new EnhancedStatus(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3))))
        : Optional.empty();
  }

  /** Says no more than its first digit. */
  boolean isVague() {
    return subject == 0;
  }

  /**
   * Whether nobody is reached by that address, now or later. A full mailbox, a message that was
   * refused for its looks or its sender, and a server that could not be reached in time say nothing
   * of the kind.
   */
  public boolean isHard() {
    return type == 5
        && switch (subject) {
          case 0 -> true;
          // 1.7 and 1.8 are about the sender's address.
          case 1 -> detail != 7 && detail != 8;
          // Mailbox disabled; 2.2 is a full one, 2.3 too long a message.
          case 2 -> detail == 0 || detail == 1;
          // Microsoft's “recipient address rejected”, and a domain without a mail server.
          case 4 -> detail == 1 || detail == 4;
          default -> false;
        };
  }

  /** Whether a server's reply says so of its recipient, in more than its first digit. */
  public static boolean namesNobody(String reply) {
    return in(reply).filter(status -> status.isHard() && !status.isVague()).isPresent();
  }

  @Override
  public String toString() {
    return type + "." + subject + "." + detail;
  }
}
