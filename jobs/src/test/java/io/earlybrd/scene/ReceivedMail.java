package io.earlybrd.scene;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Properties;

/** A mail as the mail server got it. */
public record ReceivedMail(
    String to,
    String subject,
    String messageId,
    Instant date,
    String text,
    String html,
    String raw) {

  static ReceivedMail of(String raw) {
    try {
      var message =
          new MimeMessage(
              Session.getInstance(new Properties()),
              new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
      var recipients = message.getAllRecipients();
      if (recipients.length != 1) {
        throw new IllegalStateException("a mail to " + recipients.length + " people:\n" + raw);
      }
      return new ReceivedMail(
          recipients[0].toString(),
          message.getSubject(),
          message.getMessageID(),
          message.getSentDate().toInstant(),
          part(message, "text/plain"),
          part(message, "text/html"),
          raw);
    } catch (MessagingException e) {
      throw new IllegalStateException(raw, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it tells of a posting with this title. */
  public boolean tells(String title) {
    return text.replaceAll("\\s+", " ").contains(title);
  }

  private static String part(Part part, String type) throws MessagingException, IOException {
    if (part.isMimeType(type)) {
      return part.getContent().toString();
    }
    if (part.getContent() instanceof Multipart parts) {
      for (int i = 0; i < parts.getCount(); i++) {
        var found = part(parts.getBodyPart(i), type);
        if (!found.isEmpty()) {
          return found;
        }
      }
    }
    return "";
  }
}
