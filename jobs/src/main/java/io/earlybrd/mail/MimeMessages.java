package io.earlybrd.mail;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
  private final String fromHeader;
  private final String sender;

  public MimeMessages(Mailbox from) {
    this.from = from;
    this.fromHeader = from.header();
    this.sender = FeedbackId.sender(from.domain());
  }

  /**
   * @throws IllegalArgumentException where the recipient is no address, or a header would hold a
   *     control character
   */
  public MimeMessage of(RenderedMail mail) {
    if (!(EmailAddress.parse(mail.recipient()) instanceof EmailAddress.Valid(String recipient))) {
      throw new IllegalArgumentException("mail " + mail.publicId() + " has no valid recipient");
    }
    var kind = mail.kind().name().toLowerCase(Locale.ROOT);
    var boundary = boundary(mail);
    var head = new Head();
    head.put("Date", date(mail.date()));
    head.put("From", fromHeader);
    head.put("To", recipient);
    head.put("Message-ID", mail.messageId());
    head.put("Subject", HeaderText.unstructured("Subject", mail.subject()));
    list(head, mail, kind);
    head.put("Auto-Submitted", "auto-generated");
    head.put("Feedback-ID", FeedbackId.of(kind, sender));
    head.put(PUBLIC_ID, mail.publicId().toString());
    head.put("MIME-Version", "1.0");
    head.put("Content-Type", "multipart/alternative;\r\n boundary=\"" + boundary + "\"");
    return new Made(head.headers, body(boundary, mail));
  }

  /** What mailing list programs, and mail programs that offer to unsubscribe, go by. */
  private void list(Head head, RenderedMail mail, String kind) {
    var page = mail.unsubscribe();
    head.put("List-Id", "EarlyBrd " + kind + " <" + kind + "." + from.domain() + ">");
    head.put(
        "List-Unsubscribe",
        "<"
            + page
            + ">,\r\n <mailto:"
            + from.address()
            + "?subject=unsubscribe%20"
            + page.substring(page.lastIndexOf('/') + 1)
            + ">");
    // RFC 8058 knows one click over https alone.
    if (page.startsWith("https://")) {
      head.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
  }

  private static String date(Instant date) {
    return DATE.format(date.atOffset(ZoneOffset.UTC));
  }

  /** Of the mail, so that it is the same each time; "=_" cannot be in quoted-printable text. */
  private static String boundary(RenderedMail mail) {
    return "=_" + mail.publicId();
  }

  /** Text first, then html, the better one, as RFC 2046 orders them. */
  private static byte[] body(String boundary, RenderedMail mail) {
    var text = part(boundary, "text/plain");
    var html = part(boundary, "text/html");
    var end = ascii("--" + boundary + "--\r\n");
    var body =
        new byte
            [text.length
                + mail.quotedText().length
                + html.length
                + mail.quotedHtml().length
                + end.length];
    int at = 0;
    for (var piece : new byte[][] {text, mail.quotedText(), html, mail.quotedHtml(), end}) {
      System.arraycopy(piece, 0, body, at, piece.length);
      at += piece.length;
    }
    return body;
  }

  /** A part's head. The line break before a boundary is the boundary's. */
  private static byte[] part(String boundary, String type) {
    return ascii(
        "\r\n--"
            + boundary
            + "\r\nContent-Type: "
            + type
            + "; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static final class Head {
    private final InternetHeaders headers = new InternetHeaders();

    /** A line break in it would end the header; one that folds is all there may be. */
    void put(String name, String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (value.startsWith("\r\n ", i)) {
          i += 2;
        } else if (c < ' ' || c > '~') {
          throw new IllegalArgumentException(
              "header " + name + " would hold a control character or non-ASCII");
        }
      }
      headers.addHeaderLine(name + ": " + value);
    }
  }

  /** A message as it was made: Jakarta Mail copies its bytes and gives it no other id. */
  private static final class Made extends MimeMessage {
    Made(InternetHeaders headers, byte[] content) {
      super((@Nullable Session) null);
      this.headers = headers;
      this.content = content;
      modified = false;
      saved = true;
    }

    @Override
    public void saveChanges() {}
  }
}
