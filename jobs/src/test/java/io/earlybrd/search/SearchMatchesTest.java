package io.earlybrd.search;

import static java.lang.Character.isLetter;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.search.SearchParser.Parsed;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a search finds, asked of PostgreSQL: it parses, stems and compares, not we. */
class SearchMatchesTest {
  private static Connection connection;

  record Row(int line, String query, SamplePosting posting, boolean matches) {
    static Row read(int line, String text) {
      // The query may hold a bar of its own.
      int last = text.lastIndexOf(" | ");
      int middle = text.lastIndexOf(" | ", last - 1);
      var answer = text.substring(last + 3).strip();
      assertThat(answer).as("line " + line).isIn("yes", "no");
      return new Row(
          line,
          text.substring(0, middle),
          SamplePosting.read(text.substring(middle + 3, last)),
          answer.equals("yes"));
    }

    @Override
    public String toString() {
      return "line " + line + ": " + query + " | " + posting;
    }
  }

  @BeforeAll
  static void connect() throws SQLException {
    var database = TestDatabases.fresh();
    connection =
        DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  static Stream<Row> rows() throws Exception {
    try (var file = SearchMatchesTest.class.getResourceAsStream("/search/matches.txt")) {
      var lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      return IntStream.rangeClosed(1, lines.size())
          .filter(
              line -> lines.get(line - 1).contains(" | ") && !lines.get(line - 1).startsWith("#"))
          .mapToObj(line -> Row.read(line, lines.get(line - 1)));
    }
  }

  @ParameterizedTest
  @MethodSource("rows")
  void a_search_finds_what_its_writer_means(Row row) throws SQLException {
    assertThat(matches(row.query(), row.posting())).as(row.toString()).isEqualTo(row.matches());
  }

  @Test
  void every_search_that_can_be_read_can_be_asked() throws SQLException {
    var random = new Random(8);
    for (int i = 0; i < 5_000; i++) {
      if (SearchParser.parse(RandomTexts.text(random, 12)) instanceof Parsed(Query query)) {
        try (var statement = connection.prepareStatement("SELECT numnode(?::tsquery)")) {
          statement.setString(1, query.toTsquery());
          var nodes = statement.executeQuery();
          nodes.next();
          assertThat(nodes.getInt(1)).as(query.normalised()).isPositive();
        }
      }
    }
  }

  @Test
  void a_posting_is_found_by_each_of_its_own_words() throws SQLException {
    var random = new Random(9);
    for (int i = 0; i < 1_000; i++) {
      var text = RandomTexts.text(random, 12);
      var tokens = TextFold.tokens(text);
      // The operating system's tables, which PostgreSQL may use, lack the newest scripts.
      if (!tokens.isEmpty() && text.codePoints().allMatch(c -> c < 0x10000 || !isLetter(c))) {
        var phrase = tokens.stream().map(SpecialWords::written).collect(Collectors.joining(" "));
        assertThat(matches('"' + phrase + '"', text, "")).as(phrase).isTrue();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"latin", "han", "supplementary", "one word"})
  void the_longest_text_still_fits_into_a_posting(String kind) throws SQLException {
    IntFunction<String> word =
        switch (kind) {
          case "latin" -> i -> Integer.toString(i, 36) + " ";
          case "han" -> i -> Character.toString(0x4E00 + i % 20_000);
          case "supplementary" -> i -> Character.toString(0x20000 + i % 42_000);
          default -> _ -> "x";
        };
    var text =
        IntStream.range(0, 1_000_000)
            .mapToObj(word)
            .collect(Collectors.joining())
            .substring(0, 1_000_000);
    assertThat(matches("xyzzy -nothing", "xyzzy " + text, "")).isTrue();
  }

  private static boolean matches(String query, String title, String description)
      throws SQLException {
    return matches(query, SamplePosting.of(title, description));
  }

  private static boolean matches(String query, SamplePosting posting) throws SQLException {
    var outcome = SearchParser.parse(query);
    assertThat(outcome).as(query).isInstanceOf(Parsed.class);
    try (var statement =
        connection.prepareStatement(
            "SELECT (?::tsvector || "
                + SearchVector.ofRow("?", "TIMESTAMPTZ '2031-03-03T12:00:00Z'")
                + ") @@ ?::tsquery")) {
      statement.setString(1, posting.vector());
      statement.setString(2, posting.board());
      statement.setString(3, ((Parsed) outcome).query().toTsquery());
      var result = statement.executeQuery();
      result.next();
      return result.getBoolean(1);
    }
  }
}
