package io.earlybrd.mail;

import java.time.Instant;
import java.util.UUID;

/**
 * A mail in words, ready to be made MIME by {@link MimeMessages} or to be shown as it is.
 *
 * @param subject one line without control characters
 * @param html at most {@link MailRenderer#MAX_HTML} bytes
 * @param text names the same postings as {@code html}
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
    String html,
    String text) {}
