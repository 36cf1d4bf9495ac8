package io.earlybrd.mail.dns;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A provider that mails are sent through, known by its mail server's name.
 *
 * @param include what its SPF mechanism names
 */
public record Provider(String name, List<String> hosts, String include) {
  private static final List<Provider> ALL =
      List.of(
          new Provider("Mailgun", List.of("mailgun.org"), "mailgun.org"),
          new Provider("Amazon SES", List.of("amazonaws.com"), "amazonses.com"),
          new Provider("Postmark", List.of("postmarkapp.com", "mtasv.net"), "spf.mtasv.net"),
          new Provider("SendGrid", List.of("sendgrid.net"), "sendgrid.net"),
          new Provider(
              "Google", List.of("gmail.com", "googlemail.com", "google.com"), "_spf.google.com"),
          new Provider(
              "Microsoft 365",
              List.of("office365.com", "outlook.com"),
              "spf.protection.outlook.com"),
          new Provider("Mandrill", List.of("mandrillapp.com"), "spf.mandrillapp.com"),
          new Provider("Mailjet", List.of("mailjet.com"), "spf.mailjet.com"),
          new Provider("Brevo", List.of("brevo.com", "sendinblue.com"), "spf.brevo.com"),
          new Provider("Fastmail", List.of("fastmail.com"), "spf.messagingengine.com"));

  /** Whose mail server that is; empty where it is nobody's that is known. */
  public static Optional<Provider> of(String mailHost) {
    var host = mailHost.toLowerCase(Locale.ROOT);
    return ALL.stream()
        .filter(p -> p.hosts().stream().anyMatch(h -> host.equals(h) || host.endsWith("." + h)))
        .findFirst();
  }

  public boolean isMailgun() {
    return name.equals("Mailgun");
  }
}
