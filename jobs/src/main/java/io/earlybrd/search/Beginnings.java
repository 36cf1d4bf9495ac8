package io.earlybrd.search;

import io.earlybrd.search.Query.Condition;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Tells the conditions of a query that ask for beginnings of words or for pay, which an index
 * answers by reading all lexemes that begin so, from those that it finds at once. Stateless.
 */
public final class Beginnings {
  private static final String MARK = "':*";

  private Beginnings() {}

  /** What all must begin so, as text to cast to {@code tsquery}; empty where nothing is asked. */
  public static Optional<String> in(Query query) {
    var beginnings =
        query.conditions().stream()
            .filter(Beginnings::asksForOne)
            .map(condition -> "(" + condition.tsquery() + ")")
            .collect(Collectors.joining(" & "));
    return beginnings.isEmpty() ? Optional.empty() : Optional.of(beginnings);
  }

  /** The query without them, which finds all that it finds; empty where it is nothing else. */
  public static Optional<Query> without(Query query) {
    // Read anew: two words that are also written as one are found as one only side by side.
    var rest =
        query.conditions().stream()
            .filter(condition -> !asksForOne(condition))
            .map(condition -> "(" + condition.written() + ")")
            .collect(Collectors.joining(" "));
    return SearchParser.parse(rest) instanceof SearchParser.Parsed(var others)
        ? Optional.of(others)
        : Optional.empty();
  }

  private static boolean asksForOne(Condition condition) {
    return condition.tsquery().contains(MARK);
  }
}
