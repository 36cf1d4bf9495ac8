package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earlybrd.platform.http.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code boards add} on a copy of each captured document, with no hint but the document itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CapturedFindingsTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("captured.boards", "../shared/boards"));

  private final Loopback server = new Loopback();
  private final Presets presets = new Presets(null);

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<String> files() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      return Stream.of("none");
    }
    List<String> files = new ArrayList<>();
    for (var entry : manifest()) {
      files.add(entry.required("file").stringValue());
    }
    return files.stream();
  }

  private static List<JsonNode> manifest() throws IOException {
    return List.copyOf(
        JsonMapper.shared().readTree(Files.readAllBytes(FOLDER.resolve("MANIFEST.json"))).values());
  }

  @Test
  void the_captured_boards_are_there() {
    if (!Files.isDirectory(FOLDER)) {
      System.err.println("SKIPPED: no captured boards at " + FOLDER.toAbsolutePath().normalize());
    }
    assumeTrue(Files.isDirectory(FOLDER), "no captured boards at " + FOLDER);
  }

  @ParameterizedTest
  @MethodSource("files")
  void a_way_is_found_that_yields_the_count(String file) throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), "no captured boards at " + FOLDER);
    var entry =
        manifest().stream()
            .filter(one -> one.required("file").stringValue().equals(file))
            .findFirst()
            .orElseThrow();
    var url =
        server.serves(
            "/" + file,
            entry.required("content_type").stringValue(),
            Files.readAllBytes(FOLDER.resolve(file)));
    var finder =
        new BoardFinder(
            Loopback.fetcher(Duration.ofSeconds(20), 10_000_000), presets, Clock.systemUTC());

    var finding = finder.find(url, new Finding.Wishes(null, null, null));

    assertThat(finding).isInstanceOf(Finding.Found.class);
    var expected = entry.path("expected");
    var count = expected.has("unique") ? expected.path("unique") : expected.path("count");
    if (!count.isMissingNode()) {
      assertThat(((Finding.Found) finding).visit().postings())
          .as(((Finding.Found) finding).yaml())
          .hasSize(count.asInt());
    }
  }
}
