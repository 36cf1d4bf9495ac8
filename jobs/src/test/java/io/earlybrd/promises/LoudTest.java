package io.earlybrd.promises;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.http.Loopback;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Promise 4, as far as this path goes: a board that fails is seen, and the job goes on. */
class LoudTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  @ParameterizedTest
  @ValueSource(strings = {"404", "500", "nonsense", "nothing", "too much", "cut"})
  void a_board_that_fails_is_recorded_and_the_job_goes_on(String failure) {
    var bad = scene.knownBoard("bad");
    var good = scene.knownBoard("good");
    scene.importSubscribers(Person.instant(ANN, "java"));
    good.shows(posting("1", "Java developer"));
    bad.answers(answer(failure));

    var launch = scene.run("alerts", minute(0));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
    var error = scene.db().value("SELECT last_error FROM board WHERE id = 'bad'");
    assertThat(error).isNotBlank().contains("/bad").doesNotContain("\n");
    assertThat(scene.db().column("SELECT error FROM board_visit WHERE outcome = 'failed'"))
        .containsExactly(error);
    assertThat(scene.db().column("SELECT step || ' ' || item || ' ' || reason FROM skipped_item"))
        .containsExactly("scan bad " + error);
    assertThat(scene.db().value("SELECT state || failures FROM board WHERE id = 'bad'"))
        .isEqualTo("failing1");
    assertThat(scene.db().value("SELECT state FROM board WHERE id = 'good'")).isEqualTo("ok");
  }

  @Test
  void
      a_board_that_goes_on_failing_is_asked_ever_more_rarely_and_at_once_as_ever_when_it_is_well() {
    var board = scene.knownBoard("a").answers(503);
    var pauses = new ArrayList<Duration>();
    var now = minute(0);
    for (int i = 0; i < 11; i++) {
      scene.run("scan", now);
      var next = Instant.parse(Objects.requireNonNull(scene.db().value(NEXT_VISIT)));
      pauses.add(Duration.between(now, next));
      now = next.plusSeconds(59).truncatedTo(ChronoUnit.MINUTES);
    }
    var minutes = new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360};
    for (int i = 0; i < minutes.length; i++) {
      assertThat(pauses.get(i).toSeconds() / 60.0)
          .as("pause %d", i)
          .isBetween(i == 0 ? 1 : minutes[i] * 0.8, minutes[i] * 1.2);
    }

    board.shows(posting("1", "Java developer"));
    scene.run("scan", now);

    assertThat(scene.db().value("SELECT state || failures || coalesce(last_error, '') FROM board"))
        .isEqualTo("ok0");
    assertThat(scene.db().value(NEXT_VISIT)).isEqualTo(now.plusSeconds(60).toString());
  }

  private static final String NEXT_VISIT =
      "SELECT to_char(next_visit_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') FROM"
          + " board";

  @Test
  void every_good_visit_is_recorded_with_what_it_found() {
    var board = scene.board("a").shows(posting("1", "Java developer"));
    scene.importBoards(board);
    scene.run("scan", minute(0));
    board.shows(posting("1", "Java architect"), posting("2", "Gardener"));
    scene.run("scan", minute(1));

    assertThat(
            scene
                .db()
                .column(
                    "SELECT concat_ws(' ', outcome, http_status, found, new, changed, skipped) FROM"
                        + " board_visit ORDER BY id"))
        .containsExactly("found 200 1 1 0 0", "found 200 2 1 1 0");
    assertThat(scene.db().count("board_visit WHERE bytes > 0 AND ended_at >= started_at"))
        .isEqualTo(2);
  }

  private static Loopback.Answer answer(String failure) {
    return exchange -> {
      switch (failure) {
        case "nonsense" -> Loopback.send(exchange, 200, "text/html", "<p>Down for maintenance</p>");
        case "nothing" -> Loopback.send(exchange, 200, "application/json", "");
        case "too much" -> Loopback.send(exchange, 200, "application/json", "x".repeat(2 << 20));
        case "cut" -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write("{\"jobs\":[".getBytes(StandardCharsets.UTF_8));
          throw new IOException("cut");
        }
        default -> Loopback.send(exchange, Integer.parseInt(failure), "text/html", "no");
      }
    };
  }
}
