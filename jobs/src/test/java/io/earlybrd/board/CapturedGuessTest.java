package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.earlybrd.posting.ShownText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Real documents of which nothing is said yield what their manifest says. They are others' text and
 * lie beside the project, not in it.
 */
class CapturedGuessTest {
  private static final Path FOLDER =
      Path.of(System.getProperty("captured.boards", "../shared/boards"));

  private static final URI PAGE = URI.create("https://board.example/careers/");

  static Stream<String> documents() throws IOException {
    if (!Files.isDirectory(FOLDER)) {
      System.err.println("SKIPPED: no captured boards at " + FOLDER.toAbsolutePath().normalize());
      return Stream.of("none");
    }
    return manifest()
        .filter(entry -> entry.hasNonNull("expected"))
        .filter(
            entry -> List.of("json", "html-list", "xml").contains(entry.path("kind").asString()))
        .map(entry -> entry.required("file").stringValue());
  }

  private static Stream<JsonNode> manifest() throws IOException {
    var manifest = Files.readAllBytes(FOLDER.resolve("MANIFEST.json"));
    return JsonMapper.shared().readTree(manifest).valueStream();
  }

  private static JsonNode expected(String file) throws IOException {
    return manifest()
        .filter(entry -> entry.required("file").stringValue().equals(file))
        .findFirst()
        .orElseThrow()
        .required("expected");
  }

  @ParameterizedTest
  @MethodSource("documents")
  void a_captured_document_is_read_without_a_hint(String file) throws Exception {
    assumeTrue(Files.isDirectory(FOLDER), "no captured boards at " + FOLDER);
    var expected = expected(file);
    var text = Files.readString(FOLDER.resolve(file));

    var guess = Guesses.of(file, text, PAGE).getFirst();
    var postings = Guesses.postings(file, text, PAGE, guess);

    int count = expected.required("count").asInt();
    int unique = expected.path("unique").asInt(count);
    assertThat(file.endsWith(".xml") ? guess.count() : postings.size())
        .as("%s", guess)
        .isEqualTo(file.endsWith(".xml") ? count : unique);
    assertThat(postings).as("%s", guess).allMatch(posting -> posting.get("title") != null);
    for (var sample : expected.path("samples").values()) {
      var title =
          ShownText.plainLine(
              sample.path("title").asString(sample.path("title_line").asString("")));
      var found = postings.stream().filter(posting -> posting.get("title").equals(title)).toList();
      assertThat(found).as("%s by %s", title, guess).isNotEmpty();
      if (guess.fields().containsKey("url")) {
        assertThat(found)
            .as("%s by %s", title, guess)
            .allMatch(posting -> Objects.toString(posting.get("url")).startsWith("http"))
            .noneMatch(posting -> PAGE.toString().equals(posting.get("url")));
      }
    }
  }
}
