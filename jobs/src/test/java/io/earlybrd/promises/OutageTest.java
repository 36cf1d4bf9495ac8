package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.match.MatchingData;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.SamplePosting;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After days in which no digest left, everybody gets one that holds everything. */
class OutageTest {
  private static final String ANN = "ann@example.org";
  private static final String BOB = "bob@example.org";
  private static final Instant A_WEEK_LATER = Instant.parse("2031-03-10T09:00:00Z");

  @RegisterExtension static final Scene scene = new Scene();

  @Test
  void a_week_without_digests_ends_with_one_for_each_that_holds_everything() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(
        Person.digest(ANN, "java"),
        Person.digest(BOB, "cook").in("Asia/Kathmandu"),
        Person.digest("carol@example.org", "gardener"));
    for (int day = 0; day < 6; day++) {
      board.adds(twentyOf(day));
      board.adds(posting("cook" + day, "Cook of day " + day + "."));
      scene.run("alerts", Scene.NOON.plus(Duration.ofDays(day)));
    }

    scene.run("digest", A_WEEK_LATER);

    assertThat(
            scene
                .db()
                .column(
                    """
                    SELECT m.recipient || ' ' || m.local_date || ' ' || count(*)
                    FROM mail m
                    JOIN mail_posting h ON h.mail = m.id
                    GROUP BY m.id
                    ORDER BY m.id
                    """))
        .containsExactly(ANN + " 2031-03-10 120", BOB + " 2031-03-10 6");
    assertThat(scene.mailsTo(ANN)).hasSize(1);
    var shown =
        IntStream.range(0, 120).filter(i -> scene.told(ANN, "Java day no" + i + ".") == 1).count();
    assertThat(shown).isEqualTo(50);
    assertThat(scene.mailsTo(ANN).getFirst().subject()).startsWith("120 new");
    for (int day = 0; day < 6; day++) {
      assertThat(scene.told(BOB, "Cook of day " + day + ".")).isEqualTo(1);
    }
    assertThat(scene.db().count("match WHERE waits_digest")).isZero();
  }

  @Test
  void the_next_day_has_no_empty_digest() {
    a_week_without_digests_ends_with_one_for_each_that_holds_everything();

    scene.run("digest", A_WEEK_LATER.plus(Duration.ofDays(1)));

    assertThat(scene.mails()).hasSize(2);
  }

  @Test
  void five_thousand_postings_that_wait_are_in_one_digest() {
    scene.importSubscribers(Person.digest(ANN, "java"));
    new MatchingData(scene.db().jdbc()).postings(5_000);
    scene
        .db()
        .sql(
            """
            INSERT INTO match
              (subscriber, posting, searches, job_instance, job_execution, matched_at, waits_instant, waits_digest)
            SELECT s.id, p.id, '{}', 1, 1, '2031-03-09', false, true
            FROM subscriber s, posting p
            """);

    assertThat(scene.run("digest", A_WEEK_LATER).status()).isEqualTo("DONE");

    assertThat(scene.mailsTo(ANN)).hasSize(1);
    assertThat(scene.mails().getFirst().raw().length()).isLessThan(102 * 1024);
    assertThat(scene.db().count("mail_posting")).isEqualTo(5_000);
  }

  private static SamplePosting[] twentyOf(int day) {
    return IntStream.range(day * 20, day * 20 + 20)
        .mapToObj(i -> posting("p" + i, "Java day no" + i + "."))
        .toArray(SamplePosting[]::new);
  }
}
