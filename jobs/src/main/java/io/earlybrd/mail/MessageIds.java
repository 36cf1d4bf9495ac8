package io.earlybrd.mail;

import java.util.UUID;

/** The Message-ID of a mail, made once with its row in the ledger. */
public final class MessageIds {
  private MessageIds() {}

  /**
   * {@code <uuid@domain-of-from>}: unique without a sequence number, which a restored database
   * would repeat.
   */
  public static String of(UUID publicId, String mailFrom) {
    return "<" + publicId + "@" + Mailbox.parse(mailFrom).domain() + ">";
  }
}
