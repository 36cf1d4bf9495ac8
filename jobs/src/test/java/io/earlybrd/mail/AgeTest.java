package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgeTest {
  private static final Instant NOW = Instant.parse("2026-11-03T07:00:12Z");

  @ParameterizedTest
  @CsvSource({
    "PT0S, just now",
    "PT119S, just now",
    "PT2M, 2 minutes ago",
    "PT59M59S, 59 minutes ago",
    "PT1H, 1 hour ago",
    "PT23H59M, 23 hours ago",
    "P1D, 1 day ago",
    "P13D, 13 days ago",
    "P14D, 2 weeks ago",
    "P59D, 8 weeks ago",
    "P60D, 2 months ago",
    "P729D, 24 months ago",
    "P730D, 2 years ago"
  })
  void an_age_is_in_the_largest_unit_that_says_enough(Duration age, String words) {
    assertThat(Age.of(NOW.minus(age), NOW, NOW)).isEqualTo("posted " + words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-03T00:00:00Z, posted today",
    "2026-11-02T00:00:00Z, posted yesterday",
    "2026-10-31T00:00:00Z, posted 3 days ago"
  })
  void a_day_without_an_hour_is_not_given_one(Instant posted, String words) {
    assertThat(Age.of(posted, NOW, NOW)).isEqualTo(words);
  }

  @Test
  void a_posting_from_the_future_or_without_a_time_is_as_old_as_we_know_it() {
    var seen = NOW.minusSeconds(600);

    assertThat(Age.of(NOW.plusSeconds(86_400), seen, NOW)).isEqualTo("seen 10 minutes ago");
    assertThat(Age.of(null, seen, NOW)).isEqualTo("seen 10 minutes ago");
  }

  @Test
  void a_posting_seen_after_the_mail_was_made_is_new() {
    assertThat(Age.of(null, NOW.plusSeconds(600), NOW)).isEqualTo("seen just now");
  }
}
