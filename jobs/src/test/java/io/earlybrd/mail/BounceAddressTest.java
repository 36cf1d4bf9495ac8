package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BounceAddressTest {
  @Test
  void each_mail_has_an_envelope_sender_of_its_own_where_bounces_are_read() throws Exception {
    var from = Mailbox.parse(Mails.FROM);
    try (var verp = new ScriptedSmtp();
        var out =
            new SmtpTransport(
                new Config.Smtp("127.0.0.1", verp.port(), null, null, Map.of()),
                from,
                BounceAddress.parse("bounces@mail.earlybrd.example"))) {
      var first = new MimeMessages(from).of(Mails.rendered(Mails.sample()));
      var second = new MimeMessages(from).of(Mails.rendered(Mails.sample()));
      var other = UUID.randomUUID();
      second.setHeader(MimeMessages.PUBLIC_ID, other.toString());
      out.deliver(first);
      out.deliver(second);

      assertThat(verp.heard().stream().filter(line -> line.startsWith("MAIL")))
          .containsExactly(
              "MAIL FROM:<bounces+%s@mail.earlybrd.example>"
                  .formatted(first.getHeader(MimeMessages.PUBLIC_ID, null).replace("-", "")),
              "MAIL FROM:<bounces+%s@mail.earlybrd.example>"
                  .formatted(other.toString().replace("-", "")));
      assertThat(BounceAddress.read(verp.heard().get(1)))
          .hasToString("Optional[" + first.getHeader(MimeMessages.PUBLIC_ID, null) + "]");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bounces", "a b@x.example", "a-local-part-that-is-longer-than-31@x.example"})
  void a_bounce_address_that_is_none_is_named(String text) {
    assertThatThrownBy(() -> BounceAddress.parse(text))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("EARLYBRD_BOUNCE_ADDRESS");
  }
}
