package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebLinkTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://jobs.example/1",
        "HTTP://jobs.example:8080/a?b=c&d=%20#e",
        "https://jobs.example",
        "https://jobs.example/a(b),c;d'e~f!g*h@i"
      })
  void an_ordinary_link_stays_as_it_is(String url) {
    assertThat(WebLink.of(url)).isEqualTo(url);
  }

  @ParameterizedTest
  @CsvSource({
    "https://jobs.example/a b, https://jobs.example/a%20b",
    "https://jobs.example/é|\"<>, https://jobs.example/%C3%A9%7C%22%3C%3E",
    "https://bücher.example/x, https://xn--bcher-kva.example/x"
  })
  void what_a_uri_may_not_hold_is_encoded(String url, String link) {
    assertThat(WebLink.of(url)).isEqualTo(link);
    assertThat(URI.create(link).getHost()).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "https:",
        "https://",
        "ftp://x.example/",
        "https://a b.example/"
      })
  void what_is_no_link_of_the_web_is_none(String url) {
    assertThat(WebLink.of(url)).isNull();
  }
}
