package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "R&amp;D Engineer | R&D Engineer",
        "<b>Senior</b> <i>Driver</i> | Senior Driver",
        "C<T> developer | C<T> developer",
        "Vec<u8> & List<String> | Vec<u8> & List<String>",
        "pay < 5 & > 3 | pay < 5 & > 3",
        "AT&T, Sales&regional | AT&T, Sales&regional",
        "&lt;script&gt;alert(1)&lt;/script&gt; | <script>alert(1)</script>",
        "<script>alert(1)</script>Driver | Driver",
        "Caf&eacute; &#8211; K&#xf6;ln | Café – Köln",
        "&amp;amp; once | &amp; once",
        "<B>Senior</B> Driver<BR>(night) | Senior Driver (night)",
        "List<B> and Map<K, V> | List<B> and Map<K, V>",
        "a<br>b | a b"
      })
  void a_line_is_decoded_once_and_stripped(String markup, String expected) {
    assertThat(ShownText.line(markup)).isEqualTo(expected);
  }

  @Test
  void a_plain_line_is_taken_as_it_stands() {
    assertThat(ShownText.plainLine("R&amp;D <b>")).isEqualTo("R&amp;D <b>");
  }

  @Test
  void white_space_of_every_kind_becomes_one_blank() {
    assertThat(ShownText.plainLine("\n\t Senior \u00a0\u2028\u3000 Driver\r\n"))
        .isEqualTo("Senior Driver");
  }

  @Test
  void control_characters_are_dropped() {
    assertThat(ShownText.plainLine("De\u0000ve\u0008lo\u007fper\u009f")).isEqualTo("Developer");
  }

  @Test
  void what_hides_or_reorders_is_dropped() {
    assertThat(ShownText.plainLine("\ufeffDe\u00advel\u200bo\u202eper\u2066"))
        .isEqualTo("Developer");
  }

  @Test
  void emoji_stay_whole_and_half_a_surrogate_goes() {
    assertThat(ShownText.plainLine("👩‍💻 dev \ud83d")).isEqualTo("👩‍💻 dev");
  }

  @Test
  void nothing_to_be_seen_is_null() {
    assertThat(ShownText.plainLine(" \u0000\u200b\n")).isNull();
    assertThat(ShownText.line("<p></p>&nbsp;")).isNull();
    assertThat(ShownText.description("<img src=x>")).isNull();
    assertThat(ShownText.line(null)).isNull();
  }

  @Test
  void a_long_line_is_cut_between_characters() {
    assertThat(ShownText.plainLine("a" + "😀".repeat(400))).hasSize(499).endsWith("😀");
    assertThat(ShownText.line("x".repeat(5_000) + "<b>")).hasSize(500);
  }

  @Test
  void a_description_keeps_its_paragraphs_and_lists() {
    var html = "<h2>Who</h2><p>You &amp; we,\n together.</p><ul><li>one</li><li>two</li></ul>end";

    assertThat(ShownText.description(html))
        .isEqualTo("Who\n\nYou & we, together.\n\n- one\n- two\n\nend");
  }

  @Test
  void line_breaks_are_kept_and_scripts_are_not() {
    assertThat(ShownText.description("a<br>b<br><br>c<style>x{}</style><script>y()</script>"))
        .isEqualTo("a\nb\n\nc");
  }

  @Test
  void html_that_was_escaped_once_more_is_html() {
    assertThat(ShownText.description("&lt;p&gt;You &amp;amp; we&lt;/p&gt;&lt;p&gt;two&lt;/p&gt;"))
        .isEqualTo("You & we\n\ntwo");
  }

  @Test
  void a_description_without_markup_keeps_its_lines() {
    assertThat(ShownText.description("one\r\ntwo  three\n\n\n\nfour &amp; a<b"))
        .isEqualTo("one\ntwo three\n\nfour & a<b");
  }

  @Test
  void a_description_is_cut_at_its_limit() {
    assertThat(ShownText.plainDescription("a ".repeat(150_000))).hasSizeLessThanOrEqualTo(200_000);
    assertThat(ShownText.description("<p>" + "a ".repeat(150_000))).hasSize(199_999);
  }

  @Test
  void deep_markup_does_not_break_it() {
    assertThat(ShownText.description("<div>".repeat(100_000) + "deep")).isEqualTo("deep");
  }

  @Test
  void markup_without_end_takes_no_time() {
    assertThat(ShownText.description("<b".repeat(400_000))).startsWith("<b<b");
  }
}
