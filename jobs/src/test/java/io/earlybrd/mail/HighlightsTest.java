package io.earlybrd.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.MailContent.Elsewhere;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.search.HitWords;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a mail marks, quotes and where else it leads. */
class HighlightsTest {
  private static final HitWords JAVA = HitWords.of(List.of("java", "acm", "berlin", "80"));

  static List<String> nasty() {
    return Nasty.TEXTS;
  }

  @Test
  void title_company_location_and_pay_mark_what_was_hit() {
    var mail = Mails.rendered(Mails.instant(entry("Senior Java Engineer", JAVA, null)));

    assertThat(document(mail).select("strong").eachText())
        .containsExactly("Java", "Acme", "Berlin", "80");
    assertThat(document(mail).select("a.title").text()).isEqualTo("Senior Java Engineer");
  }

  @Test
  void the_text_part_says_it_without_marks() {
    var mail = Mails.rendered(Mails.instant(entry("Senior Java Engineer", JAVA, null)));

    assertThat(mail.text()).contains("Senior Java Engineer\n  Acme, Berlin\n  Remote, €80,000, ");
  }

  @Test
  void both_parts_quote_why_a_posting_was_hit() {
    var kafka = HitWords.of(List.of("kafka"));
    var mail =
        Mails.rendered(Mails.instant(entry("Engineer", kafka, "… experience with Kafka and …")));

    assertThat(mail.text()).contains("\n  … experience with Kafka and …\n");
    assertThat(document(mail).text()).contains("… experience with Kafka and …");
    assertThat(document(mail).select("strong").eachText()).containsExactly("Kafka");
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void what_is_marked_or_quoted_does_not_become_markup(String text) {
    var hits = HitWords.of(List.of("script", "alert", "engin", "href", "b", "x", "1", "net"));
    var elsewhere = List.of(new Elsewhere(text, "https://other.example/1", text));
    var entry = entry("Plain", HitWords.NONE, null);
    var hostile =
        Mails.rendered(
            Mails.instant(
                new Entry(
                    text,
                    entry.url(),
                    text,
                    text,
                    true,
                    text,
                    text,
                    null,
                    Mails.DATE,
                    hits,
                    text,
                    elsewhere,
                    0)));

    assertThat(document(hostile).select("script, svg, img, iframe, form, object")).isEmpty();
    assertThat(document(hostile).select("strong").stream().filter(s -> s.childrenSize() > 0))
        .isEmpty();
    assertThat(document(hostile).select("a[href]").eachAttr("href"))
        .filteredOn(href -> !href.startsWith("https://alerts.earlybrd.example/"))
        .containsExactly(entry.url(), "https://other.example/1");
    assertThat(hostile.html()).doesNotContain("49");
  }

  @Test
  void other_boards_follow_with_their_links_in_both_parts() {
    var mail =
        Mails.rendered(
            Mails.instant(
                on(
                    new Elsewhere("Harbour Board", "https://harbour.example/7", "Berlin, DE"),
                    new Elsewhere("Freelance Perch", "https://perch.example/9", "Potsdam"))));

    assertThat(document(mail).text())
        .contains("Also on Harbour Board, Freelance Perch (Potsdam)")
        .contains("1 new posting");
    assertThat(mail.text())
        .contains(
            """
              https://jobs.example/1
              Also on Harbour Board:
              https://harbour.example/7
              Also on Freelance Perch (Potsdam):
              https://perch.example/9
            """);
  }

  @Test
  void a_link_is_named_once() {
    var mail =
        Mails.rendered(
            Mails.instant(
                on(
                    new Elsewhere("Same page", "https://jobs.example/1", null),
                    new Elsewhere("No page", "javascript:alert(1)", null),
                    new Elsewhere("Harbour Board", "https://harbour.example/7", null),
                    new Elsewhere("Harbour Copy", "https://harbour.example/7", null))));

    assertThat(document(mail).text()).contains("Also on Harbour Board").doesNotContain("Copy");
    assertThat(mail.text()).doesNotContain("Same page", "No page");
  }

  @Test
  void boards_that_are_not_named_are_counted() {
    var entry = on(new Elsewhere("Harbour Board", "https://harbour.example/7", null));
    var more = entry.with(entry.hits(), null, entry.elsewhere(), 30);

    var mail = Mails.rendered(Mails.instant(more));

    assertThat(document(mail).text()).contains("Also on Harbour Board and 30 more");
    assertThat(mail.text()).contains("  https://harbour.example/7\n  and 30 more\n");
  }

  @Test
  void fifty_postings_with_marks_and_excerpts_stay_below_what_gmail_clips() {
    var hits = HitWords.of(List.of("java", "payment", "kafka", "logist", "berlin"));
    var excerpt = "… five years of experience with Kafka and Java in payments, and with a team …";
    var entries =
        Mails.section("java kafka", 50).entries().stream()
            .map(
                entry ->
                    entry.with(
                        hits,
                        excerpt,
                        List.of(new Elsewhere("Harbour Board", entry.url() + "/h", "Berlin")),
                        0))
            .toList();

    var mail = Mails.rendered(Mails.digest(50, new MailContent.Section("java kafka", entries)));

    assertThat(document(mail).select("a.title")).hasSize(50);
    assertThat(mail.html().getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(MailRenderer.MAX_HTML);
  }

  @Test
  void what_shows_its_hits_needs_no_excerpt() {
    assertThat(entry("Java", JAVA, null).showsHits()).isTrue();
    assertThat(entry("Cook", HitWords.of(List.of("kafka")), null).showsHits()).isFalse();
    assertThat(entry("Cook", HitWords.NONE, null).showsHits()).isFalse();
  }

  @Test
  void marks_read_one_after_the_other_give_the_line() {
    var hits = HitWords.of(List.of("java", "c", "nodej", "zurich", "engin"));
    for (var line :
        List.of("", "Java", "x Java", "Java x", "Zürich: Java/C, Node.js 🚀 engineers")) {
      assertThat(Marked.of(line, hits).text()).isEqualTo(line);
    }
  }

  private static Entry on(Elsewhere... others) {
    return entry("Engineer", HitWords.NONE, null).with(HitWords.NONE, null, List.of(others), 0);
  }

  private static Entry entry(String title, HitWords hits, @Nullable String excerpt) {
    return Mails.titled(title).with(hits, excerpt, List.of(), 0);
  }

  private static Document document(RenderedMail mail) {
    return Jsoup.parse(mail.html());
  }
}
