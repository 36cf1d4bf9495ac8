package io.earlybrd.mail;

import static io.earlybrd.mail.ScriptedSmtp.CUT;
import static io.earlybrd.mail.ScriptedSmtp.SILENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpTransportTest {
  private static final Mailbox FROM = Mailbox.parse(Mails.FROM);

  private ScriptedSmtp server;
  private MailTransport transport;

  @BeforeEach
  void open() throws IOException {
    server = new ScriptedSmtp();
    transport = to(server.port(), null);
  }

  @AfterEach
  void close() {
    transport.close();
    server.close();
  }

  @Test
  void mails_go_over_one_connection() {
    for (int i = 0; i < 5; i++) {
      assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
    }

    assertThat(server.connections()).isEqualTo(1);
    assertThat(server.messages()).hasSize(5);
  }

  @Test
  void an_accepted_mail_carries_the_words_of_the_server() {
    assertThat(transport.deliver(mail())).isEqualTo(new Delivery.Accepted("250 2.0.0 queued"));
  }

  @Test
  void the_envelope_sender_is_the_from_address() {
    transport.deliver(mail());

    assertThat(server.heard())
        .startsWith(
            "EHLO earlybrd.example",
            "MAIL FROM:<alerts@earlybrd.example>",
            "RCPT TO:<ada@reader.example>");
  }

  @ParameterizedTest
  @CsvSource({
    "MAIL, 451 4.3.0 not now",
    "RCPT, 450 4.2.1 greylisted",
    "RCPT, 452 4.2.2 mailbox full",
    "DATA, 451 4.3.0 not now",
    "., 451 4.7.1 not now"
  })
  void a_4xx_means_later_and_the_next_mail_leaves(String step, String answer) {
    server.answer(step, answer);

    assertThat(transport.deliver(mail())).isEqualTo(new Delivery.Later(answer));
    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 5.1.1 no such user",
    "RCPT, 554 5.7.1 policy",
    "DATA, 554 5.5.1 no valid recipients",
    "., 552 5.3.4 too big",
    "., 554 5.7.1 spam"
  })
  void a_5xx_means_never_and_the_next_mail_leaves(String step, String answer) {
    server.answer(step, answer);

    assertThat(transport.deliver(mail())).isEqualTo(new Delivery.Refused(answer));
    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"550 5.1.8 sender unknown", "553 5.7.1 not owned by user", "530 5.7.0 log in"})
  void a_refused_sender_is_not_the_fault_of_the_mail(String answer) {
    server.answer("MAIL", answer);

    assertThat(transport.deliver(mail()))
        .isInstanceOfSatisfying(
            Delivery.CredentialsRefused.class,
            refused -> assertThat(refused.reason()).contains(answer));
  }

  @ParameterizedTest
  @CsvSource({
    "GREETING, 421 busy",
    "GREETING, 554 no mail here",
    "GREETING, <cut>",
    "EHLO, <cut>",
    "MAIL, 421 shutting down<cut>",
    "MAIL, <cut>",
    "RCPT, 421 shutting down<cut>",
    "RCPT, <cut>",
    "DATA, 421 shutting down<cut>",
    "DATA, <cut>",
    "., 421 shutting down<cut>"
  })
  void a_connection_that_ends_before_the_message_is_certainly_not_accepted(
      String step, String answer) {
    server.answer(step, answer);

    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Unreachable.class);
    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
  }

  @ParameterizedTest
  @CsvSource({
    "., <cut>",
    "., <silence>",
    "., 250-half an answer<cut>",
    "., nonsense",
    "DATA, 354 go on<cut>"
  })
  void a_message_without_an_answer_is_in_doubt(String step, String answer) {
    server.answer(step, answer);

    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.InDoubt.class);
    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
  }

  @Test
  void a_mail_in_doubt_is_not_sent_again_by_itself() {
    transport.deliver(mail());
    server.answer(".", CUT);

    transport.deliver(mail());

    assertThat(server.messages()).hasSize(2);
  }

  @Test
  void a_server_that_falls_silent_is_given_up() {
    server.answer("RCPT", SILENCE);

    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Unreachable.class);
  }

  @Test
  void a_connection_that_was_cut_between_two_mails_is_opened_again() {
    server.answer(".", "250 ok<cut>");
    transport.deliver(mail());

    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
    assertThat(server.messages()).hasSize(2);
  }

  @Test
  void a_connection_that_idled_too_long_is_opened_again() {
    server.answer("MAIL", "250 ok").answer("MAIL", "421 idle too long<cut>");
    transport.deliver(mail());

    assertThat(transport.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
    assertThat(server.messages()).hasSize(2);
  }

  @Test
  void a_port_where_nobody_listens_is_unreachable() throws IOException {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }
    try (var nowhere = to(free, null)) {
      assertThat(nowhere.deliver(mail()))
          .isInstanceOfSatisfying(
              Delivery.Unreachable.class,
              unreachable ->
                  assertThat(unreachable.reason())
                      .isEqualTo("127.0.0.1:" + free + " cannot be reached: Connection refused"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"535 5.7.8 wrong: s3cret!word", "534 5.7.9 too weak"})
  void refused_credentials_are_told_apart_and_the_password_is_not_repeated(String answer) {
    server.answer("AUTH", answer);
    try (var withPassword = to(server.port(), "s3cret!word")) {
      assertThat(withPassword.deliver(mail()))
          .isInstanceOfSatisfying(
              Delivery.CredentialsRefused.class,
              refused ->
                  assertThat(refused.reason())
                      .contains(answer.substring(0, 9))
                      .doesNotContain("s3cret!word"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"454 4.7.0 try again", CUT, "421 closing<cut>"})
  void a_login_that_fails_in_passing_is_not_a_refusal(String answer) {
    server.answer("AUTH", answer);
    try (var withPassword = to(server.port(), "s3cret!word")) {
      assertThat(withPassword.deliver(mail())).isInstanceOf(Delivery.Unreachable.class);
      assertThat(withPassword.deliver(mail())).isInstanceOf(Delivery.Accepted.class);
    }
  }

  @Test
  void what_arrives_is_what_was_made() throws Exception {
    var sent = new java.io.ByteArrayOutputStream();
    mail().writeTo(sent);

    transport.deliver(mail());

    assertThat(server.messages())
        .containsExactly(sent.toString(java.nio.charset.StandardCharsets.US_ASCII));
  }

  @Test
  void a_message_for_nobody_is_our_mistake_and_takes_no_answer_of_the_mail_before()
      throws Exception {
    transport.deliver(mail());
    var nobody = mail();
    nobody.removeHeader("To");

    assertThatThrownBy(() -> transport.deliver(nobody))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_configured_mail_host_is_what_mails_go_to() {
    var config =
        Config.from(
            Map.of(
                "SPRING_MAIL_HOST",
                "127.0.0.1",
                "SPRING_MAIL_PORT",
                String.valueOf(server.port()),
                "EARLYBRD_MAIL_FROM",
                Mails.FROM));
    try (var configured = MailTransports.open(config)) {
      configured.deliver(mail());
    }

    assertThat(server.messages()).hasSize(1);
  }

  private static MailTransport to(int port, String password) {
    var user = password == null ? null : "alerts";
    return new SmtpTransport(
        new Config.Smtp("127.0.0.1", port, user, password, Map.of("mail.smtp.timeout", "400")),
        FROM,
        null);
  }

  private static MimeMessage mail() {
    return new MimeMessages(FROM).of(Mails.rendered(Mails.sample()));
  }
}
