package io.earlybrd.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail in words, ready to be made MIME by {@link MimeMessages} or to be shown as it is.
 *
 * @param subject one line without control characters
 * @param quotedHtml the html part in quoted-printable; at most {@link MailRenderer#MAX_HTML} bytes
 *     when decoded
 * @param quotedText names the same postings as the html part
 * @param unsubscribe the page that ends these mails
 */
public record RenderedMail(
    UUID publicId,
    String messageId,
    Instant date,
    MailContent.Kind kind,
    String recipient,
    String unsubscribe,
    String subject,
    byte[] quotedHtml,
    byte[] quotedText) {

  public String html() {
    return QuotedPrintable.decode(quotedHtml);
  }

  public String text() {
    return QuotedPrintable.decode(quotedText);
  }
}
