package io.earlybrd.search;

import io.earlybrd.search.Node.And;
import io.earlybrd.search.Node.Leaf;
import io.earlybrd.search.Node.Not;
import io.earlybrd.search.Node.Or;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes nodes in the one form that equal queries share: flat, sorted, each part once. */
final class Nodes {
  private static final Comparator<Node> ORDER =
      Comparator.comparing((Node node) -> node instanceof Not)
          .thenComparing(node -> node instanceof Or)
          .thenComparing(Written::of);

  private Nodes() {}

  static Node and(List<Node> parts) {
    var flat = new ArrayList<Node>();
    parts.forEach(part -> flat.addAll(part instanceof And and ? and.nodes() : List.of(part)));
    var nodes = canonical(flat);
    return nodes.size() == 1 ? nodes.getFirst() : new And(nodes);
  }

  static Node or(List<Node> parts) {
    var flat = new ArrayList<Node>();
    parts.forEach(part -> flat.addAll(part instanceof Or or ? or.nodes() : List.of(part)));
    var nodes = canonical(flat);
    return nodes.size() == 1 ? nodes.getFirst() : new Or(nodes);
  }

  static Node not(Node node) {
    return node instanceof Not not ? not.node() : new Not(node);
  }

  /**
   * Whether a posting has to have something to match; without that, a search matches nearly
   * everything.
   */
  static boolean asksForSomething(Node node) {
    return switch (node) {
      case Leaf _ -> true;
      case Not _ -> false;
      case And and -> and.nodes().stream().anyMatch(Nodes::asksForSomething);
      case Or or -> or.nodes().stream().allMatch(Nodes::asksForSomething);
    };
  }

  private static List<Node> canonical(List<Node> nodes) {
    return nodes.stream().distinct().sorted(ORDER).toList();
  }
}
