package io.earlybrd.web;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** “View in browser”. */
class MailInBrowserTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  private static void mailed(String[] searches, SamplePosting... postings) {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, searches));
    board.shows(postings);
    scene.run("alerts", minute(0));
  }

  private static void mailed(SamplePosting... postings) {
    mailed(new String[] {"java"}, postings);
  }

  @Test
  void the_page_has_what_the_mail_has() {
    mailed(new String[] {"java", "python"}, posting("1", "Java developer"), posting("2", "Python"));

    var page = Jsoup.parse(served.get(served.mail()).body());

    assertThat(page.select("h2").eachText()).containsExactly("java 1", "python 1");
    assertThat(page.select("h3").eachText()).containsExactly("Java developer", "Python");
    assertThat(page.select("h3 a").first().attr("href")).isEqualTo("https://example.com/a/1");
    assertThat(page.select("h3 a").first().attr("rel")).isEqualTo("nofollow noopener");
    assertThat(page.select("h3 strong").eachText()).containsExactly("Java", "Python");
  }

  @Test
  void a_mail_of_more_than_it_shows_has_all_of_them_over_its_pages() {
    mailed(
        IntStream.range(0, 230)
            .mapToObj(n -> posting("p" + n, "Java developer " + n))
            .toArray(SamplePosting[]::new));

    var titles =
        IntStream.rangeClosed(1, 3)
            .mapToObj(n -> Jsoup.parse(served.get(served.mail() + "?page=" + n).body()))
            .flatMap(page -> page.select("h3").eachText().stream())
            .toList();

    assertThat(titles).hasSize(230).doesNotHaveDuplicates();
    assertThat(served.get(served.mail()).body()).contains("230 new postings", "Page 1 of 3");
  }

  @Test
  void a_page_that_a_mail_does_not_have_is_not_found() {
    mailed(posting("1", "Java developer"));

    for (var page : new String[] {"2", "0", "-1", "x", "99999999999", ""}) {
      int status = served.get(served.mail() + "?page=" + page).statusCode();
      assertThat(status).as("page=" + page).isEqualTo(page.isEmpty() ? 200 : 404);
    }
  }

  @Test
  void the_page_names_nobody_and_leads_to_nobodys_settings() {
    mailed(posting("1", "Java developer"));

    assertThat(served.get(served.mail()).body()).doesNotContain("ann", "example.org", "/u/");
  }

  @Test
  void what_a_board_wrote_is_text() {
    mailed(posting("1", "Java developer"), posting("2", "Java engineer"), posting("3", "Java"));
    // What reading a board lets through today is not what keeps the page safe.
    rewrite("1", "Java <script>alert(1)</script>");
    rewrite("2", "Java \"><img src=x onerror=alert(1)>");
    rewrite("3", "Java [[${T(java.lang.Runtime).getRuntime()}]] ${7*7}");
    scene.db().sql("UPDATE posting SET company = title, location = title, pay = title");

    var page = Jsoup.parse(served.get(served.mail()).body());

    assertThat(page.select("script, img, [onerror]")).isEmpty();
    assertThat(page.select("h3").eachText())
        .contains(
            "Java <script>alert(1)</script>",
            "Java \"><img src=x onerror=alert(1)>",
            "Java [[${T(java.lang.Runtime).getRuntime()}]] ${7*7}");
  }

  private static void rewrite(String id, String title) {
    scene
        .db()
        .jdbc()
        .sql("UPDATE posting SET title = :title WHERE external_id = :id")
        .param("title", title)
        .param("id", id)
        .update();
  }

  @Test
  void a_link_that_is_not_of_the_web_is_none() {
    mailed(posting("1", "Java developer"));
    scene.db().sql("UPDATE posting SET url = 'javascript:alert(1)'");

    var page = Jsoup.parse(served.get(served.mail()).body());

    assertThat(page.select("main a")).isEmpty();
    assertThat(page.select("h3").text()).isEqualTo("Java developer");
  }

  @Test
  void a_mail_can_be_read_whatever_became_of_it() {
    mailed(posting("1", "Java developer"));
    scene.db().sql("UPDATE mail_posting SET released_at = now()");
    scene.db().sql("UPDATE mail SET state = 'EXPIRED'");

    assertThat(served.get(served.mail()).body()).contains("developer");
  }

  @Test
  void postings_of_a_search_that_is_stopped_are_still_there() {
    mailed(posting("1", "Java developer"));
    scene.db().sql("DELETE FROM saved_search");

    assertThat(served.get(served.mail()).body()).contains("A search that you stopped", "developer");
  }

  @Test
  void a_subscribers_link_opens_no_mail() {
    mailed(posting("1", "Java developer"));

    var token = served.page(ANN).substring("/u/".length());

    assertThat(served.get("/m/" + token).statusCode()).isEqualTo(404);
  }

  @Test
  void a_mail_that_is_gone_is_not_found() {
    mailed(posting("1", "Java developer"));
    var mail = served.mail();
    scene.db().jdbc().sql("UPDATE mail SET public_id = :id").param("id", new UUID(1, 1)).update();

    var page = served.get(mail);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("not here any more");
  }
}
