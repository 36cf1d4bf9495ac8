package io.earlybrd.mail;

import io.earlybrd.platform.Config;

/** Picks the way out that is configured. */
public final class MailTransports {
  private MailTransports() {}

  /**
   * SMTP where a mail host is set, else the outbox in {@code $EARLYBRD_HOME}. Connects at the first
   * mail.
   */
  public static MailTransport open(Config config) {
    var smtp = config.mail();
    return smtp == null
        ? OutboxTransport.open(config.home().resolve("outbox"))
        : new SmtpTransport(smtp, Mailbox.parse(config.mailFrom()), BounceAddress.of(config));
  }
}
