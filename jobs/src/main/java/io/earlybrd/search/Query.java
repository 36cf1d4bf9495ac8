package io.earlybrd.search;

import io.earlybrd.search.Node.And;
import io.earlybrd.search.Node.Not;
import io.earlybrd.search.Node.Phrase;
import io.earlybrd.search.Node.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A search that can match: made by {@link SearchParser} alone. Two queries are equal when they ask
 * for the same words in whatever order, case and punctuation. Immutable.
 */
public final class Query {
  private final And root;

  Query(List<Node> terms) {
    root =
        new And(
            terms.stream()
                .distinct()
                .sorted(
                    Comparator.comparing((Node node) -> node instanceof Not)
                        .thenComparing(Query::written))
                .toList());
  }

  /**
   * The text for {@code to_tsquery('earlybrd', ?)}. Beside {@code &}, {@code !} and {@code <->} it
   * holds quoted tokens only, of letters and digits.
   */
  public String toTsquery() {
    return tsquery(root);
  }

  /** The canonical text: equal for equal queries, and parsing it gives the same query. */
  public String normalised() {
    return written(root);
  }

  /**
   * The words and phrases that must appear, as a reader would write them, without {@code title:}.
   */
  public List<String> words() {
    return root.nodes().stream().flatMap(Query::positive).distinct().toList();
  }

  private static String tsquery(Node node) {
    return switch (node) {
      case Word word -> quoted(word.scope(), word.token());
      case Phrase phrase -> "(" + adjacent(phrase) + ")";
      case Not not -> "!" + tsquery(not.node());
      case And and -> and.nodes().stream().map(Query::tsquery).collect(Collectors.joining(" & "));
    };
  }

  private static String adjacent(Phrase phrase) {
    var tokens = new ArrayList<String>();
    for (var token : phrase.tokens()) {
      // Beside every token stands the one that it implies; after the last it needs no check.
      var before = tokens.isEmpty() ? null : SpecialWords.implied(tokens.getLast());
      if (before != null) {
        tokens.add(before);
      }
      tokens.add(token);
    }
    return tokens.stream()
        .map(token -> quoted(phrase.scope(), token))
        .collect(Collectors.joining(" <-> "));
  }

  private static String quoted(Scope scope, String token) {
    return "'" + token + "'" + scope.weight();
  }

  private static String written(Node node) {
    return switch (node) {
      case Word word -> word.scope().prefix() + SpecialWords.written(word.token());
      case Phrase phrase -> phrase.scope().prefix() + '"' + spaced(phrase) + '"';
      case Not not -> "-" + written(not.node());
      case And and -> and.nodes().stream().map(Query::written).collect(Collectors.joining(" "));
    };
  }

  private static Stream<String> positive(Node node) {
    return switch (node) {
      case Word word -> Stream.of(SpecialWords.written(word.token()));
      case Phrase phrase -> Stream.of(spaced(phrase));
      case Not _ -> Stream.of();
      case And and -> and.nodes().stream().flatMap(Query::positive);
    };
  }

  private static String spaced(Phrase phrase) {
    return phrase.tokens().stream().map(SpecialWords::written).collect(Collectors.joining(" "));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Query query && root.equals(query.root);
  }

  @Override
  public int hashCode() {
    return root.hashCode();
  }

  /** The same as {@link #normalised()}. */
  @Override
  public String toString() {
    return normalised();
  }
}
