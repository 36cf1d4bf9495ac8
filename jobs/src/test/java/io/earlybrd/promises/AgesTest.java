package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.deliver.Sending;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * An age is taken from the later of slot and clock to the later of slot and clock: never below 0.
 */
class AgesTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  private final Instant clock = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  @ParameterizedTest(name = "made {0} h from the clock, sent {1} h from it: {2}")
  @CsvSource({
    // By the clock it is new, whatever the slots of the past say.
    "-240, -240, SENT",
    "-240, -200, SENT",
    "-240, 0, SENT",
    // A trial in the future, and the present after it: it is not older than nothing.
    "240, 0, SENT",
    "240, 240, SENT",
    // The later of both has moved on.
    "0, 7, EXPIRED",
    "-240, 7, EXPIRED",
    "240, 247, EXPIRED",
    "0, 5, SENT"
  })
  void an_instant_mail_is_stale_by_the_later_of_slot_and_clock(
      int made, int sent, String expected) {
    compose(clock.plus(Duration.ofHours(made)));

    scene.run("send", clock.plus(Duration.ofHours(sent)));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly(expected);
  }

  @Test
  void an_instant_mail_that_waited_by_the_clock_is_stale_at_any_slot() {
    compose(clock.minus(Duration.ofDays(10)));
    scene.db().sql("UPDATE mail SET created_at = clock_timestamp() - interval '6 hours 1 minute'");

    scene.run("send", clock.minus(Duration.ofDays(10)).plusSeconds(300));

    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("EXPIRED");
  }

  @Test
  void a_match_that_waited_too_long_goes_into_the_digest_without_an_instant_mail() {
    var board = scene.board("a");
    scene.importBoards(board);
    scene.run("scan", clock.minusSeconds(600));
    scene.importSubscribers(clock, Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    scene.run("scan", clock);
    scene.run("match", clock);

    scene.run("instant", clock.plus(Duration.ofHours(7)));
    assertThat(scene.db().count("mail")).isZero();
    scene.run("digest", clock.plus(Duration.ofHours(31)));

    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"-240", "0", "240"})
  void what_is_made_bears_the_later_of_slot_and_clock(int hours) {
    var slot = clock.plus(Duration.ofHours(hours));

    compose(slot);

    var earliest = hours > 0 ? slot : clock;
    var bounds =
        "BETWEEN TIMESTAMPTZ '%s' AND TIMESTAMPTZ '%s' + interval '10 minutes'"
            .formatted(earliest, earliest);
    assertThat(scene.db().count("mail WHERE created_at " + bounds)).isEqualTo(1);
    assertThat(scene.db().count("match WHERE matched_at " + bounds)).isEqualTo(1);
    assertThat(scene.db().count("mail WHERE due_at = TIMESTAMPTZ '%s'".formatted(slot)))
        .isEqualTo(1);
  }

  /** An instant mail of a slot, which waits. */
  private static void compose(Instant slot) {
    var board = scene.board("a");
    scene.importBoards(board);
    scene.run("scan", slot.minusSeconds(600));
    scene.importSubscribers(slot, Person.instant(ANN, "java"));
    board.shows(posting("1", "Java developer"));
    new Sending(scene.db().jdbc()).pause("tester", null);
    scene.run("alerts", slot);
    assertThat(scene.db().column("SELECT state FROM mail")).containsExactly("PENDING");
    new Sending(scene.db().jdbc()).resume("tester");
  }
}
