package io.earlybrd.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes MIME of a rendered mail: 7-bit, CRLF, short lines, every header once. The same mail gives
 * the same bytes, and {@code saveChanges} changes none of them. Thread-safe.
 */
public final class MimeMessages {
  static {
    // Otherwise Jakarta Mail looks through the class path for its own stream classes, several times
    // a message.
    System.getProperties()
        .putIfAbsent(
            "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
  }

  /** The header that names a mail in the ledger, and its file in the outbox. */
  public static final String PUBLIC_ID = "X-EarlyBrd-Mail";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM uuuu HH:mm:ss Z", Locale.ENGLISH);

  private final Mailbox from;

  public MimeMessages(Mailbox from) {
    this.from = from;
  }

  /**
   * @throws IllegalArgumentException where the recipient is no address, or a header would hold a
   *     control character
   */
  public MimeMessage of(RenderedMail mail) {
    if (!(EmailAddress.parse(mail.recipient()) instanceof EmailAddress.Valid(String recipient))) {
      throw new IllegalArgumentException("mail " + mail.publicId() + " has no valid recipient");
    }
    try {
      var message = new Fixed();
      message.put("Date", DATE.format(mail.date().atOffset(ZoneOffset.UTC)));
      message.put("From", from.header());
      message.put("To", recipient);
      message.put("Message-ID", mail.messageId());
      message.put("Subject", HeaderText.unstructured("Subject", mail.subject()));
      list(message, mail);
      message.setContent(new Alternatives(boundary(mail.messageId()), mail.text(), mail.html()));
      message.saveChanges();
      return message;
    } catch (MessagingException e) {
      throw new IllegalStateException("mail " + mail.publicId() + " cannot be made MIME", e);
    }
  }

  /** What mailing list programs, providers and auto-responders go by. */
  private void list(Fixed message, RenderedMail mail) throws MessagingException {
    var kind = mail.kind().name().toLowerCase(Locale.ROOT);
    var token = mail.unsubscribe().substring(mail.unsubscribe().lastIndexOf('/') + 1);
    message.put("List-Id", "EarlyBrd " + kind + " <" + kind + "." + from.domain() + ">");
    message.put(
        "List-Unsubscribe",
        "<"
            + mail.unsubscribe()
            + ">,\r\n <mailto:"
            + from.address()
            + "?subject=unsubscribe%20"
            + token
            + ">");
    message.put("Auto-Submitted", "auto-generated");
    message.put("Feedback-ID", kind + ":earlybrd");
    message.put(PUBLIC_ID, mail.publicId().toString());
  }

  /**
   * From the message's id, so that it is the same each time; "=_" cannot be in quoted-printable
   * text.
   */
  private static String boundary(String messageId) {
    var id = messageId.getBytes(StandardCharsets.UTF_8);
    return "=_" + HexFormat.of().formatHex(sha256(id), 0, 16);
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A message whose id stays as it was made. */
  private static final class Fixed extends MimeMessage {
    Fixed() {
      super((@Nullable Session) null);
    }

    @Override
    protected void updateMessageID() {}

    void put(String name, String value) throws MessagingException {
      // setHeader takes a line break as it stands, and with it another header; one that folds is
      // all there may be.
      if (value.replace("\r\n ", "").chars().anyMatch(c -> c < ' ' || c > '~')) {
        throw new IllegalArgumentException(
            "header " + name + " would hold a control character or non-ASCII");
      }
      setHeader(name, value);
    }
  }

  /** Text first, then html, the better one, as RFC 2046 orders them. */
  private static final class Alternatives extends MimeMultipart {
    Alternatives(String boundary, String text, String html) throws MessagingException {
      super("alternative");
      contentType = "multipart/alternative;\r\n boundary=\"" + boundary + "\"";
      addBodyPart(part("text/plain", text));
      addBodyPart(part("text/html", html));
    }

    /** From bytes that are encoded already, which Jakarta Mail then copies as they are. */
    private static MimeBodyPart part(String type, String text) throws MessagingException {
      var headers = new InternetHeaders();
      headers.setHeader("Content-Type", type + "; charset=UTF-8");
      headers.setHeader("Content-Transfer-Encoding", "quoted-printable");
      return new MimeBodyPart(headers, QuotedPrintable.encode(text));
    }
  }
}
