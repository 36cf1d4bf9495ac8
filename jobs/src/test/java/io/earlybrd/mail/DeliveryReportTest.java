package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.IncomingMail.Report;
import io.earlybrd.mail.IncomingMail.Verdict;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryReportTest {
  private static final String ID = "0b0f2a52-1111-4222-8333-3c5d6b0f2a52";

  @ParameterizedTest
  @CsvSource({
    "failed, 5.1.1, HARD",
    "failed, 5.1.10, HARD",
    "failed, 5.2.1, HARD",
    "failed, 5.0.0, HARD",
    "failed, 5.4.1, HARD",
    "failed, 5.4.4, HARD",
    "failed, 5.2.2, SOFT",
    "failed, 5.2.3, SOFT",
    "failed, 5.1.8, SOFT",
    "failed, 5.4.7, SOFT",
    "failed, 5.6.1, SOFT",
    "failed, 5.7.1, SOFT",
    "failed, 4.4.7, SOFT",
    "Failed, 4.2.2, SOFT",
    "delivered, 2.1.5, DELIVERED"
  })
  void what_a_server_says_is_understood(String action, String status, Verdict verdict)
      throws Exception {
    assertThat(read(Dsn.of(ID, action, status, "smtp; 550 said so")))
        .isInstanceOfSatisfying(
            Report.class, report -> assertThat(report.verdict()).isEqualTo(verdict));
  }

  @ParameterizedTest
  @CsvSource({"delayed, 4.4.1", "relayed, 2.0.0", "expanded, 2.0.0"})
  void what_is_not_over_says_nothing(String action, String status) throws Exception {
    assertThat(read(Dsn.of(ID, action, status, "smtp; 450 later")))
        .isInstanceOf(IncomingMail.Other.class);
  }

  @Test
  void a_vague_status_is_told_by_the_code_that_it_quotes() throws Exception {
    assertThat(read(Dsn.of(ID, "failed", "5.0.0", "smtp; 552 5.2.2 mailbox is full")))
        .isInstanceOfSatisfying(
            Report.class,
            report -> {
              assertThat(report.verdict()).isEqualTo(Verdict.SOFT);
              assertThat(report.detail()).isEqualTo("552 5.2.2 mailbox is full");
            });
  }

  @Test
  void it_names_the_mail_by_what_was_returned() throws Exception {
    assertThat(read(Dsn.of(ID, "failed", "5.1.1", "smtp; 550 no")))
        .isInstanceOfSatisfying(
            Report.class,
            report ->
                assertThat(report.mails())
                    .containsExactly(ID, "<" + ID + "@mail.earlybrd.example>"));
  }

  @Test
  void it_names_the_mail_by_the_address_that_it_came_to() throws Exception {
    var to = BounceAddress.parse("bounces@earlybrd.example").of(UUID.fromString(ID));
    var raw =
        Dsn.of(ID, "failed", "5.1.1", "smtp; 550 no")
            .replaceAll("(?m)^(X-EarlyBrd-Mail|Message-ID): .*0b0f2a52.*\r\n", "")
            .replace("To: bounces@earlybrd.example", "To: <" + to + ">");

    assertThat(read(raw))
        .isInstanceOfSatisfying(
            Report.class, report -> assertThat(report.mails()).containsExactly(ID));
  }

  @Test
  void a_mail_to_the_address_of_list_unsubscribe_has_its_token() throws Exception {
    var token = "A".repeat(59);

    assertThat(read("Subject: Unsubscribe " + token + "\r\n\r\n"))
        .isEqualTo(new IncomingMail.Unsubscribe(token));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Subject: Re: 3 new\r\nAuto-Submitted: auto-replied\r\n\r\nI am away.",
        "Subject: unsubscribe please\r\n\r\n",
        "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\n\r\nfoo\r\n--x--\r\n",
        "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type:"
            + " message/delivery-status\r\n\r\n\r\n\r\nnonsense\r\n\r\n\u0000: \r\n--x--\r\n",
        "\r\n"
      })
  void anything_else_says_nothing(String raw) throws Exception {
    assertThat(read(raw)).isInstanceOf(IncomingMail.Other.class);
  }

  private static IncomingMail read(String raw) throws Exception {
    return DeliveryReport.read(
        new MimeMessage(
            Session.getInstance(new Properties()),
            new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1))));
  }
}
