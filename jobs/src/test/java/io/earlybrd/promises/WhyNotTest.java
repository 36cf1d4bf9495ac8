package io.earlybrd.promises;

import static io.earlybrd.promises.Asked.ANN;
import static io.earlybrd.promises.Asked.LINK;
import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.alerts.Explainer;
import io.earlybrd.alerts.Explanation;
import io.earlybrd.alerts.Verdict;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 5: was it seen and matched, and if not, the first reason why not. */
class WhyNotTest {
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  private final Asked asked = new Asked(scene);

  @Test
  void what_was_there_at_the_first_visit_is_the_baseline() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    scene.importBoards(board);
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.run("alerts", minute(0));

    assertThat(asked.explain().verdict()).isEqualTo(Verdict.BASELINE);
  }

  @Test
  void a_posting_of_a_flood_is_held() {
    var board = scene.knownBoard("a");
    board.shows(many("old"));
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(many("new"));
    scene.run("alerts", minute(1));

    var explained = asked.explain(ANN, "https://example.com/a/new7");

    assertThat(explained.verdict()).isEqualTo(Verdict.HELD);
    assertThat(explained.reason()).contains("./earlybrd boards accept a");
  }

  @Test
  void a_posting_that_no_run_has_matched_is_pending_and_says_which_search_will() {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(explained.reason()).contains("run alerts", "“java” matches");
  }

  @Test
  void a_posting_whose_text_changed_is_pending_again() {
    var board = asked.news();
    scene.importSubscribers(Person.instant(ANN, "rust"));
    scene.run("alerts", minute(0));
    board.shows(posting("1", "Rust developer"));
    scene.run("scan", minute(1));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(explained.reason()).startsWith("Its text has changed");
  }

  @Test
  void a_posting_whose_text_changed_after_its_mail_stays_mailed() {
    var board = scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    board.shows(posting("1", "Rust architect"));
    scene.run("scan", minute(1));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.MAILED);
    assertThat(explained.searches()).singleElement().matches(Explanation.Search::matches);
  }

  @Test
  void a_subscriber_without_searches_has_none() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(BOB, "php"));
    scene.db().sql("DELETE FROM saved_search WHERE query_text = 'php'");

    assertThat(asked.explain(BOB, LINK).verdict()).isEqualTo(Verdict.NO_SEARCH);
  }

  @Test
  void the_failing_condition_is_named_as_the_search_writes_it() {
    asked.news();
    scene.importSubscribers(Person.instant(ANN, "java -developer"));
    scene.run("alerts", minute(0));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.NOT_MATCHED);
    assertThat(explained.searches())
        .singleElement()
        .extracting(Explanation.Search::failing)
        .isEqualTo("-developer");
    assertThat(explained.reason()).contains("java -developer", "the posting has it");
  }

  @Test
  void each_search_has_a_failing_condition_of_its_own() {
    asked.news();
    scene.importSubscribers(
        Person.instant(
            ANN, "title:php lyon", "remote:yes java", "pay>=60000 java", "java OR php night*"));
    scene.run("alerts", minute(0));

    assertThat(asked.explain().searches())
        .extracting(Explanation.Search::failing)
        .containsExactlyInAnyOrder("title:php", "remote:yes", "pay>=60000", "night*");
  }

  @Test
  void what_the_posting_has_is_said_beside_what_the_search_wants() {
    asked.news();
    scene.importSubscribers(Person.instant(ANN, "title:php"));
    scene.run("alerts", minute(0));

    assertThat(asked.explain().reason()).contains("its title is “Java developer”");
  }

  @Test
  void a_search_saved_after_the_posting_was_matched_is_too_new_for_it() {
    asked.news();
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.NOT_MATCHED);
    assertThat(explained.reason()).contains("was saved at").contains("matched already");
  }

  @Test
  void of_several_postings_with_a_link_the_one_that_was_matched_comes_first() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.importBoards(scene.board("b").shows(posting("1", "Java developer")));
    scene.run("alerts", minute(1));
    scene.db().jdbc().sql("UPDATE posting SET url = ? WHERE board = 'b'").param(LINK).update();

    var explained = (Explainer.Explained) asked.ask(ANN, LINK);

    assertThat(explained.first().posting().board()).isEqualTo("a");
    assertThat(explained.first().verdict()).isEqualTo(Verdict.MAILED);
    assertThat(explained.others())
        .singleElement()
        .extracting(Explanation::verdict)
        .isEqualTo(Verdict.BASELINE);
  }

  @Test
  void a_link_that_no_board_showed_names_the_board_on_its_host() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));

    assertThat(asked.ask(ANN, "https://example.com/a/99"))
        .isInstanceOfSatisfying(
            Explainer.NotSeen.class,
            unseen ->
                assertThat(unseen.hint())
                    .contains("Board a was visited last at " + minute(0))
                    .contains("is well"));
  }

  @Test
  void a_link_on_a_host_without_boards_says_how_to_add_one() {
    scene.newsFor(ANN);

    assertThat(asked.ask(ANN, "https://elsewhere.example/1"))
        .isInstanceOfSatisfying(
            Explainer.NotSeen.class,
            unseen -> assertThat(unseen.hint()).contains("elsewhere.example", "boards add"));
  }

  @Test
  void an_address_that_nobody_has_is_no_subscriber() {
    scene.newsFor(ANN);

    assertThat(asked.ask(BOB, LINK)).isInstanceOf(Explainer.NoSubscriber.class);
  }

  private static SamplePosting[] many(String prefix) {
    return IntStream.range(0, 25)
        .mapToObj(n -> posting(prefix + n, "Java developer " + prefix + n))
        .toArray(SamplePosting[]::new);
  }
}
