package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentHashTest {
  private static FoundPosting posting(String url, String company, String location) {
    return new FoundPosting(
        "1", url, "Driver", company, location, true, "50", "Logistics", "Drive.", Instant.EPOCH);
  }

  @Test
  void the_same_posting_has_the_same_hash_for_ever() {
    assertThat(ContentHash.of(posting("https://a.example/1", "Acme", "Oslo")))
        .isEqualTo(ContentHash.of(posting("https://a.example/1", "Acme", "Oslo")))
        .matches("[0-9a-f]{16}");
  }

  @Test
  void every_shown_field_changes_it() {
    var one = Instant.EPOCH;
    var hashes =
        List.of(
                new FoundPosting("1", "u", "t", "c", "l", true, "p", "d", "x", one),
                new FoundPosting("1", "U", "t", "c", "l", true, "p", "d", "x", one),
                new FoundPosting("1", "u", "T", "c", "l", true, "p", "d", "x", one),
                new FoundPosting("1", "u", "t", "C", "l", true, "p", "d", "x", one),
                new FoundPosting("1", "u", "t", "c", "L", true, "p", "d", "x", one),
                new FoundPosting("1", "u", "t", "c", "l", null, "p", "d", "x", one),
                new FoundPosting("1", "u", "t", "c", "l", true, "P", "d", "x", one),
                new FoundPosting("1", "u", "t", "c", "l", true, "p", "D", "x", one),
                new FoundPosting("1", "u", "t", "c", "l", true, "p", "d", "X", one),
                new FoundPosting("1", "u", "t", "c", "l", true, "p", "d", "x", one.plusMillis(1)))
            .stream()
            .map(ContentHash::of)
            .toList();

    assertThat(hashes).doesNotHaveDuplicates();
  }

  @Test
  void texts_do_not_run_into_each_other() {
    assertThat(ContentHash.of(posting("u", "ab", "c")))
        .isNotEqualTo(ContentHash.of(posting("u", "a", "bc")));
  }

  @Test
  void a_link_that_is_tracked_anew_at_each_visit_is_the_same() {
    assertThat(ContentHash.of(posting("https://a.example/1?trackingId=x", null, null)))
        .isEqualTo(ContentHash.of(posting("https://a.example/1?trackingId=y", null, null)));
  }
}
