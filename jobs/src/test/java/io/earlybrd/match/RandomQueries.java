package io.earlybrd.match;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Postings and searches from few lexemes and positions, so that they meet often. */
final class RandomQueries {
  private static final List<String> LEXEMES =
      List.of("a", "ab", "abc", "abd", "b", "ba", "=ab", "=abc", "ü", "üb", "/b/x", "/b/y", "/r");

  private final Random random;

  RandomQueries(long seed) {
    random = new Random(seed);
  }

  String tsvector() {
    return IntStream.range(0, random.nextInt(10))
        .mapToObj(i -> "'" + lexeme() + "'" + positions())
        .collect(Collectors.joining(" "));
  }

  private String positions() {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> ":" + (16_380 + random.nextInt(10)) + weight();
      default ->
          IntStream.range(0, 1 + random.nextInt(4))
              .mapToObj(i -> 1 + random.nextInt(9) + weight())
              .collect(Collectors.joining(",", ":", ""));
    };
  }

  private String weight() {
    return List.of("", "", "A", "B", "C").get(random.nextInt(5));
  }

  private String lexeme() {
    return LEXEMES.get(random.nextInt(LEXEMES.size()));
  }

  String tsquery() {
    return switch (random.nextInt(60)) {
      case 0 -> "";
      case 1 -> many(" | ");
      case 2 -> many(" & ");
      case 3 -> many(" <-> ");
      default -> node(random.nextInt(5));
    };
  }

  private String many(String operator) {
    return IntStream.range(0, 500)
        .mapToObj(i -> node(random.nextInt(12) == 0 ? 1 : 0))
        .collect(Collectors.joining(operator));
  }

  private String node(int depth) {
    if (depth == 0) {
      return "'" + lexeme() + "'" + suffix();
    }
    return switch (random.nextInt(5)) {
      case 0 -> "!(" + node(depth - 1) + ")";
      case 1 -> pair(depth, " | ");
      case 2 -> pair(depth, List.of(" <-> ", " <2> ", " <0> ", " <5> ").get(random.nextInt(4)));
      default -> pair(depth, " & ");
    };
  }

  private String pair(int depth, String operator) {
    return "(" + node(random.nextInt(depth)) + operator + node(depth - 1) + ")";
  }

  private String suffix() {
    return switch (random.nextInt(8)) {
      case 0 -> ":*";
      case 1 -> ":A";
      case 2 -> ":BC";
      case 3 -> ":*D";
      default -> "";
    };
  }
}
