package io.earlybrd.web;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.FormElement;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Undoing that a search was stopped. */
class SearchBroughtBackTest {
  private static final String ANN = "ann@example.org";
  private static final String BEN = "ben@example.org";
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
    var stopped = stop("java");

    served.post(served.page(ANN) + "/restore", undo(stopped));
    scene.run("digest", NEXT_DIGEST);

    assertThat(scene.told(ANN, "Java engineer")).isEqualTo(1);
    assertThat(scene.db().column("SELECT name FROM saved_search ORDER BY name"))
        .containsExactly("java", "python");
    assertThat(scene.mailsTo(ANN).getFirst().text()).contains("Search “java”: 1 new");
  }

  @Test
  void what_a_browser_sends_back_is_utf_8() {
    scene.importSubscribers(Person.instant(ANN, "java", "zürich"));

    served.post(served.page(ANN) + "/restore", undo(stop("zürich")));

    assertThat(searches()).containsExactly("java", "zürich");
  }

  @Test
  void nobody_brings_back_what_was_not_stopped_here() {
    scene.importSubscribers(Person.instant(ANN, "java", "python"), Person.instant(BEN, "java"));
    var stopped = undo(stop("python"));

    var changed = served.post(served.page(ANN) + "/restore", stopped.replace("python", "go"));
    var elsewhere = served.post(served.page(BEN) + "/restore", stopped);
    var unsigned = served.post(served.page(ANN) + "/restore", "name=go&query=go");

    assertThat(changed.body()).contains("could not be brought back");
    assertThat(elsewhere.body()).contains("could not be brought back");
    assertThat(unsigned.statusCode()).isEqualTo(400);
    assertThat(searches()).containsExactly("java", "java");
  }

  private List<String> searches() {
    return scene.db().column("SELECT name FROM saved_search ORDER BY name");
  }

  /** The page after it. */
  private String stop(String query) {
    return served.post(served.page(ANN) + "/stop", "search=" + served.key(query)).body();
  }

  /** What the browser sends for the button that takes it back. */
  private static String undo(String page) {
    var form = Jsoup.parse(page).expectFirst("form[action$=/restore]");
    return ((FormElement) form)
        .formData().stream()
            .map(
                field ->
                    field.key() + "=" + URLEncoder.encode(field.value(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }
}
