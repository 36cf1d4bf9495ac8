package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;

/** Documents of our own that say in many ways the same: here are postings, and much else. */
class GuessTest {
  private static final URI PAGE = URI.create("https://harbour.example/openings/");

  @SuppressWarnings("unchecked")
  static Stream<Arguments> documents() throws IOException {
    try (var yaml = resource("expectations.yaml")) {
      Map<String, Map<String, Object>> expectations = new Yaml().load(yaml);
      return expectations.entrySet().stream()
          .map(entry -> Arguments.of(entry.getKey(), entry.getValue()))
          .toList()
          .stream();
    }
  }

  private static InputStream resource(String name) {
    return GuessTest.class.getResourceAsStream("/guess/" + name);
  }

  private static String text(String file) throws IOException {
    try (var stream = resource(file)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void postings_are_found_by_looking(String file, Map<String, Object> expected)
      throws IOException, UnreadableBoard {
    var text = text(file);

    var guesses = Guesses.of(file, text, PAGE);

    int count = (int) expected.get("count");
    assertThat(guesses.isEmpty()).isEqualTo(count == 0);
    if (count > 0) {
      var guess = guesses.getFirst();
      var postings = Guesses.postings(file, text, PAGE, guess);
      assertThat(postings).as("%s", guess).hasSize(count);
      var first = postings.getFirst();
      for (var entry : expected.entrySet()) {
        switch (entry.getKey()) {
          case "count" -> assertThat(guess.count()).isEqualTo(entry.getValue());
          case "fields" ->
              ((Map<?, ?>) entry.getValue())
                  .forEach((name, where) -> assertThat(guess.fields().get(name)).isEqualTo(where));
          default ->
              assertThat(first.get(entry.getKey()))
                  .as("%s of %s", entry.getKey(), guess)
                  .isEqualTo(entry.getValue());
        }
      }
    }
  }
}
