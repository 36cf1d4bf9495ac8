package io.earlybrd.web;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What subscribers do by the links in their mails. */
class SubscriberPagesTest {
  private static final String ANN = "ann@example.org";
  private static final Instant NEXT_DIGEST = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  @Test
  void the_page_asks_and_names_nobody_in_clear() {
    scene.importSubscribers(Person.both(ANN, "java"));

    var page = served.get(served.page(ANN));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body())
        .contains("Do you want to unsubscribe?", "a…@example.org", "08:00 (UTC)")
        .doesNotContain(ANN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD"})
  void a_scanner_that_follows_links_changes_nothing(String method) {
    scene.importSubscribers(Person.both(ANN, "java", "python"));
    var before = everything();

    for (var action : List.of("", "/subscribe", "/pause", "/resume", "/delivery", "/stop")) {
      served.send(
          HttpRequest.newBuilder(served.at(served.page(ANN) + action + "?for=week"))
              .method(method, HttpRequest.BodyPublishers.noBody()));
    }

    assertThat(everything()).isEqualTo(before);
  }

  private static List<String> everything() {
    return scene
        .db()
        .column(
            """
            SELECT s::text FROM subscriber s
            UNION ALL SELECT q.name FROM saved_search q
            UNION ALL SELECT e::text FROM mail_event e
            UNION ALL SELECT p::text FROM suppression p
            """);
  }

  @Test
  void who_unsubscribes_does_not_get_what_was_composed_already() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));

    var page = served.post(served.page(ANN), "");
    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(5));

    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("You are unsubscribed", "Undo");
    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SUPPRESSED");
  }

  @Test
  void a_token_of_either_secret_opens_the_page() {
    scene.importSubscribers(Person.both(ANN, "java"));

    assertThat(served.get(served.page(ANN)).statusCode()).isEqualTo(200);
    assertThat(served.get(served.pageByNewSecret(ANN)).statusCode()).isEqualTo(200);
  }

  @Test
  void unsubscribing_by_many_at_once_is_unsubscribing_once() throws Exception {
    scene.importSubscribers(Person.both(ANN, "java"));
    var page = served.page(ANN);
    Callable<Integer> click = () -> served.post(page, "").statusCode();

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (var clicked : threads.invokeAll(java.util.Collections.nCopies(8, click))) {
        assertThat(clicked.get()).isEqualTo(200);
      }
    }

    assertThat(scene.db().column("SELECT reason FROM suppression")).containsExactly("unsubscribe");
    assertThat(scene.db().column("SELECT kind || ' ' || source FROM mail_event"))
        .containsExactly("unsubscribe page");
  }

  @Test
  void undo_brings_back_mails_and_what_waited_comes_with_the_digest() {
    var board = scene.newsFor(ANN);
    scene.run("scan", minute(0));
    scene.run("match", minute(0));
    served.post(served.page(ANN), "");

    var page = served.post(served.page(ANN) + "/subscribe", "");
    scene.run("alerts", minute(1));
    scene.run("digest", NEXT_DIGEST);

    assertThat(page.body()).contains("You are subscribed again");
    assertThat(scene.mailsTo(ANN)).hasSize(1);
    assertThat(scene.db().column("SELECT kind FROM mail")).containsExactly("digest");
    assertThat(board.asked()).isPositive();
  }

  @Test
  void an_address_whose_mails_came_back_stays_off_and_is_told_what_to_do() {
    scene.importSubscribers(Person.both(ANN, "java"));
    served.post(served.page(ANN), "");
    scene.db().sql("INSERT INTO suppression SELECT address_hash, 'bounce' FROM suppression");

    var page = served.post(served.page(ANN) + "/subscribe", "");

    assertThat(page.body())
        .contains("Mails to it came back", "mailto:alerts@earlybrd.example")
        .doesNotContain("Subscribe again");
    assertThat(scene.db().column("SELECT reason FROM suppression")).containsExactly("bounce");
    assertThat(scene.db().count("subscriber WHERE suppressed_at IS NULL")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"week", "month", "open"})
  void nothing_leaves_in_a_pause_and_what_waited_comes_with_the_digest_after_it(String length) {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));
    scene.run("match", minute(0));
    // The scene's slots are years ahead.
    served.post(served.page(ANN) + "/pause", "for=" + length);
    scene.db().sql("UPDATE subscriber SET paused_until = paused_until + interval '10 years'");
    scene.run("alerts", minute(1));
    assertThat(scene.mails()).isEmpty();

    var page = served.post(served.page(ANN) + "/resume", "");
    scene.run("alerts", minute(2));
    scene.run("digest", NEXT_DIGEST);

    assertThat(page.body()).contains("Mails come again");
    assertThat(scene.db().column("SELECT kind FROM mail")).containsExactly("digest");
  }

  @Test
  void a_pause_is_as_long_as_was_chosen() {
    scene.importSubscribers(Person.both(ANN, "java"));

    served.post(served.page(ANN) + "/pause", "for=week");
    assertThat(
            scene
                .db()
                .count(
                    "subscriber WHERE paused_until BETWEEN now() + interval '6 days 23 hours' AND"
                        + " now() + interval '7 days 1 hour'"))
        .isEqualTo(1);

    var page = served.post(served.page(ANN) + "/pause", "for=open");
    assertThat(page.body()).contains("until you resume");
  }

  @Test
  void only_the_digest_is_only_the_digest_and_undo_goes_back() {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));
    scene.run("match", minute(0));

    var page = served.post(served.page(ANN) + "/delivery", "delivery=digest");
    scene.run("alerts", minute(1));
    assertThat(scene.mails()).isEmpty();
    assertThat(page.body()).contains("name=\"delivery\" value=\"instant\"");

    served.post(served.page(ANN) + "/delivery", "delivery=instant");
    assertThat(scene.db().column("SELECT delivery FROM subscriber")).containsExactly("instant");
  }

  @Test
  void a_stopped_search_finds_nothing_more_and_drops_what_it_alone_found() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java", "developer"));
    board.shows(posting("1", "Java engineer"), posting("2", "Java developer"));
    scene.run("scan", minute(0));
    scene.run("match", minute(0));

    var page = served.post(served.page(ANN) + "/stop", "search=" + served.key("java"));
    board.adds(posting("3", "Java architect"));
    scene.run("alerts", minute(2));

    assertThat(page.body()).contains("The search “java” is stopped");
    assertThat(scene.told(ANN, "Java engineer")).isZero();
    assertThat(scene.told(ANN, "Java architect")).isZero();
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    assertThat(scene.db().column("SELECT reason FROM match WHERE reason IS NOT NULL"))
        .containsExactly("its search “java” was stopped");
  }

  @Test
  void a_search_of_somebody_else_is_not_stopped() {
    scene.importSubscribers(
        Person.both(ANN, "java", "go"), Person.both("bob@example.org", "python"));

    served.post(served.page(ANN) + "/stop", "search=" + served.key("python"));

    assertThat(scene.db().count("saved_search")).isEqualTo(3);
  }

  @Test
  void a_hostile_search_is_text() {
    scene.importSubscribers(Person.both(ANN, "\"<script>alert(1)</script>\"", "go"));

    var page = served.get(served.page(ANN));

    assertThat(page.body()).contains("&lt;script&gt;").doesNotContain("<script");
  }

  @Test
  void what_the_page_does_not_offer_is_refused() {
    scene.importSubscribers(Person.both(ANN, "java"));
    var before = everything();

    for (var request : List.of("/pause for=ever", "/pause ", "/delivery delivery=never")) {
      var parts = request.split(" ", 2);
      assertThat(served.post(served.page(ANN) + parts[0], parts[1]).statusCode()).isEqualTo(400);
    }

    assertThat(everything()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/u/x", "/u/", "/u/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
  void a_link_that_is_broken_says_what_to_do(String path) {
    var page = served.get(path);

    assertThat(page.statusCode()).isEqualTo(404);
    assertThat(page.body()).contains("newest mail");
    assertThat(served.post(path, "").statusCode()).isEqualTo(404);
  }

  @Test
  void a_link_to_a_mail_opens_no_subscriber() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));

    var token = served.mail().substring("/m/".length());

    assertThat(served.post("/u/" + token, "").statusCode()).isEqualTo(404);
  }

  @Test
  void who_was_deleted_is_told_that_nothing_is_sent() {
    scene.importSubscribers(Person.both(ANN, "java"));
    var page = served.page(ANN);
    scene.db().sql("DELETE FROM saved_search");
    scene.db().sql("DELETE FROM subscriber");

    assertThat(served.get(page).statusCode()).isEqualTo(410);
    assertThat(served.post(page, "").statusCode()).isEqualTo(200);
  }
}
