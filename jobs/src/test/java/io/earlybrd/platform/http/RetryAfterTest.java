package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2031-03-03T12:00:00Z"), ZoneOffset.UTC);

  private static Duration parse(String value) {
    return RetryAfter.parse(value, null, CLOCK);
  }

  @ParameterizedTest
  @CsvSource({"120, PT2M", "' 7 ', PT7S", "999999999, P1D", "86400, P1D"})
  void seconds_are_taken_up_to_a_day(String value, Duration expected) {
    assertThat(parse(value)).isEqualTo(expected);
  }

  @Test
  void a_date_counts_from_the_clock() {
    assertThat(parse("Mon, 03 Mar 2031 12:05:00 GMT")).isEqualTo(Duration.ofMinutes(5));
  }

  @Test
  void a_date_counts_from_the_hosts_own_where_it_tells_it() {
    assertThat(
            RetryAfter.parse(
                "Mon, 03 Mar 2031 10:05:00 GMT", "Mon, 03 Mar 2031 10:00:00 GMT", CLOCK))
        .isEqualTo(Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0",
        "-5",
        "soon",
        "1e3",
        "99999999999999999999",
        "Mon, 03 Mar 2031 11:00:00 GMT",
        "Mon, 33 Mar 2031 11:00:00 GMT"
      })
  void what_says_nothing_is_nothing(String value) {
    assertThat(parse(value)).isNull();
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503, 403})
  void a_refusal_tells_how_long_the_host_wants_to_be_left_alone(int status) {
    try (var server = new Loopback();
        var fetcher = Loopback.fetcher(Duration.ofSeconds(10), 1_000)) {
      URI url =
          server.answers(
              "/jobs",
              exchange -> {
                exchange.getResponseHeaders().set("Retry-After", "90");
                Loopback.send(exchange, status, null, "");
              });

      var refused = (Fetched.Refused) Loopback.fetch(fetcher, url, null, null);

      assertThat(refused.retryAfter()).isEqualTo(Duration.ofSeconds(90));
    }
  }
}
