package io.earlybrd.search;

import io.earlybrd.search.Node.And;
import io.earlybrd.search.Node.Compound;
import io.earlybrd.search.Node.Prefix;
import io.earlybrd.search.Node.Quoted;
import io.earlybrd.search.Node.Word;
import java.util.List;
import java.util.stream.Stream;

/**
 * A search that can match: made by {@link SearchParser} alone. Two queries are equal when they ask
 * for the same things in whatever order, case and punctuation. Immutable.
 */
public final class Query {
  private final Node root;

  Query(Node root) {
    this.root = root;
  }

  Node root() {
    return root;
  }

  /** One of the things that all must hold for a posting to match. */
  public record Condition(String written, String tsquery) {}

  /** Text to cast to {@code tsquery}, for {@code posting.tsv @@ query}: the whole query. */
  public String toTsquery() {
    return TsqueryText.of(root);
  }

  /** The canonical text: equal for equal queries, and parsing it gives the same query. */
  public String normalised() {
    return Written.of(root);
  }

  /** What must hold, each part as a person writes it: a posting matches where all of them match. */
  public List<Condition> conditions() {
    return parts().stream()
        .map(part -> new Condition(Written.of(part), TsqueryText.of(part)))
        .toList();
  }

  /** The words and phrases that must appear, as a reader would write them, without their field. */
  public List<String> words() {
    return parts().stream().flatMap(Query::positive).distinct().toList();
  }

  private List<Node> parts() {
    return root instanceof And and ? and.nodes() : List.of(root);
  }

  private static Stream<String> positive(Node node) {
    return switch (node) {
      case Word word -> Stream.of(Written.words(List.of(word.token())));
      case Compound compound -> Stream.of(Written.words(compound.tokens()));
      case Quoted quoted -> Stream.of(Written.words(quoted.tokens()));
      case Prefix prefix -> Stream.of(Written.words(prefix.tokens()) + "*");
      default -> Stream.of();
    };
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
