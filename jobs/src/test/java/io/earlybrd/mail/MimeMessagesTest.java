package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MimeMessagesTest {
  private static final MimeMessages MESSAGES = new MimeMessages(Mailbox.parse(Mails.FROM));
  private static final List<String> HEADERS =
      List.of(
          "Date",
          "From",
          "To",
          "Message-ID",
          "Subject",
          "MIME-Version",
          "Content-Type",
          "List-Id",
          "List-Unsubscribe",
          "List-Unsubscribe-Post",
          "Auto-Submitted",
          "Feedback-ID",
          "X-EarlyBrd-Mail");

  static List<String> nasty() {
    return Nasty.TEXTS;
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_mail_is_7_bit_with_short_lines_that_end_in_crlf(String title) throws Exception {
    var raw = raw(title);

    assertThat(raw).matches(Pattern.compile("(?:[\\t\\x20-\\x7e]{0,998}\\r\\n)*"));
    assertThat(body(raw).lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void every_header_is_there_once_and_there_are_no_others(String title) throws Exception {
    var names =
        head(raw(title))
            .lines()
            .filter(line -> !line.startsWith(" "))
            .map(line -> line.substring(0, line.indexOf(':')))
            .toList();

    assertThat(names).containsExactlyInAnyOrderElementsOf(HEADERS);
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_strict_parser_reads_the_subject_back(String title) throws Exception {
    var content = Mails.instant(Mails.titled(title));

    assertThat(strict(raw(title)).getSubject()).isEqualTo(Mails.rendered(content).subject());
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_strict_parser_reads_both_parts_back(String title) throws Exception {
    var rendered = Mails.rendered(Mails.instant(Mails.titled(title)));

    var parts = (MimeMultipart) strict(raw(title)).getContent();

    assertThat(parts.getContentType()).startsWith("multipart/alternative");
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType()).isEqualTo("text/plain; charset=UTF-8");
    assertThat(parts.getBodyPart(1).getContentType()).isEqualTo("text/html; charset=UTF-8");
    assertThat(unix(parts.getBodyPart(0).getContent())).isEqualTo(unix(rendered.text()));
    assertThat(unix(parts.getBodyPart(1).getContent())).isEqualTo(unix(rendered.html()));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void no_header_line_of_the_subject_is_longer_than_a_header_line_should_be(String title)
      throws Exception {
    var raw = raw(title);
    var subject = raw.substring(raw.indexOf("\r\nSubject: ") + 2, raw.indexOf("\r\nList-Id"));

    assertThat(subject.split("\r\n"))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
  }

  @Test
  void the_same_mail_gives_the_same_bytes() throws Exception {
    assertThat(bytes(MESSAGES.of(Mails.rendered(Mails.sample()))))
        .isEqualTo(bytes(MESSAGES.of(new MailRenderer().render(Mails.sample()))));
  }

  @Test
  void saving_changes_changes_no_byte() throws Exception {
    var message = MESSAGES.of(Mails.rendered(Mails.sample()));
    var before = bytes(message);

    message.saveChanges();

    assertThat(bytes(message)).isEqualTo(before);
  }

  @Test
  void id_and_date_are_those_of_the_ledger() throws Exception {
    var message = strict(raw("Engineer"));

    assertThat(message.getMessageID())
        .isEqualTo("<3f0c9a52-7a1e-4c55-9d0b-8f2f4f1f6a01@earlybrd.example>");
    assertThat(message.getSentDate().toInstant()).isEqualTo(Mails.DATE);
    assertThat(message.getHeader("Date", null)).endsWith(" +0000").startsWith("Tue, 3 Nov 2026 ");
  }

  @Test
  void the_unsubscribe_header_has_a_page_and_an_address_and_the_page_takes_one_click()
      throws Exception {
    var message = strict(raw("Engineer"));

    assertThat(message.getHeader("List-Unsubscribe", null).replaceAll("\\s+", " "))
        .isEqualTo(
            "<%s>, <mailto:alerts@earlybrd.example?subject=unsubscribe%%20%s>"
                .formatted(
                    Mails.LINKS.page(),
                    Mails.LINKS.page().substring(Mails.LINKS.page().lastIndexOf('/') + 1)));
    assertThat(message.getHeader("List-Unsubscribe-Post"))
        .containsExactly("List-Unsubscribe=One-Click");
  }

  @Test
  void without_https_no_one_click_is_promised() throws Exception {
    var links = MailContent.Links.of(URI.create("http://localhost:8080"), "token", "view");

    var message = MESSAGES.of(Mails.rendered(Mails.linked(links)));

    assertThat(message.getHeader("List-Unsubscribe", null)).startsWith("<http://localhost:8080/u/");
    assertThat(message.getHeader("List-Unsubscribe-Post")).isNull();
  }

  @Test
  void feedback_is_about_a_kind_of_mail_of_a_sender() throws Exception {
    assertThat(strict(raw("Engineer")).getHeader("Feedback-ID", null))
        .isEqualTo("instant:alerts:earlybrd:earlybrd-exampl");
    assertThat(FeedbackId.sender("a.b")).isEqualTo("a-b-mail");
    assertThat(FeedbackId.sender("mail.earlybrd.io")).isEqualTo("mail-earlybrd-i");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "EarlyBrd <alerts@earlybrd.example>",
        "\"Alerts, Inc.\" <alerts@earlybrd.example>",
        "Alerts, Inc. <alerts@earlybrd.example>",
        "Frühe Vögel (早起き) <alerts@earlybrd.example>",
        "=?UTF-8?Q?x?= <alerts@earlybrd.example>",
        "say \"hi\\\" <alerts@earlybrd.example>",
      })
  void a_sender_of_any_name_is_read_back(String from) throws Exception {
    var mailbox = Mailbox.parse(from);

    var message = new MimeMessages(mailbox).of(Mails.rendered(Mails.sample()));

    var read =
        (InternetAddress)
            strict(new String(bytes(message), StandardCharsets.US_ASCII)).getFrom()[0];
    assertThat(read.getAddress()).isEqualTo("alerts@earlybrd.example");
    assertThat(read.getPersonal()).isEqualTo(mailbox.name());
  }

  @Test
  void a_recipient_that_is_no_address_is_refused() {
    var sample = Mails.rendered(Mails.sample());
    var hostile =
        new RenderedMail(
            sample.publicId(),
            sample.messageId(),
            sample.date(),
            sample.kind(),
            "a@b.example\r\nBcc: c@d.example",
            sample.unsubscribe(),
            sample.subject(),
            sample.quotedHtml(),
            sample.quotedText());

    assertThatThrownBy(() -> MESSAGES.of(hostile)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String raw(String title) {
    return new String(
        bytes(MESSAGES.of(Mails.rendered(Mails.instant(Mails.titled(title))))),
        StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(MimeMessage message) {
    var out = new ByteArrayOutputStream();
    try {
      message.writeTo(out);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
    return out.toByteArray();
  }

  private static String head(String raw) {
    return raw.substring(0, raw.indexOf("\r\n\r\n"));
  }

  private static String body(String raw) {
    return raw.substring(raw.indexOf("\r\n\r\n") + 4);
  }

  private static String unix(Object text) {
    return text.toString().replace("\r\n", "\n").stripTrailing();
  }

  private static MimeMessage strict(String raw) throws Exception {
    var properties = new Properties();
    for (var name :
        List.of(
            "mail.mime.address.strict",
            "mail.mime.decodetext.strict",
            "mail.mime.parameters.strict")) {
      properties.setProperty(name, "true");
    }
    properties.setProperty("mail.mime.multipart.ignoremissingendboundary", "false");
    properties.setProperty("mail.mime.multipart.ignoremissingboundaryparameter", "false");
    return new MimeMessage(
        Session.getInstance(properties),
        new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
  }
}
