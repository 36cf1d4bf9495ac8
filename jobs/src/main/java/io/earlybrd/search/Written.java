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
import java.util.List;
import java.util.stream.Collectors;

/** Nodes as a person writes them. Reading that gives the same nodes. */
final class Written {
  private Written() {}

  static String of(Node node) {
    return switch (node) {
      case Word word -> word.scope().prefix() + SpecialWords.written(word.token());
      case Compound compound -> compound.scope().prefix() + joined(compound.tokens(), "-");
      case Quoted quoted -> quoted.scope().prefix() + '"' + joined(quoted.tokens(), " ") + '"';
      case Prefix prefix -> prefix.scope().prefix() + joined(prefix.tokens(), "-") + '*';
      case OnBoard board -> "board:" + board.id() + (board.beginning() ? "*" : "");
      case IsRemote remote -> "remote:" + (remote.yes() ? "yes" : "no");
      case Pays pays ->
          "pay"
              + (pays.atLeast() ? ">=" : "<=")
              + pays.amount()
              + (pays.currency() == null ? "" : pays.currency());
      case Not not -> "-" + grouped(not.node());
      case And and ->
          and.nodes().stream()
              .map(part -> part instanceof Or ? grouped(part) : of(part))
              .collect(Collectors.joining(" "));
      case Or or -> or.nodes().stream().map(Written::grouped).collect(Collectors.joining(" OR "));
    };
  }

  private static String grouped(Node node) {
    return node instanceof And || node instanceof Or ? "(" + of(node) + ")" : of(node);
  }

  /** Without field and quotation marks: what a reader looks for in a posting. */
  static String words(List<String> tokens) {
    return joined(tokens, " ");
  }

  private static String joined(List<String> tokens, String separator) {
    return tokens.stream().map(SpecialWords::written).collect(Collectors.joining(separator));
  }
}
