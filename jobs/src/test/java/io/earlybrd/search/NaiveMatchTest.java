package io.earlybrd.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.search.SearchParser.Parsed;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * What a search finds, against the plainest reading of the language there is: look at each posting,
 * word by word.
 */
class NaiveMatchTest {
  private static final String[] WORDS = {
    "java",
    "developer",
    "developers",
    "market",
    "marketing",
    "C++",
    "node.js",
    "frontend",
    "front-end",
    "front",
    "end",
    "é",
    "日本",
    "24",
    "r&d",
    "engineer"
  };

  private static final String[] BOARDS = {"one", "two", "one-two"};

  @Test
  void ten_thousand_pairs_of_searches_and_postings_agree() throws SQLException {
    long seed = Long.getLong("earlybrd.seed", 11);
    var random = new Random(seed);
    var postings = new ArrayList<SamplePosting>();
    for (int i = 0; i < 120; i++) {
      postings.add(posting(random));
    }
    var database = TestDatabases.fresh();
    try (var connection =
            DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement =
            connection.prepareStatement(
                "SELECT (v::tsvector || "
                    + SearchVector.ofRow("b", "now()")
                    + ") @@ ?::tsquery FROM unnest(?, ?) WITH ORDINALITY AS u (v, b, n) ORDER"
                    + " BY n")) {
      statement.setArray(
          2,
          connection.createArrayOf("text", postings.stream().map(SamplePosting::vector).toArray()));
      statement.setArray(
          3,
          connection.createArrayOf("text", postings.stream().map(SamplePosting::board).toArray()));
      int pairs = 0;
      int matches = 0;
      while (pairs < 24_000) {
        var text = group(random, 0);
        if (!(SearchParser.parse(text) instanceof Parsed(Query query))) {
          continue;
        }
        statement.setString(1, query.toTsquery());
        try (var found = statement.executeQuery()) {
          for (var posting : postings) {
            found.next();
            boolean expected = new NaivePosting(posting).matches(query.root());
            assertThat(found.getBoolean(1))
                .as("seed %d: %s (%s) in %s", seed, text, query.toTsquery(), posting)
                .isEqualTo(expected);
            pairs++;
            matches += expected ? 1 : 0;
          }
        }
      }
      assertThat(matches).isBetween(pairs / 20, pairs * 19 / 20);
    }
  }

  private static SamplePosting posting(Random random) {
    var facts = new HashMap<String, String>();
    facts.put("board", BOARDS[random.nextInt(BOARDS.length)]);
    if (random.nextBoolean()) {
      facts.put("company", words(random, 2));
    }
    if (random.nextBoolean()) {
      facts.put("location", words(random, 2));
    }
    if (random.nextInt(3) == 0) {
      facts.put("remote", random.nextBoolean() ? "yes" : "no");
    }
    if (random.nextBoolean()) {
      int from = random.nextInt(200_000);
      facts.put("pay", from + "-" + (from + random.nextInt(50_000)) + " EUR a year");
    }
    return new SamplePosting(words(random, 4), words(random, 6), facts);
  }

  private static String words(Random random, int most) {
    var words = new ArrayList<String>();
    for (int i = random.nextInt(most) + 1; i > 0; i--) {
      words.add(WORDS[random.nextInt(WORDS.length)]);
    }
    return String.join(" ", words);
  }

  private static String group(Random random, int depth) {
    var text = new StringBuilder();
    for (int i = random.nextInt(3) + 1; i > 0; i--) {
      text.append(text.isEmpty() ? "" : random.nextInt(3) == 0 ? " OR " : " ");
      text.append(random.nextInt(5) == 0 ? "-" : "").append(operand(random, depth));
    }
    return text.toString();
  }

  private static String operand(Random random, int depth) {
    var field = List.of("", "", "title:", "company:", "location:").get(random.nextInt(5));
    var word = WORDS[random.nextInt(WORDS.length)];
    return switch (random.nextInt(depth > 2 ? 8 : 10)) {
      case 0 -> field + '"' + words(random, 3) + '"';
      case 1 -> field + word.substring(0, Math.min(word.length(), 1 + random.nextInt(4))) + "*";
      case 2 -> "remote:" + (random.nextBoolean() ? "yes" : "no");
      case 3 -> "pay" + (random.nextBoolean() ? ">=" : "<=") + random.nextInt(200_000);
      case 4 ->
          "board:" + BOARDS[random.nextInt(BOARDS.length)] + (random.nextBoolean() ? "*" : "");
      case 8, 9 -> "(" + group(random, depth + 1) + ")";
      default -> field + word;
    };
  }
}
