package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What mail programs keep of html. The facts are those of the table of support at Can I email,
 * November 2026: a mail must read well with the first set of properties alone; without one of the
 * second it is plainer, and says the same.
 */
class MailLintTest {
  private static final Set<String> ELEMENTS =
      Set.of(
          "html", "head", "meta", "title", "style", "body", "table", "tbody", "tr", "td", "div",
          "span", "a", "h1", "h2", "h3", "strong");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "style",
          "class",
          "href",
          "role",
          "width",
          "cellpadding",
          "cellspacing",
          "border",
          "align",
          "bgcolor",
          "lang",
          "dir");

  private static final Set<String> EVERYWHERE =
      Set.of(
          "background",
          "border",
          "border-left",
          "border-top",
          "color",
          "display",
          "font-family",
          "font-size",
          "font-weight",
          "letter-spacing",
          "line-height",
          "margin",
          "margin-top",
          "padding",
          "padding-left",
          "padding-top",
          "padding-bottom",
          "text-align",
          "text-decoration");

  /** Square corners, no wrapping inside a word, and a preheader that Outlook hides by its own. */
  private static final Set<String> PLAINER_WITHOUT =
      Set.of(
          "border-radius",
          "overflow-wrap",
          "word-break",
          "max-width",
          "max-height",
          "overflow",
          "mso-hide");

  /** Gmail drops a sheet that is larger, or that it cannot parse. */
  private static final int LARGEST_SHEET = 16_000;

  static Stream<RenderedMail> mails() {
    return Stream.of(Morning.digest(), Morning.instant(), Mails.sample()).map(Mails::rendered);
  }

  @ParameterizedTest
  @MethodSource("mails")
  void it_is_html_without_a_mistake(RenderedMail mail) {
    var parser = Parser.htmlParser().setTrackErrors(10);
    Jsoup.parse(mail.html(), "", parser);

    assertThat(parser.getErrors()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("mails")
  void it_is_made_of_what_every_mail_program_knows(RenderedMail mail) {
    var body = document(mail).body();

    assertThat(body.getAllElements()).allSatisfy(e -> assertThat(ELEMENTS).contains(e.tagName()));
    assertThat(body.getAllElements().stream().flatMap(e -> e.attributes().asList().stream()))
        .allSatisfy(attribute -> assertThat(ATTRIBUTES).contains(attribute.getKey()));
    assertThat(properties(document(mail)))
        .allSatisfy(
            property ->
                assertThat(EVERYWHERE.contains(property) || PLAINER_WITHOUT.contains(property))
                    .as(property)
                    .isTrue());
  }

  @ParameterizedTest
  @MethodSource("mails")
  void tables_that_lay_out_say_so_to_screen_readers(RenderedMail mail) {
    assertThat(document(mail).select("table").eachAttr("role"))
        .hasSameSizeAs(document(mail).select("table"))
        .containsOnly("presentation");
  }

  @ParameterizedTest
  @MethodSource("mails")
  void its_style_sheet_is_one_that_gmail_keeps(RenderedMail mail) {
    var sheet = document(mail).select("style").first();

    assertThat(sheet).isNotNull();
    assertThat(sheet.data().getBytes(StandardCharsets.UTF_8).length).isLessThan(LARGEST_SHEET);
    assertThat(sheet.data()).doesNotContain("@import", "@font-face", "url(", "position", "calc(");
    assertThat(sheet.data().chars().filter(c -> c == '{').count())
        .isEqualTo(sheet.data().chars().filter(c -> c == '}').count());
  }

  @ParameterizedTest
  @MethodSource("mails")
  void without_its_style_sheet_every_text_has_a_color_and_every_link_is_told(RenderedMail mail) {
    var document = document(mail);

    assertThat(document.select("a")).allSatisfy(a -> assertThat(a.attr("style")).contains("color"));
    assertThat(document.select("a").eachText()).doesNotContain("").hasSizeGreaterThan(3);
    assertThat(document.select("body > table").attr("style")).contains("color:", "background:");
  }

  @Test
  void what_outlook_is_told_apart_is_closed_again() {
    var html = Mails.rendered(Morning.digest()).html();

    assertThat(html.split("<!--\\[if mso]>", -1)).hasSameSizeAs(html.split("<!\\[endif]-->", -1));
  }

  private static Document document(RenderedMail mail) {
    return Jsoup.parse(mail.html());
  }

  private static Set<String> properties(Document document) {
    return document.select("[style]").eachAttr("style").stream()
        .flatMap(style -> Arrays.stream(style.split(";")))
        .map(declaration -> declaration.split(":")[0].strip())
        .collect(java.util.stream.Collectors.toSet());
  }
}
