package io.earlybrd.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import io.earlybrd.board.Board.Format;
import io.earlybrd.posting.FoundPosting;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Feeds as awkward as real ones, each with what it shows: {@code feeds/expectations.yaml}. */
class FeedCorpusTest {
  private static final URI URL = URI.create("https://feeds.example/acme/jobs");
  private static final String FOLDER = "/feeds/";

  private static final Map<String, Function<FoundPosting, @Nullable Object>> OF_FIRST =
      Map.of(
          "id", FoundPosting::externalId,
          "url", FoundPosting::url,
          "title", FoundPosting::title,
          "company", FoundPosting::company,
          "location", FoundPosting::location,
          "pay", FoundPosting::pay,
          "department", FoundPosting::department,
          "posted_at", FoundPosting::postedAt);

  private static final Map<String, Function<FoundPosting, @Nullable Object>> OF_ALL =
      Map.of(
          "titles", FoundPosting::title,
          "urls", FoundPosting::url,
          "companies", FoundPosting::company,
          "dates", FoundPosting::postedAt);

  @SuppressWarnings("unchecked")
  static Stream<Arguments> feeds() throws IOException {
    try (var file = FeedCorpusTest.class.getResourceAsStream(FOLDER + "expectations.yaml")) {
      List<Map<String, Object>> feeds =
          new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      return feeds.stream().map(feed -> argumentSet((String) feed.get("awkward"), feed));
    }
  }

  @SuppressWarnings("unchecked")
  private static Reading read(Map<String, Object> feed) throws IOException, UnreadableBoard {
    var fields = (Map<String, String>) feed.getOrDefault("fields", Map.of());
    var board = Documents.board(URL, Format.RSS, null, fields);
    try (var file = FeedCorpusTest.class.getResourceAsStream(FOLDER + feed.get("file"))) {
      var body = Objects.requireNonNull(file).readAllBytes();
      return Documents.read(board, body, (String) feed.get("type"), URL);
    }
  }

  private static String written(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  @ParameterizedTest
  @MethodSource("feeds")
  void an_awkward_feed_shows_what_a_reader_would_see(Map<String, Object> feed) throws Exception {
    if (feed.containsKey("refused")) {
      assertThatThrownBy(() -> read(feed))
          .isInstanceOf(UnreadableBoard.class)
          .hasMessageStartingWith((String) feed.get("refused"));
      return;
    }
    var reading = read(feed);

    assertThat(reading.postings()).hasSize((int) feed.get("count"));
    OF_FIRST.forEach(
        (name, part) -> {
          if (feed.containsKey(name)) {
            assertThat(written(part.apply(reading.postings().getFirst())))
                .as(name)
                .isEqualTo(feed.get(name));
          }
        });
    OF_ALL.forEach(
        (name, part) -> {
          if (feed.containsKey(name)) {
            assertThat(reading.postings().stream().map(part).map(FeedCorpusTest::written))
                .as(name)
                .isEqualTo(feed.get(name));
          }
        });
    if (feed.containsKey("description")) {
      assertThat(reading.postings().getFirst().description())
          .contains((String) feed.get("description"));
    }
    assertThat(reading.skipped()).isEqualTo(feed.getOrDefault("skipped", 0));
  }
}
