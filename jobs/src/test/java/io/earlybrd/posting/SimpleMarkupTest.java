package io.earlybrd.posting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever is read without the parser is read as the parser reads it. */
class SimpleMarkupTest {
  private static final List<String> PIECES =
      List.of(
          "<p>",
          "</p>",
          "<p class=\"a b\">",
          "<P>",
          "</P >",
          "<br>",
          "<br/>",
          "<br />",
          "<BR>",
          "<ul>",
          "</ul>",
          "<ol>",
          "</ol>",
          "<li>",
          "</li>",
          "<li style='x'>",
          "<div>",
          "</div>",
          "<b>",
          "</b>",
          "<strong>",
          "</strong>",
          "<em>",
          "</em>",
          "<i>",
          "</i>",
          "<u>",
          "</u>",
          "<span style=\"color: red\">",
          "</span>",
          "<a href=\"/x?a=1&amp;b=2\">",
          "<a>",
          "</a>",
          "<h2>",
          "</h2>",
          "<h3>",
          "</h3>",
          "<img src='x'>",
          "<img src=\"a>b\"/>",
          "<small>",
          "</small>",
          "<font color=red>",
          "</font>",
          "<td>",
          "<table>",
          "<!-- c -->",
          "<T>",
          "< ",
          "<3",
          "<",
          ">",
          "/>",
          "</",
          "<p",
          "<b x",
          "<p/>",
          "<hr>",
          "word",
          "two words",
          "\n",
          "  ",
          "\n\n",
          "\u00a0",
          "é",
          "😀",
          "\u0000",
          "\u200b",
          "&amp;",
          "&lt;",
          "&gt;",
          "&lt;p&gt;",
          "&nbsp;",
          "&rsquo;",
          "&#8211;",
          "&#x2019;",
          "&#10;",
          "&#150;",
          "&bogus;",
          "&notit;",
          "&eacute;",
          "&",
          "& ",
          "&a",
          "&#;",
          "&#x;",
          "AT&T",
          "&frac12;",
          "\"",
          "'",
          "=",
          ".");

  private static final List<String> TEXTS =
      PIECES.stream().filter(piece -> !piece.contains("<") || piece.startsWith("<br")).toList();

  private static String random(Random random) {
    var html = new StringBuilder();
    for (int i = random.nextInt(14); i >= 0; i--) {
      html.append(PIECES.get(random.nextInt(PIECES.size())));
    }
    return html.toString();
  }

  /** Closed where it should be, mostly, so that much of it is simple. */
  private static String nested(Random random, int depth) {
    var html = new StringBuilder();
    for (int i = random.nextInt(2); i >= 0; i--) {
      int kind = depth == 0 ? 0 : random.nextInt(12) % 9;
      var name = List.of("p", "div", "b", "ul", "li", "h2", "a", "span").get(Math.max(kind - 1, 0));
      if (kind == 0) {
        html.append(TEXTS.get(random.nextInt(TEXTS.size()))).append("text ");
      } else {
        html.append('<').append(name).append('>').append(nested(random, depth - 1));
        html.append(name.equals("ul") ? "<li>" + nested(random, depth - 1) + "</li>" : "");
        html.append("</").append(name).append('>');
      }
    }
    return html.toString();
  }

  @Test
  void what_is_read_simply_is_what_the_parser_reads() {
    var random = new Random(7);
    int simple = 0;
    for (int i = 0; i < 60_000; i++) {
      var html = i % 2 == 0 ? random(random) : nested(random, 3);
      var lines = new TextLines(ShownText.DESCRIPTION, 100);
      if (SimpleMarkup.read(html, lines)) {
        simple++;
        assertThat(lines.gathered()).as(html).isEqualTo(ShownText.parsed(html));
      }
    }
    assertThat(simple).isGreaterThan(3_000);
  }

  @Test
  void entities_are_decoded_as_the_parser_does() {
    var random = new Random(8);
    int simple = 0;
    for (int i = 0; i < 30_000; i++) {
      var text = random(random);
      var decoded = SimpleMarkup.decoded(text);
      if (decoded != null) {
        simple++;
        assertThat(decoded).as(text).isEqualTo(ShownText.parsedEntities(text));
      }
    }
    assertThat(simple).isGreaterThan(300);
  }

  @Test
  void usual_descriptions_are_simple() {
    var html =
        "<p>Drive &amp; <strong>deliver</strong>.</p>\n<ul><li>early</li> <li>late</li></ul><br />"
            + "<a href=\"https://a.example/?a=1&amp;b=2\" target='_blank'>Apply&nbsp;now</a>";

    assertThat(SimpleMarkup.read(html, new TextLines(1_000, 100))).isTrue();
  }
}
