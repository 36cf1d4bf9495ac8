package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @ParameterizedTest
  @CsvSource({
    "ada@reader.example, ada@reader.example",
    "Ada.Lovelace+jobs@Reader.Example, Ada.Lovelace+jobs@reader.example",
    "o'brien_x-y@mail.reader.example, o'brien_x-y@mail.reader.example",
    "1@2.example, 1@2.example",
    "ada@bücher.example, ada@xn--bcher-kva.example",
    "ada@例え.テスト, ada@xn--r8jz45g.xn--zckzah",
    "me@localhost, me@localhost",
  })
  void what_reaches_people_is_taken(String text, String address) throws Exception {
    assertThat(EmailAddress.parse(text)).isEqualTo(new EmailAddress.Valid(address));
    new InternetAddress(address, true).validate();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ada",
        "ada@",
        "@reader.example",
        "ada@@reader.example",
        "a@b@reader.example",
        "ada @reader.example",
        " ada@reader.example",
        "ada@reader.example ",
        "ada@reader.example\n",
        "ada@reader.example\r\nBcc: x@y.example",
        "ada\u0000@reader.example",
        "ada\u2028@reader.example",
        "ada\u00a0@reader.example",
        ".ada@reader.example",
        "ada.@reader.example",
        "a..da@reader.example",
        "ada@.reader.example",
        "ada@reader.example.",
        "ada@reader..example",
        "ada@-reader.example",
        "ada@reader-.example",
        "ada@rea_der.example",
        "ada@reader",
        "ada@127.0.0.1",
        "ada@[127.0.0.1]",
        "\"ada l\"@reader.example",
        "\"ada\"@reader.example",
        "Ada <ada@reader.example>",
        "ada,bob@reader.example",
        "ada(comment)@reader.example",
        "ada;x@reader.example",
        "ada\\x@reader.example",
        "ädä@reader.example",
        "=?utf-8?q?x=40y.example=3e?=@reader.example"
      })
  void what_reaches_nobody_is_refused_with_a_reason(String text) {
    assertThat(EmailAddress.parse(text))
        .isInstanceOfSatisfying(
            EmailAddress.Invalid.class,
            invalid -> assertThat(invalid.reason()).matches("(is|has) [a-zA-Z@, ]+"));
  }

  @Test
  void the_longest_that_servers_take_is_taken_and_one_more_is_not() {
    var local = "a".repeat(64);
    var domain = ("b".repeat(61) + ".").repeat(3) + "example";

    assertThat(EmailAddress.parse(local.substring(4) + "@" + domain))
        .isInstanceOf(EmailAddress.Valid.class);
    assertThat(EmailAddress.parse(local + "@" + domain)).isInstanceOf(EmailAddress.Invalid.class);
    assertThat(EmailAddress.parse("a" + local + "@reader.example"))
        .isInstanceOf(EmailAddress.Invalid.class);
  }
}
