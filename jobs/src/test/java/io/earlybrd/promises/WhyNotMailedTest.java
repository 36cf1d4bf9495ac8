package io.earlybrd.promises;

import static io.earlybrd.promises.Asked.ANN;
import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.alerts.Explanation;
import io.earlybrd.alerts.Verdict;
import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.AddressHash;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Promise 5: what was matched is mailed, or it is said what holds it up. */
class WhyNotMailedTest {
  @RegisterExtension static final Scene scene = new Scene();

  private final Asked asked = new Asked(scene);

  @Test
  void a_posting_in_a_sent_mail_is_mailed_with_its_search_terms_and_run() {
    scene.newsFor(ANN);
    var execution = scene.run("alerts", minute(0)).execution();

    var explained = asked.explain();

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
  void what_waits_for_the_digest_says_when_it_comes() {
    asked.news();
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.run("alerts", minute(0));

    var explained = asked.explain();

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

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("sending is off since", "the relay is down");
  }

  @Test
  void a_mail_that_could_not_leave_says_what_the_server_said() {
    scene.newsFor(ANN);
    scene.mailServer().answer("RCPT", "451 4.3.0 come back later");
    scene.run("alerts", minute(0));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("come back later").contains("tried again at");
  }

  @Test
  void a_pause_is_why_it_waits() {
    scene.newsFor(ANN);
    scene.db().sql("UPDATE subscriber SET paused_until = '2031-04-01T00:00:00Z'");
    scene.run("alerts", minute(0));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.PAUSED);
    assertThat(explained.reason()).contains("2031-04-01T00:00:00Z");
  }

  @Test
  void who_has_left_before_the_posting_came_is_suppressed_since_and_why() {
    scene.newsFor(ANN);
    leave();
    scene.run("alerts", minute(0));

    var explained = asked.explain();

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

    var explained = asked.explain();

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

    assertThat(asked.explain().verdict()).isEqualTo(Verdict.IN_DOUBT);
  }

  @Test
  void a_mail_that_was_refused_for_good_has_failed() {
    scene.newsFor(ANN);
    scene.mailServer().answer("RCPT", "550 5.1.1 no such user");
    scene.run("alerts", minute(0));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.FAILED);
    assertThat(explained.reason()).contains("no such user");
  }

  @Test
  void an_expired_mail_waits_for_the_digest_instead() {
    expired();

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.WAITING);
    assertThat(explained.reason()).contains("older than 6 hours", "waits for the digest");
  }

  @Test
  void an_expired_mail_that_nothing_follows_has_expired() {
    expired();
    scene.db().sql("UPDATE match SET waits_digest = false");

    assertThat(asked.explain().verdict()).isEqualTo(Verdict.EXPIRED);
  }

  @Test
  void what_had_closed_before_its_digest_was_dropped() {
    var board = asked.news();
    scene.importSubscribers(Person.digest(ANN, "java"));
    scene.run("alerts", minute(0));
    board.shows(posting("2", "Cook"));
    scene.run("alerts", minute(1));
    scene.run("alerts", minute(2));
    scene.run("digest", Instant.parse("2031-03-04T08:00:00Z"));

    var explained = asked.explain();

    assertThat(explained.verdict()).isEqualTo(Verdict.DROPPED);
    assertThat(explained.reason()).contains("closed before its digest");
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
}
