package io.earlybrd.search;

import java.util.List;

/** What a query is made of. Tokens are folded: see {@link TextFold}. */
public sealed interface Node {

  /** One token, which matches its inflections too. */
  record Word(Scope scope, String token) implements Node {}

  /** Two or more tokens side by side. A word such as {@code full-stack} is one, too. */
  record Phrase(Scope scope, List<String> tokens) implements Node {
    public Phrase {
      tokens = List.copyOf(tokens);
    }
  }

  /** Must not match. */
  record Not(Node node) implements Node {}

  /** All must match; at least one of them is no {@link Not}. */
  record And(List<Node> nodes) implements Node {
    public And {
      nodes = List.copyOf(nodes);
    }
  }
}
