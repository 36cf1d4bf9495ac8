package io.earlybrd.search;

import io.earlybrd.search.Node.And;
import io.earlybrd.search.Node.Compound;
import io.earlybrd.search.Node.IsRemote;
import io.earlybrd.search.Node.Not;
import io.earlybrd.search.Node.OnBoard;
import io.earlybrd.search.Node.Or;
import io.earlybrd.search.Node.Pays;
import io.earlybrd.search.Node.Prefix;
import io.earlybrd.search.Node.Quoted;
import io.earlybrd.search.Node.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * Nodes as text to cast to {@code tsquery}: quoted lexemes of letters, digits and the marks of
 * {@link Lexemes}, none of which needs an escape.
 */
final class TsqueryText {
  private TsqueryText() {}

  static String of(Node node) {
    return switch (node) {
      case Word word -> word(word);
      case Compound compound -> compound(compound);
      case Quoted quoted -> phrase(quoted.scope(), quoted.tokens(), Lexemes::exact);
      case Prefix prefix -> prefix(prefix);
      case OnBoard board -> quoted(Lexemes.board(board.id()), board.beginning() ? ":*" : "");
      case IsRemote remote -> (remote.yes() ? "" : "!") + quoted(Lexemes.REMOTE, "");
      case Pays pays ->
          either(
              Pay.beginnings(pays.atLeast(), pays.amount(), pays.currency()).stream()
                  .map(beginning -> quoted(beginning, ":*"))
                  .toList());
      case Not not -> "!" + grouped(not.node());
      case And and -> and(and);
      case Or or -> either(or.nodes().stream().map(TsqueryText::grouped).toList());
    };
  }

  private static String grouped(Node node) {
    return node instanceof And ? "(" + of(node) + ")" : of(node);
  }

  private static String word(Word word) {
    var one = lexeme(word.scope(), Lexemes.stem(word.token()));
    var parts = Compounds.parts(word.token());
    return parts == null
        ? one
        : either(List.of(one, phrase(word.scope(), List.of(parts), Lexemes::stem)));
  }

  private static String compound(Compound compound) {
    var apart = phrase(compound.scope(), compound.tokens(), Lexemes::stem);
    var joined = String.join("", compound.tokens());
    boolean isOneWord =
        compound.tokens().size() <= 4
            && joined.length() <= 40
            && joined.chars().allMatch(c -> c < 128)
            && Lexemes.hasExact(joined.charAt(0));
    return isOneWord
        ? either(List.of(apart, lexeme(compound.scope(), Lexemes.stem(joined))))
        : apart;
  }

  private static String prefix(Prefix prefix) {
    var tokens = new ArrayList<>(prefix.tokens());
    var last = tokens.removeLast();
    var weight = ":*" + prefix.scope().weight();
    if (tokens.isEmpty()) {
      return quoted(Lexemes.exact(last), weight);
    }
    return "("
        + tokens.stream()
            .map(token -> lexeme(prefix.scope(), Lexemes.stem(token)))
            .collect(Collectors.joining(" <-> "))
        + " <-> "
        + quoted(Lexemes.exact(last), weight)
        + ")";
  }

  /** Two words that are also written as one are found as one. */
  private static String and(And and) {
    var nodes = new ArrayList<>(and.nodes());
    var parts = new ArrayList<String>();
    while (!nodes.isEmpty()) {
      var node = nodes.removeFirst();
      var other = node instanceof Word word ? otherHalf(word, nodes) : null;
      if (other == null) {
        parts.add(grouped(node));
      } else {
        nodes.remove(other);
        parts.add(halves((Word) node, other));
      }
    }
    return String.join(" & ", parts);
  }

  private static @org.jspecify.annotations.Nullable Word otherHalf(Word word, List<Node> others) {
    return others.stream()
        .filter(Word.class::isInstance)
        .map(Word.class::cast)
        .filter(other -> other.scope() == word.scope())
        .filter(
            other ->
                Compounds.areOne(word.token(), other.token())
                    || Compounds.areOne(other.token(), word.token()))
        .findFirst()
        .orElse(null);
  }

  private static String halves(Word one, Word other) {
    var joined =
        Compounds.areOne(one.token(), other.token())
            ? one.token() + other.token()
            : other.token() + one.token();
    return either(
        List.of(
            "(" + word(one) + " & " + word(other) + ")",
            lexeme(one.scope(), Lexemes.stem(joined))));
  }

  private static String phrase(Scope scope, List<String> tokens, UnaryOperator<String> lexeme) {
    var phrase =
        tokens.stream()
            .map(token -> lexeme(scope, lexeme.apply(token)))
            .collect(Collectors.joining(" <-> "));
    return tokens.size() == 1 ? phrase : "(" + phrase + ")";
  }

  private static String either(List<String> alternatives) {
    return alternatives.size() == 1
        ? alternatives.getFirst()
        : "(" + String.join(" | ", alternatives) + ")";
  }

  private static String lexeme(Scope scope, String lexeme) {
    return quoted(lexeme, scope == Scope.ANYWHERE ? "" : ":" + scope.weight());
  }

  private static String quoted(String lexeme, String flags) {
    return "'" + lexeme + "'" + flags;
  }
}
