package io.earlybrd.cli;

import io.earlybrd.deliver.ProviderEvents;
import io.earlybrd.mail.BounceAddress;
import io.earlybrd.mail.BounceMailbox;
import io.earlybrd.mail.Mailbox;
import io.earlybrd.mail.SmtpLogin;
import io.earlybrd.mail.dns.Dkim;
import io.earlybrd.mail.dns.Dmarc;
import io.earlybrd.mail.dns.Dns;
import io.earlybrd.mail.dns.Inbox;
import io.earlybrd.mail.dns.Spf;
import io.earlybrd.platform.Check;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Finding;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code doctor} looks at outside the database: mail server, DNS, mailbox, provider, web. */
final class SenderChecks {
  private static final String FILES = "no mail host is set: mails become files";

  private final Config config;
  private final Dns dns;

  SenderChecks(Config config, Dns dns) {
    this.config = config;
    this.dns = dns;
  }

  List<Check> all() {
    var checks =
        new java.util.ArrayList<Check>(
            List.of(
                new Check("mail_server", this::mailServer),
                sending("mail_from", from -> Inbox.check(dns, "mail_from", from.address()))));
    if (config.feedback().bounceAddress() != null) {
      checks.add(
          sending(
              "bounce_address", from -> Inbox.check(dns, "bounce_address", envelopeSender(from))));
    }
    checks.add(sending("spf", this::spf));
    checks.add(
        sending("dkim", from -> Dkim.check(dns, from.domain(), config.feedback().dkimSelectors())));
    checks.add(sending("dmarc", from -> Dmarc.check(dns, from.domain())));
    checks.add(new Check("base_url", this::baseUrl));
    checks.add(new Check("web", this::web));
    if (config.feedback().apiKey() != null) {
      checks.add(new Check("mailgun_api", this::mailgun));
    }
    var mailbox = config.feedback().bounceMailbox();
    if (mailbox != null) {
      checks.add(new Check("bounce_mailbox", () -> bounceMailbox(mailbox)));
    }
    return List.copyOf(checks);
  }

  /** Says something only where mails leave by SMTP. */
  private Check sending(String name, Function<Mailbox, Finding> look) {
    return new Check(
        name,
        () ->
            config.mail() == null
                ? Finding.skipped(name, FILES, null)
                : look.apply(Mailbox.parse(config.mailFrom())));
  }

  private Finding mailServer() {
    var smtp = config.mail();
    if (smtp == null) {
      return Finding.warning(
          "mail_server",
          "SPRING_MAIL_HOST is not set: mails become files in " + config.home().resolve("outbox"),
          "set SPRING_MAIL_HOST and EARLYBRD_MAIL_FROM");
    }
    var server = smtp.host() + ":" + smtp.port();
    var user = smtp.username();
    return switch (SmtpLogin.attempt(smtp, Mailbox.parse(config.mailFrom()))) {
      case SmtpLogin.Login.Ready(boolean encrypted)
          when user != null && !encrypted && !isHere(smtp) ->
          Finding.warning(
              "mail_server",
              server + " takes the login, and the password goes there in the clear",
              "use port 465, or one with STARTTLS");
      case SmtpLogin.Login.Ready(boolean encrypted) ->
          Finding.ok(
              "mail_server",
              server
                  + (user == null ? " answers, without a login" : " takes the login")
                  + (encrypted ? ", by TLS" : ", without TLS"));
      case SmtpLogin.Login.Refused(String reason) ->
          Finding.failed(
              "mail_server",
              server + " refuses us: " + reason,
              "check SPRING_MAIL_USERNAME, SPRING_MAIL_PASSWORD and SPRING_MAIL_PORT");
      case SmtpLogin.Login.Unreachable(String reason) ->
          Finding.failed(
              "mail_server",
              server + " cannot be reached: " + reason,
              "check SPRING_MAIL_HOST and SPRING_MAIL_PORT, and the firewall; many hosts block port"
                  + " 25 (try 587 or 465)");
    };
  }

  private static boolean isHere(Config.Smtp smtp) {
    return smtp.host().equals("localhost") || smtp.host().startsWith("127.");
  }

  private String envelopeSender(Mailbox from) {
    var bounces = BounceAddress.of(config);
    return bounces == null ? from.address() : bounces.local() + "@" + bounces.domain();
  }

  /** SPF is about the envelope sender, which need not be the one that people see. */
  private Finding spf(Mailbox from) {
    var sender = envelopeSender(from);
    var smtp = config.mail();
    return Spf.check(
        dns, sender.substring(sender.indexOf('@') + 1), smtp == null ? "" : smtp.host());
  }

  private Finding baseUrl() {
    var url = config.baseUrl();
    boolean away = config.mail() != null;
    if (away && isLocal(url)) {
      return Finding.failed(
          "base_url",
          "links in mails lead to " + url + ", which nobody else can open",
          "set EARLYBRD_BASE_URL to the public address of ./earlybrd serve");
    }
    if (away && !url.getScheme().equals("https")) {
      return Finding.warning(
          "base_url",
          "links in mails lead to " + url + ": one-click unsubscription needs https",
          "put a certificate before ./earlybrd serve, and https in EARLYBRD_BASE_URL");
    }
    return Finding.ok("base_url", "links in mails lead to " + url);
  }

  private static boolean isLocal(URI url) {
    var host = url.getHost();
    if (host.equals("localhost") || host.endsWith(".localhost")) {
      return true;
    }
    // Not a name: that would ask the resolver, which may take its time.
    if (!host.matches("[0-9.]+|\\[.*]")) {
      return false;
    }
    try {
      var address = InetAddress.getByName(host);
      return address.isLoopbackAddress() || address.isAnyLocalAddress();
    } catch (IOException e) {
      return false;
    }
  }

  private Finding web() throws IOException {
    var url = URI.create(config.baseUrl() + "/actuator/health");
    var connection = (HttpURLConnection) url.toURL().openConnection();
    connection.setConnectTimeout(5_000);
    connection.setReadTimeout(5_000);
    connection.setInstanceFollowRedirects(false);
    int status = -1;
    @Nullable String problem = null;
    try {
      status = connection.getResponseCode();
    } catch (IOException e) {
      problem = e.getClass().getSimpleName();
    } finally {
      connection.disconnect();
    }
    return status == 200
        ? Finding.ok("web", url + " answers")
        : Finding.warning(
            "web",
            url + (problem == null ? " answers HTTP " + status : " does not answer: " + problem),
            "links in mails, unsubscription and webhooks need it: ./earlybrd serve");
  }

  private Finding mailgun() {
    var events = ProviderEvents.of(config);
    var domain = Mailbox.parse(config.mailFrom()).domain();
    return events != null
            && events.ask("doctor@" + domain, domain)
                instanceof ProviderEvents.Known.CannotAsk(String reason)
        ? Finding.failed(
            "mailgun_api",
            reason,
            "check EARLYBRD_MAILGUN_API_KEY, and EARLYBRD_MAILGUN_API_BASE (in Europe:"
                + " https://api.eu.mailgun.net)")
        : Finding.ok("mailgun_api", "can be asked about mails in doubt");
  }

  private static Finding bounceMailbox(URI address) {
    return switch (new BounceMailbox(address).look()) {
      case BounceMailbox.Visit.Read(int _, boolean encrypted) ->
          encrypted
              ? Finding.ok("bounce_mailbox", address.getHost() + " takes the login")
              : Finding.warning(
                  "bounce_mailbox",
                  address.getHost() + " takes the login, and the password goes there in the clear",
                  "write imaps:// in EARLYBRD_BOUNCE_MAILBOX");
      case BounceMailbox.Visit.Away(String reason) ->
          Finding.failed("bounce_mailbox", reason, "check EARLYBRD_BOUNCE_MAILBOX");
    };
  }
}
