package io.earlybrd.mail;

/** Delivery reports as mail servers write them. */
public final class Dsn {
  private Dsn() {}

  public static String of(String publicId, String action, String status, String diagnostic) {
    return of(publicId, action, status, diagnostic, "the message itself");
  }

  /**
   * @param returned the body of the returned message
   */
  public static String of(
      String publicId, String action, String status, String diagnostic, String returned) {
    return """
    From: MAILER-DAEMON@mx.reader.example
    To: bounces@earlybrd.example
    Subject: Undelivered Mail Returned to Sender
    Message-ID: <report-%1$s-%3$s@mx.reader.example>
    Auto-Submitted: auto-replied
    MIME-Version: 1.0
    Content-Type: multipart/report; report-type=delivery-status; boundary="b"

    --b
    Content-Type: text/plain

    It could not be delivered, or it could.

    --b
    Content-Type: message/delivery-status

    Reporting-MTA: dns; mx.reader.example
    Arrival-Date: Mon, 3 Mar 2031 12:00:00 +0000

    Final-Recipient: rfc822; somebody.else@reader.example
    Action: %2$s
    Status: %3$s
    Diagnostic-Code: %4$s

    --b
    Content-Type: message/rfc822

    From: alerts@earlybrd.example
    Message-ID: <%1$s@mail.earlybrd.example>
    X-EarlyBrd-Mail: %1$s
    Subject: 1 new

    %5$s
    --b--
    """
        .formatted(publicId, action, status, diagnostic, returned)
        .replace("\n", "\r\n");
  }
}
