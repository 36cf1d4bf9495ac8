package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class QuotedPrintableTest {

  static List<String> nasty() {
    return Nasty.TEXTS;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=b|a=3Db",
        "é|=C3=A9",
        "'end '|end=20",
        "'tab\t'|tab=09",
        "a b|a b",
        "€|=E2=82=AC"
      })
  void text_is_encoded_as_rfc_2045_says(String text, String encoded) {
    assertThat(encoded(text)).isEqualTo(encoded + "\r\n");
  }

  @Test
  void a_line_of_75_is_not_broken_and_one_of_76_is() {
    assertThat(encoded("x".repeat(75))).isEqualTo("x".repeat(75) + "\r\n");
    assertThat(encoded("x".repeat(76))).isEqualTo("x".repeat(75) + "=\r\nx\r\n");
  }

  @Test
  void line_ends_of_any_kind_but_a_lone_return_are_line_ends() {
    assertThat(encoded("a\nb\r\nc\n")).isEqualTo("a\r\nb\r\nc\r\n");
    assertThat(encoded("a\rb")).isEqualTo("a=0Db\r\n");
  }

  @Test
  void nothing_becomes_nothing() {
    assertThat(encoded("")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_part_stands_anywhere_as_if_it_had_been_written_there(String text) {
    var whole = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    var part = QuotedPrintable.Part.of(whole);

    var encoded =
        QuotedPrintable.encode(
            "before " + QuotedPrintable.marker(1) + "é" + QuotedPrintable.marker(0),
            List.of(QuotedPrintable.Part.of("zero "), part));

    assertThat(new String(encoded, StandardCharsets.US_ASCII).lines())
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
    assertThat(QuotedPrintable.decode(encoded).replace("\r", ""))
        .isEqualTo(("before " + whole + "ézero \n").replace("\r", ""));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void another_decoder_reads_it_back(String text) throws Exception {
    var bytes = text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
    var whole = new String(bytes, StandardCharsets.UTF_8);
    var decoder =
        MimeUtility.decode(
            new ByteArrayInputStream(QuotedPrintable.encode(whole)), "quoted-printable");

    var decoded = new String(decoder.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");

    assertThat(decoded).isEqualTo(whole.endsWith("\n") ? whole : whole + "\n");
  }

  private static String encoded(String text) {
    return new String(QuotedPrintable.encode(text), StandardCharsets.US_ASCII);
  }
}
