package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.ReceivedMail;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The same posting on several boards is one entry of a mail, and the mail shows why it is there.
 */
class OneEntryTest {
  private static final String ANN = "ann@example.org";
  private static final long WEEK = Duration.ofDays(7).toMinutes();

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void the_same_posting_on_several_boards_is_one_entry_with_all_links() {
    scene.importSubscribers(Person.instant(ANN, "java"));
    board("a").shows(posting("1", "Java developer (m/w/d)").describedAs("Acme GmbH"));
    board("b").shows(posting("2", "Java Developer").in("Lyon, France").describedAs("Acme"));
    scene.run("alerts", minute(0));

    var mail = onlyMail();

    assertThat(mail.subject()).isEqualTo("Java developer (m/w/d) at Acme GmbH");
    assertThat(html(mail).select("h1").text()).isEqualTo("1 new posting");
    assertThat(links(mail)).containsExactly("https://example.com/a/1", "https://example.com/b/2");
    assertThat(html(mail).text()).contains("Also on Board b");
  }

  @Test
  void the_ledger_knows_each_posting() {
    scene.importSubscribers(Person.instant(ANN, "java"));
    board("a").shows(posting("1", "Java developer").describedAs("Acme"));
    board("b").shows(posting("2", "Java developer").describedAs("Acme"));
    scene.run("alerts", minute(0));

    assertThat(scene.db().count("mail_posting")).isEqualTo(2);
    assertThat(scene.db().count("match WHERE NOT waits_instant")).isEqualTo(2);
  }

  @Test
  void a_posting_that_comes_to_another_board_more_than_a_week_later_is_an_entry_of_its_own() {
    assertThat(entriesOfPostingsApart(WEEK + 1)).isEqualTo(2);
  }

  @Test
  void a_posting_that_comes_to_another_board_within_a_week_is_the_same() {
    assertThat(entriesOfPostingsApart(WEEK)).isEqualTo(1);
  }

  private static int entriesOfPostingsApart(long minutes) {
    var a = board("a");
    var b = board("b");
    scene.importSubscribers(Person.digest(ANN, "java"));
    a.shows(posting("1", "Java developer").describedAs("Acme"));
    scene.run("alerts", minute(0));
    b.shows(posting("2", "Java developer").describedAs("Acme"));
    scene.run("alerts", minute(minutes));
    scene.run("digest", minute(minutes + Duration.ofDays(1).toMinutes()));
    return html(onlyMail()).select("a.title").size();
  }

  @Test
  void postings_that_name_no_company_are_each_an_entry() {
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.knownBoard("a").shows(posting("1", "Java developer"));
    scene.knownBoard("b").shows(posting("2", "Java developer"));
    scene.run("alerts", minute(0));

    assertThat(html(onlyMail()).select("a.title")).hasSize(2);
  }

  @Test
  void an_entry_stands_under_the_first_search_that_hit_any_of_its_postings() {
    scene.importSubscribers(Person.instant(ANN, "board:b", "board:a"));
    board("a").shows(posting("1", "Cook").describedAs("Acme"));
    scene.run("scan", minute(0));
    board("b").shows(posting("2", "Cook").describedAs("Acme"));
    scene.run("alerts", minute(1));

    assertThat(html(onlyMail()).select("h2").eachText()).containsExactly("board:b");
    assertThat(links(onlyMail())).startsWith("https://example.com/a/1");
  }

  @Test
  void fifty_entries_are_shown_whatever_they_hold() {
    scene.importSubscribers(Person.instant(ANN, "java"));
    board("a").shows(developers(60, "Acme"));
    board("b").shows(developers(60, "Acme Inc."));
    scene.run("alerts", minute(0));

    var mail = onlyMail();

    assertThat(html(mail).select("a.title")).hasSize(50);
    assertThat(links(mail)).hasSize(100);
    assertThat(mail.text()).contains("60 new postings", "This mail shows 50 of 60 postings.");
    assertThat(mail.subject()).endsWith("and 59 more");
  }

  @Test
  void what_many_boards_show_is_one_entry_that_counts_them() {
    scene.importSubscribers(Person.instant(ANN, "cook"));
    for (int i = 0; i < 15; i++) {
      board(String.valueOf((char) ('a' + i))).shows(posting("1", "Cook").describedAs("Acme"));
    }
    scene.run("alerts", minute(0));

    assertThat(html(onlyMail()).select("a.title")).hasSize(1);
    assertThat(links(onlyMail())).hasSize(13);
    assertThat(html(onlyMail()).text()).contains("and 2 more");
  }

  @Test
  void what_one_board_shows_twice_is_two_entries() {
    scene.importSubscribers(Person.instant(ANN, "cook"));
    board("a")
        .shows(posting("1", "Cook").describedAs("Acme"), posting("2", "Cook").describedAs("Acme"));
    board("b").shows(posting("1", "Cook").describedAs("Acme"));
    scene.run("alerts", minute(0));

    assertThat(html(onlyMail()).select("a.title")).hasSize(2);
    assertThat(links(onlyMail())).hasSize(3);
  }

  @Test
  void the_words_that_a_search_hit_are_marked() {
    scene.importSubscribers(Person.instant(ANN, "developers title:java lyon"));
    scene.knownBoard("a").shows(posting("1", "Senior Java Developer"));
    scene.run("alerts", minute(0));

    assertThat(html(onlyMail()).select("strong").eachText())
        .containsExactly("Java Developer", "Lyon");
  }

  @Test
  void a_posting_that_was_hit_by_its_description_alone_is_quoted() {
    scene.importSubscribers(Person.instant(ANN, "kafka"));
    scene
        .knownBoard("a")
        .shows(
            posting("1", "Engineer")
                .describedAs(
                    "We like tea. ".repeat(20) + "You know Kafka well. " + "x ".repeat(99)));
    scene.run("alerts", minute(0));

    var mail = onlyMail();

    assertThat(html(mail).select("strong").eachText()).containsExactly("Kafka");
    assertThat(mail.text().replaceAll("\\s+", " "))
        .containsPattern("… .*You know Kafka well\\. .*…");
  }

  @Test
  void a_posting_whose_title_shows_why_is_not_quoted() {
    scene.importSubscribers(Person.instant(ANN, "java tea"));
    scene.knownBoard("a").shows(posting("1", "Java developer").describedAs("We like tea."));
    scene.run("alerts", minute(0));

    assertThat(onlyMail().text()).doesNotContain("tea.");
  }

  @Test
  void a_filter_alone_marks_nothing() {
    scene.importSubscribers(Person.instant(ANN, "board:a"));
    scene.knownBoard("a").shows(posting("1", "Java developer"));
    scene.run("alerts", minute(0));

    assertThat(html(onlyMail()).select("strong")).isEmpty();
  }

  private static SamplePosting[] developers(int count, String company) {
    return IntStream.range(0, count)
        .mapToObj(i -> posting("" + i, "Java developer of team " + i).describedAs(company))
        .toArray(SamplePosting[]::new);
  }

  /** A known board that names companies: its postings' texts. */
  private static BoardPage board(String id) {
    var board = scene.board(id).reads("company", "/text");
    scene.importBoards(board);
    scene.run("scan", minute(-120 - id.charAt(0)));
    return board;
  }

  private static ReceivedMail onlyMail() {
    assertThat(scene.mailsTo(ANN)).hasSize(1);
    return scene.mailsTo(ANN).getFirst();
  }

  private static Document html(ReceivedMail mail) {
    return Jsoup.parse(mail.html());
  }

  private static List<String> links(ReceivedMail mail) {
    return html(mail).select("a[href^=https://example.com/]").eachAttr("href");
  }
}
