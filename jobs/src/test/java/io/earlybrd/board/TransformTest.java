package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TransformTest {
  private static final String TABLE =
      """
      before-colon: Acme: Night Porter => Acme
      before-colon: Night Porter =>
      before-colon: Acme: Porter: Night => Acme
      before-colon: 10:30 shift =>
      after-colon: Acme: Night Porter => Night Porter
      after-colon: Night Porter => Night Porter
      before-at: Night Porter at Acme => Night Porter
      before-at: Guard at Night at Acme => Guard at Night
      before-at: Attendant => Attendant
      after-at: Guard at Night at Acme => Acme
      after-at: Attendant =>
      unescape: &lt;p&gt;A &amp;amp; B&lt;/p&gt; => <p>A &amp; B</p>
      first-line: <p>Acme | Cook<p>We are… => Acme | Cook
      first-of-bars: Acme | Cook | Oslo => Acme
      semicolons-for-bars: Oslo | Bergen|Moss => Oslo; Bergen; Moss
      last-segment: https://a.example/jobs/cook-17/?x=1#y => cook-17
      without-query: https://a.example/jobs?x=1 => https://a.example/jobs
      words-of-slug: ki-performance_gmbh => Ki Performance Gmbh
      url-decode: Chicago%2C+IL => Chicago, IL
      url-decode: 100% sure => 100% sure
      lower-words: FULL_TIME => full time
      cents: 5250000 => 52500.00
      cents: 7 => 0.07
      cents: 52.5 =>
      country: de => Germany
      country: GB => United Kingdom
      country: Norway => Norway
      country: xx => xx
      us-date: 7/21/2026 => 2026-7-21
      us-date: 12/01/2026 10:00 => 2026-12-01 10:00
      us-date: 21 July 2026 => 21 July 2026
      commas-for-dots: USA.VA.Reston => USA, VA, Reston
      commas-for-dots: St. Louis => St. Louis
      """;

  static Stream<Arguments> rows() {
    return TABLE
        .lines()
        .map(line -> line.split(": ", 2))
        .map(
            row -> {
              int arrow = row[1].lastIndexOf("=>");
              return Arguments.of(
                  row[0], row[1].substring(0, arrow).strip(), row[1].substring(arrow + 2).strip());
            });
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_text_is_changed(String name, String text, String changed) {
    assertThat(Transform.named(name).of(text)).isEqualTo(changed.isEmpty() ? null : changed);
  }

  @Test
  void each_has_a_name() {
    assertThat(
            Arrays.stream(Transform.values()).map(Transform::yamlName).collect(Collectors.toSet()))
        .hasSize(Transform.values().length)
        .allMatch(name -> Transform.named(name).yamlName().equals(name));
  }
}
