package io.earlybrd.mail;

import jakarta.mail.internet.MimeMessage;

/**
 * A way out for mails. Keeps a connection open from mail to mail; not thread-safe: one a worker.
 */
public interface MailTransport extends AutoCloseable {

  /**
   * Hands over one message and waits for the answer. Expected failures are a {@link Delivery};
   * after any of them the next call works on a connection that is in order.
   */
  Delivery deliver(MimeMessage message);

  /** Ends the connection; never fails. */
  @Override
  void close();
}
