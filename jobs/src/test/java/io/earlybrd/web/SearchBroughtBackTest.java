package io.earlybrd.web;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Undoing that a search was stopped. */
class SearchBroughtBackTest {
  private static final String ANN = "ann@example.org";
  private static final Instant NEXT_DIGEST = Instant.parse("2031-03-04T08:00:00Z");

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  @Test
  void a_search_that_is_brought_back_brings_back_what_was_dropped_with_it() {
    var board = scene.knownBoard("a");
    scene.importSubscribers(Person.instant(ANN, "java", "python"));
    board.shows(posting("1", "Java engineer"));
    scene.run("scan", minute(0));
    scene.run("match", minute(0));
    served.post(served.page(ANN) + "/stop", "search=" + served.key("java"));

    served.post(served.page(ANN) + "/restore", "name=java&query=java");
    scene.run("digest", NEXT_DIGEST);

    assertThat(scene.told(ANN, "Java engineer")).isEqualTo(1);
    assertThat(scene.db().column("SELECT name FROM saved_search ORDER BY name"))
        .containsExactly("java", "python");
    assertThat(scene.mailsTo(ANN).getFirst().text()).contains("Search “java”: 1 new");
  }

  @Test
  void what_a_browser_sends_back_is_utf_8() {
    scene.importSubscribers(Person.instant(ANN, "java"));

    served.post(served.page(ANN) + "/restore", "name=z%C3%BCrich&query=z%C3%BCrich");

    assertThat(scene.db().column("SELECT name FROM saved_search ORDER BY name"))
        .containsExactly("java", "zürich");
  }
}
