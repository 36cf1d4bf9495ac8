package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.AddressHash;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who has left is not mailed. */
class SuppressedTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_mail_to_a_suppressed_address_is_suppressed_and_lets_go_of_its_postings() {
    scene.newsFor(ANN);
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", minute(0));
    scene.db().sql("UPDATE subscriber SET suppressed_at = clock_timestamp()");
    new Sending(scene.db().jdbc()).resume("tester");

    scene.run("send", minute(5));
    scene.run("digest", Instant.parse("2031-03-04T08:00:00Z"));

    assertThat(scene.mails()).isEmpty();
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("SUPPRESSED");
    assertThat(scene.db().count("mail_posting WHERE released_at IS NULL")).isZero();
    assertThat(scene.db().count("match WHERE waits_digest")).isEqualTo(1);
  }

  @Test
  void somebody_who_leaves_while_others_are_mailed_is_not_mailed() {
    scene.newsFor(people(25));
    scene
        .mailServer()
        .atNextMessage(
            () ->
                scene
                    .db()
                    .sql(
                        "UPDATE subscriber SET suppressed_at = clock_timestamp() WHERE id > (SELECT"
                            + " min(id) FROM subscriber)"));

    assertThat(scene.run("alerts", minute(0)).status()).isEqualTo("DONE");
    assertThat(scene.run("send", minute(5)).status()).isEqualTo("DONE");

    assertThat(scene.mails()).hasSize(1);
    assertThat(scene.db().column("SELECT state || count(*) FROM mail GROUP BY state ORDER BY 1"))
        .containsExactly("SENT1", "SUPPRESSED24");
  }

  @Test
  void an_address_that_left_once_stays_left_also_when_a_file_brings_it_back() {
    var board = scene.knownBoard("a");
    scene
        .db()
        .jdbc()
        .sql("INSERT INTO suppression (address_hash, reason) VALUES (:hash, 'unsubscribe')")
        .param("hash", AddressHash.of(scene.config().secret().getFirst(), ANN))
        .update();
    scene.importSubscribers(Person.both("Ann@Example.org", "java"), Person.instant(BOB, "java"));
    board.shows(posting("1", "Java developer"));

    scene.run("alerts", minute(0));
    scene.run("digest", Instant.parse("2031-03-04T08:00:00Z"));

    assertThat(scene.mails()).extracting(mail -> mail.to()).containsExactly(BOB);
  }

  private static String[] people(int count) {
    return Stream.iterate(100, n -> n + 1)
        .limit(count)
        .map(n -> "p" + n + "@example.org")
        .toArray(String[]::new);
  }
}
