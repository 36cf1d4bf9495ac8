package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
  private static final UUID SUBSCRIBER = UUID.fromString("0f8fad5b-d9cb-469f-a165-70867728950e");
  private final Tokens tokens = new Tokens(List.of("the present secret", "the one before it"));

  @Test
  void a_token_is_read_back() {
    assertThat(tokens.readUnsubscribe(tokens.unsubscribe(SUBSCRIBER))).contains(SUBSCRIBER);
  }

  @Test
  void a_token_is_the_same_whenever_it_is_made() {
    assertThat(tokens.unsubscribe(SUBSCRIBER))
        .isEqualTo(new Tokens(List.of("the present secret")).unsubscribe(SUBSCRIBER));
  }

  @Test
  void a_token_goes_into_a_url_as_it_is() {
    assertThat(tokens.unsubscribe(SUBSCRIBER)).matches("[A-Za-z0-9_-]{59}");
  }

  @Test
  void tokens_of_two_subscribers_have_nothing_in_common() {
    var neighbour =
        new UUID(SUBSCRIBER.getMostSignificantBits(), SUBSCRIBER.getLeastSignificantBits() + 1);

    assertThat(tokens.unsubscribe(SUBSCRIBER).substring(0, 8))
        .isNotEqualTo(tokens.unsubscribe(neighbour).substring(0, 8));
  }

  @Test
  void a_token_made_under_a_former_secret_is_read() {
    var before = new Tokens(List.of("the one before it")).unsubscribe(SUBSCRIBER);

    assertThat(tokens.readUnsubscribe(before)).contains(SUBSCRIBER);
  }

  @Test
  void a_token_made_under_another_secret_is_nobodys() {
    var foreign = new Tokens(List.of("a secret of somebody else")).unsubscribe(SUBSCRIBER);

    assertThat(tokens.readUnsubscribe(foreign)).isEmpty();
  }

  @Test
  void a_token_with_any_character_changed_is_nobodys() {
    var token = tokens.unsubscribe(SUBSCRIBER);
    for (int i = 0; i < token.length(); i++) {
      for (var other : List.of("A", "B", "C", "D", "_")) {
        var changed = token.substring(0, i) + other + token.substring(i + 1);
        if (!changed.equals(token)) {
          assertThat(tokens.readUnsubscribe(changed)).isEmpty();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "====", "not base64!", "0f8fad5b-d9cb-469f-a165-70867728950e", "日本"})
  void nonsense_is_nobodys(String token) {
    assertThat(tokens.readUnsubscribe(token)).isEmpty();
  }

  @Test
  void an_address_has_one_hash_in_any_case_and_another_under_another_secret() {
    assertThat(AddressHash.of("the present secret", "Ada@Reader.Example"))
        .hasSize(32)
        .isEqualTo(AddressHash.of("the present secret", "ada@reader.example"))
        .isNotEqualTo(AddressHash.of("the one before it", "ada@reader.example"));
  }

  @Test
  void an_address_suppressed_before_the_secret_was_changed_is_found() {
    var before = AddressHash.of("the one before it", "ada@reader.example");

    assertThat(
            AddressHash.all(
                List.of("the present secret", "the one before it"), "ada@reader.example"))
        .anySatisfy(hash -> assertThat(hash).isEqualTo(before));
  }
}
