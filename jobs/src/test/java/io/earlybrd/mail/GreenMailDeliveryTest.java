package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.earlybrd.platform.Config;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real SMTP server with a login, at the other end of the configured transport. */
class GreenMailDeliveryTest {
  private final GreenMail greenMail =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  @BeforeEach
  void start() {
    greenMail.setUser("alerts@earlybrd.example", "alerts", "right password");
    greenMail.start();
  }

  @AfterEach
  void stop() {
    greenMail.stop();
  }

  @Test
  void mails_arrive_as_they_were_rendered() throws Exception {
    var rendered = Mails.rendered(Mails.sample());
    try (var transport = transport("right password")) {
      var messages = new MimeMessages(Mailbox.parse(Mails.FROM));
      assertThat(transport.deliver(messages.of(rendered))).isInstanceOf(Delivery.Accepted.class);
      assertThat(transport.deliver(messages.of(rendered))).isInstanceOf(Delivery.Accepted.class);
    }

    assertThat(greenMail.getReceivedMessages())
        .hasSize(2)
        .allSatisfy(
            message -> {
              assertThat(message.getMessageID()).isEqualTo(rendered.messageId());
              assertThat(message.getSubject()).isEqualTo(rendered.subject());
            });
  }

  @Test
  void a_wrong_password_is_told_as_such() {
    try (var transport = transport("wrong password")) {
      var message = new MimeMessages(Mailbox.parse(Mails.FROM)).of(Mails.rendered(Mails.sample()));
      assertThat(transport.deliver(message)).isInstanceOf(Delivery.CredentialsRefused.class);
    }
  }

  @Test
  void mails_leave_over_tls_from_the_first_byte() {
    var secure = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
    secure.start();
    var smtp =
        new Config.Smtp(
            "127.0.0.1",
            secure.getSmtps().getPort(),
            null,
            null,
            Map.of(
                "mail.smtp.ssl.enable", "true",
                "mail.smtp.ssl.trust", "*",
                "mail.smtp.ssl.checkserveridentity", "false"));
    try (var transport = new SmtpTransport(smtp, Mailbox.parse(Mails.FROM), null)) {
      var message = new MimeMessages(Mailbox.parse(Mails.FROM)).of(Mails.rendered(Mails.sample()));
      assertThat(transport.deliver(message)).isInstanceOf(Delivery.Accepted.class);
      assertThat(transport.deliver(message)).isInstanceOf(Delivery.Accepted.class);
      assertThat(secure.getReceivedMessages()).hasSize(2);
    } finally {
      secure.stop();
    }
  }

  private MailTransport transport(String password) {
    var smtp =
        new Config.Smtp("127.0.0.1", greenMail.getSmtp().getPort(), "alerts", password, Map.of());
    return new SmtpTransport(smtp, Mailbox.parse(Mails.FROM), null);
  }
}
