package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailRendererTest {

  static List<String> nasty() {
    return Nasty.TEXTS;
  }

  @Test
  void both_parts_tell_what_a_subscriber_wants_to_know() {
    var mail = Mails.rendered(Mails.sample());

    // The text part has commas where the html has dots.
    assertThat(List.of(mail.text(), Jsoup.parse(mail.html()).text().replace(" · ", ", ")))
        .allSatisfy(
            part ->
                assertThat(part)
                    .contains(
                        "Senior Java Engineer, Payments",
                        "Quillfeather Logistics, Berlin or anywhere in the EU",
                        "Remote",
                        "€78,000 – €95,000",
                        "posted 2 hours ago on Sample Jobs",
                        "seen 40 minutes ago on Freelance Perch",
                        "java remote",
                        "Tuesday, 3 November 2026",
                        "Sent to ada@reader.example because of your saved searches “java remote”"));
  }

  @Test
  void both_parts_link_to_the_same_pages_in_the_same_order() {
    var mail = Mails.rendered(Mails.sample());

    var inText = mail.text().lines().map(String::strip).filter(l -> l.startsWith("http")).toList();

    assertThat(links(mail)).isEqualTo(inText).hasSize(10);
  }

  @Test
  void the_day_is_that_of_the_subscriber() {
    var sample = Mails.sample();
    var west =
        new MailContent(
            sample.publicId(),
            sample.messageId(),
            sample.date(),
            sample.kind(),
            sample.recipient(),
            java.time.ZoneId.of("America/Los_Angeles"),
            sample.sections(),
            sample.total(),
            sample.links());

    assertThat(Mails.rendered(west).text()).contains("Monday, 2 November 2026");
  }

  @Test
  void the_text_part_is_narrow_but_for_links() {
    var mail = Mails.rendered(Mails.digest(90, Mails.section("a ".repeat(80), 50)));

    assertThat(mail.text().lines().filter(line -> !line.strip().startsWith("http")))
        .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
  }

  @Test
  void fifty_postings_are_shown_and_the_rest_is_linked_to() {
    var mail =
        Mails.rendered(Mails.digest(120, Mails.section("java", 30), Mails.section("go", 40)));

    assertThat(document(mail).select("a.title")).hasSize(50);
    assertThat(mail.text()).contains("This mail shows 50 of 120 postings.", Mails.LINKS.view());
    assertThat(links(mail)).contains(Mails.LINKS.view());
  }

  @Test
  void fifty_postings_stay_below_what_gmail_clips() {
    var mail = Mails.rendered(Mails.digest(50, Mails.section("java remote", 50)));

    assertThat(document(mail).select("a.title")).hasSize(50);
    assertThat(size(mail)).isLessThanOrEqualTo(MailRenderer.MAX_HTML);
  }

  @Test
  void postings_too_long_for_one_mail_are_fewer_and_both_parts_agree() {
    var url = "https://jobs.example/" + "q".repeat(1_900);
    var long_ =
        IntStream.range(0, 50)
            .mapToObj(i -> Mails.entry("&".repeat(150) + i, "<".repeat(200), url + i))
            .toList();
    var mail = Mails.rendered(Mails.digest(50, new MailContent.Section("java", long_)));

    int shown = document(mail).select("a.title").size();
    assertThat(size(mail)).isLessThanOrEqualTo(MailRenderer.MAX_HTML);
    assertThat(shown).isBetween(10, 49);
    assertThat(mail.text().lines().filter(line -> line.contains(url))).hasSize(shown);
    assertThat(mail.text()).contains("This mail shows " + shown + " of 50 postings.");
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void no_text_of_a_board_or_a_search_becomes_markup(String text) {
    var harmless = document(Mails.rendered(Mails.digest(2, section("Plain", 1))));
    var hostile = document(Mails.rendered(Mails.digest(2, section(text, 1))));

    assertThat(shape(hostile)).isSubsetOf(shape(harmless));
    assertThat(hostile.select("script, svg, img, iframe, form, object")).isEmpty();
    assertThat(hostile.select("a[href]").eachAttr("href"))
        .isEqualTo(harmless.select("a[href]").eachAttr("href"));
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_title_stays_one_posting_in_the_text_part(String text) {
    var mail = Mails.rendered(Mails.instant(Mails.titled(text)));

    assertThat(mail.text().lines().filter(line -> line.equals("  https://jobs.example/1")))
        .hasSize(1);
    assertThat(mail.text().codePoints())
        .allMatch(c -> c == '\n' || !Character.isISOControl(c) && c != 0x2028 && c != 0x202E);
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void a_subject_is_one_short_line(String text) {
    var subject = Mails.rendered(Mails.digest(9, section(text, 3))).subject();

    assertThat(subject.codePointCount(0, subject.length())).isBetween(5, 100);
    assertThat(subject.codePoints())
        .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
  }

  @Test
  void expressions_of_a_board_are_not_evaluated() {
    var mail = Mails.rendered(Mails.instant(everywhere("[[${7*7}]] [(${7*7})] __${7*7}__")));

    assertThat(mail.html() + mail.text() + mail.subject()).doesNotContain("49");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,<script>",
        "vbscript:x",
        "file:///etc/passwd",
        "//evil.example",
        "/relative",
        "mailto:x@y.example",
        "https://",
        "https:///path",
        "http://a\r\nb.example/",
        ""
      })
  void a_link_that_is_not_of_the_web_is_no_anchor(String url) {
    var mail = Mails.rendered(Mails.instant(Mails.entry("Engineer", "Acme", url)));

    assertThat(document(mail).select("a.title")).isEmpty();
    assertThat(document(mail).text()).contains("Engineer");
    assertThat(links(mail)).allMatch(link -> link.startsWith("https://alerts.earlybrd.example/"));
  }

  @Test
  void nothing_is_loaded_from_elsewhere() {
    var document = document(Mails.rendered(Mails.sample()));

    assertThat(document.select("[src], link, script, [background]")).isEmpty();
    assertThat(document.html()).doesNotContain("url(", "@import");
  }

  @Test
  void light_and_dark_are_both_meant() {
    var html = Mails.rendered(Mails.sample()).html();

    assertThat(html).contains("name=\"color-scheme\"", "prefers-color-scheme: dark");
  }

  @Test
  void a_posting_of_which_the_board_says_little_leaves_no_gaps() {
    var bare =
        new MailContent.Entry(
            "Engineer",
            "https://jobs.example/1",
            null,
            " ",
            null,
            "",
            "Sample Jobs",
            null,
            Mails.DATE);

    var text = Mails.rendered(Mails.instant(bare)).text();

    assertThat(text)
        .contains("Engineer\n  seen just now on Sample Jobs\n  https://jobs.example/1\n");
  }

  @Test
  void an_instant_mail_says_that_it_is_one() {
    var mail = Mails.rendered(Mails.instant(Mails.titled("Engineer")));

    assertThat(mail.text())
        .startsWith("EarlyBrd instant alert, Tuesday, 3 November 2026\n1 new posting\n");
  }

  private static MailContent.Entry everywhere(String text) {
    return new MailContent.Entry(
        text, "https://jobs.example/1", text, text, true, text, text, null, Mails.DATE);
  }

  private static MailContent.Section section(String title, int count) {
    return new MailContent.Section(
        title, IntStream.range(0, count).mapToObj(_ -> everywhere(title)).toList());
  }

  /** Every element with the names of its attributes. */
  private static List<String> shape(Document document) {
    return document.getAllElements().stream()
        .map(e -> e.tagName() + e.attributes().asList().stream().map(a -> a.getKey()).toList())
        .distinct()
        .toList();
  }

  private static Document document(RenderedMail mail) {
    return Jsoup.parse(mail.html());
  }

  private static List<String> links(RenderedMail mail) {
    return document(mail).select("a[href]").stream().map((Element a) -> a.attr("href")).toList();
  }

  private static int size(RenderedMail mail) {
    return mail.html().getBytes(StandardCharsets.UTF_8).length;
  }
}
