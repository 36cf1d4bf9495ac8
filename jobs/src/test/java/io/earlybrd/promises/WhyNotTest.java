package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.alerts.Explainer;
import io.earlybrd.alerts.Explanation;
import io.earlybrd.alerts.Verdict;
import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.AddressHash;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.scene.BoardPage;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 5: for any subscriber and posting, how far it came, and the first reason why not. */
class WhyNotTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";
  private static final String LINK = "https://example.com/a/1";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_posting_in_a_sent_mail_is_mailed_with_its_search_terms_and_run() {
    scene.newsFor(ANN);
    var execution = scene.run("alerts", minute(0)).execution();

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.MAILED);
    assertThat(explained.searches()).singleElement().matches(Explanation.Search::matches);
    assertThat(explained.match().execution()).isEqualTo(execution);
    assertThat(explained.match().at()).isEqualTo(minute(0));
    assertThat(explained.mails())
        .singleElement()
        .satisfies(mail -> assertThat(mail.sentAt()).isNotNull());
    assertThat(explained.waiting()).isEmpty();
  }

  @Test
  void what_was_there_at_the_first_visit_is_the_baseline() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    scene.importBoards(board);
    scene.importSubscribers(Person.instant(ANN, "java"));
    scene.run("alerts", minute(0));

    assertThat(explain().verdict()).isEqualTo(Verdict.BASELINE);
  }

  @Test
  void a_posting_of_a_flood_is_held() {
    var board = scene.knownBoard("a");
    board.shows(many("old"));
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));
    board.shows(many("new"));
    scene.run("alerts", minute(1));

    var explained = explain(ANN, "https://example.com/a/new7");

    assertThat(explained.verdict()).isEqualTo(Verdict.HELD);
    assertThat(explained.reason()).contains("./earlybrd boards accept a");
  }

  @Test
  void a_posting_that_no_run_has_matched_is_pending_and_says_which_search_will() {
    scene.newsFor(ANN);
    scene.run("scan", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(explained.reason()).contains("run alerts", "“java” matches");
  }

  @Test
  void a_posting_whose_text_changed_is_pending_again() {
    var board = news();
    scene.importSubscribers(Person.instant(ANN, "rust"));
    scene.run("alerts", minute(0));
    board.shows(posting("1", "Rust developer"));
    scene.run("scan", minute(1));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PENDING);
    assertThat(explained.reason()).startsWith("Its text has changed");
  }

  @Test
  void a_posting_whose_text_changed_after_its_mail_stays_mailed() {
    var board = scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    board.shows(posting("1", "Rust architect"));
    scene.run("scan", minute(1));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.MAILED);
    assertThat(explained.searches()).singleElement().matches(Explanation.Search::matches);
  }

  @Test
  void a_subscriber_without_searches_has_none() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(BOB, "php"));
    scene.db().sql("DELETE FROM saved_search WHERE query_text = 'php'");

    assertThat(explain(BOB, LINK).verdict()).isEqualTo(Verdict.NO_SEARCH);
  }

  @Test
  void the_failing_condition_is_named_as_the_search_writes_it() {
    news();
    scene.importSubscribers(Person.instant(ANN, "java -developer"));
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.NOT_MATCHED);
    assertThat(explained.searches())
        .singleElement()
        .extracting(Explanation.Search::failing)
        .isEqualTo("-developer");
    assertThat(explained.reason()).contains("java -developer", "the posting has it");
  }

  @Test
  void each_search_has_a_failing_condition_of_its_own() {
    news();
    scene.importSubscribers(
        Person.instant(
            ANN, "title:php lyon", "remote:yes java", "pay>=60000 java", "java OR php night*"));
    scene.run("alerts", minute(0));

    assertThat(explain().searches())
        .extracting(Explanation.Search::failing)
        .containsExactlyInAnyOrder("title:php", "remote:yes", "pay>=60000", "night*");
  }

  @Test
  void what_the_posting_has_is_said_beside_what_the_search_wants() {
    news();
    scene.importSubscribers(Person.instant(ANN, "title:php"));
    scene.run("alerts", minute(0));

    assertThat(explain().reason()).contains("its title is “Java developer”");
  }

  @Test
  void a_search_saved_after_the_posting_was_matched_is_too_new_for_it() {
    news();
    scene.run("alerts", minute(0));
    scene.importSubscribers(Person.instant(ANN, "java"));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.NOT_MATCHED);
    assertThat(explained.reason()).contains("was saved at").contains("matched already");
  }

  @Test
  void what_waits_for_the_digest_says_when_it_comes() {
    news();
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.waiting())
        .containsExactly(new Explanation.Waiting("digest", Instant.parse("2031-03-04T08:00:00Z")));
    assertThat(explained.reason()).contains("the digest of 2031-03-04T08:00:00Z");
  }

  @Test
  void a_mail_that_waits_because_sending_is_off_says_so() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", "the relay is down");
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("sending is off since", "the relay is down");
  }

  @Test
  void a_mail_that_could_not_leave_says_what_the_server_said() {
    scene.newsFor(ANN);
    scene.mailServer().answer("RCPT", "451 4.3.0 come back later");
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("come back later").contains("tried again at");
  }

  @Test
  void a_pause_is_why_it_waits() {
    scene.newsFor(ANN);
    scene.db().sql("UPDATE subscriber SET paused_until = '2031-04-01T00:00:00Z'");
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PAUSED);
    assertThat(explained.reason()).contains("2031-04-01T00:00:00Z");
  }

  @Test
  void who_has_left_before_the_posting_came_is_suppressed_since_and_why() {
    scene.newsFor(ANN);
    leave();
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.SUPPRESSED);
    assertThat(explained.reason()).contains("2030-01-01T00:00:00Z", "unsubscribe");
  }

  @Test
  void who_left_while_the_mail_waited_is_suppressed() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    leave();
    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(5));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.SUPPRESSED);
    assertThat(explained.mails())
        .singleElement()
        .extracting(Explanation.Mail::state)
        .isEqualTo("SUPPRESSED");
  }

  @Test
  void a_mail_whose_answer_was_cut_off_is_in_doubt() {
    scene.newsFor(ANN);
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));

    assertThat(explain().verdict()).isEqualTo(Verdict.IN_DOUBT);
  }

  @Test
  void a_mail_that_was_refused_for_good_has_failed() {
    scene.newsFor(ANN);
    scene.mailServer().answer("RCPT", "550 5.1.1 no such user");
    scene.run("alerts", minute(0));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(explained.reason()).contains("no such user");
  }

  @Test
  void an_expired_mail_waits_for_the_digest_instead() {
    expired();

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("older than 6 hours", "waits for the digest");
  }

  @Test
  void an_expired_mail_that_nothing_follows_has_expired() {
    expired();
    scene.db().sql("UPDATE match SET waits_digest = false");

    assertThat(explain().verdict()).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void what_had_closed_before_its_digest_was_dropped() {
    var board = news();
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.run("alerts", minute(0));
    board.shows(posting("2", "Cook"));
    scene.run("alerts", minute(1));
    scene.run("alerts", minute(2));
    scene.run("digest", Instant.parse("2031-03-04T08:00:00Z"));

    var explained = explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.DROPPED);
    assertThat(explained.reason()).contains("closed before its digest");
  }

  @Test
  void of_several_postings_with_a_link_the_one_that_was_matched_comes_first() {
    scene.newsFor(ANN);
    scene.run("alerts", minute(0));
    scene.importBoards(scene.board("b").shows(posting("1", "Java developer")));
    scene.run("alerts", minute(1));
    scene.db().jdbc().sql("UPDATE posting SET url = ? WHERE board = 'b'").param(LINK).update();

    var explained = (Explainer.Explained) ask(ANN, LINK);

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

    assertThat(ask(ANN, "https://example.com/a/99"))
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

    assertThat(ask(ANN, "https://elsewhere.example/1"))
        .isInstanceOfSatisfying(
            Explainer.NotSeen.class,
            unseen -> assertThat(unseen.hint()).contains("elsewhere.example", "boards add"));
  }

  @Test
  void an_address_that_nobody_has_is_no_subscriber() {
    scene.newsFor(ANN);

    assertThat(ask(BOB, LINK)).isInstanceOf(Explainer.NoSubscriber.class);
  }

  /** A known board with a new posting, “Java developer”, that nobody waits for yet. */
  private static BoardPage news() {
    return scene.knownBoard("a").shows(posting("1", "Java developer"));
  }

  private static Explanation explain() {
    return explain(ANN, LINK);
  }

  private static Explanation explain(String email, String link) {
    return ((Explainer.Explained) ask(email, link)).first();
  }

  private static Explainer.Outcome ask(String email, String link) {
    return new Explainer(scene.db().jdbc(), scene.config().secret())
        .explain(email, link, minute(30));
  }

  private static void expired() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    new Sending(scene.db().jdbc()).resume("tester");
    scene.run("send", minute(7 * 60));
  }

  private static void leave() {
    scene.db().sql("UPDATE subscriber SET suppressed_at = '2030-01-01T00:00:00Z'");
    scene
        .db()
        .jdbc()
        .sql("INSERT INTO suppression (address_hash, reason) VALUES (:hash, 'unsubscribe')")
        .param("hash", AddressHash.of(scene.config().secret().getFirst(), ANN))
        .update();
  }

  private static SamplePosting[] many(String prefix) {
    return IntStream.range(0, 25)
        .mapToObj(n -> posting(prefix + n, "Java developer " + prefix + n))
        .toArray(SamplePosting[]::new);
  }
}
