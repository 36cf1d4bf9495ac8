package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.search.SearchParser.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code docs/search.md} tells the truth. */
class SearchDocumentationTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\|");

  static Stream<MatchResult> examples() throws IOException {
    return EXAMPLE.matcher(Files.readString(Path.of("docs/search.md"))).results();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void an_example_is_read_as_it_says(MatchResult example) {
    assertThat(SearchParser.parse(example.group(1)))
        .isInstanceOfSatisfying(
            Parsed.class,
            parsed -> assertThat(parsed.query().normalised()).isEqualTo(example.group(2)));
  }
}
