package io.earlybrd.search;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a query is made of. Tokens are folded: see {@link TextFold}. */
sealed interface Node {

  /** What is asked of a posting's own words or facts. */
  sealed interface Leaf extends Node {}

  /** One token, which matches its inflections too. */
  record Word(Scope scope, String token) implements Leaf {}

  /** Two or more tokens that are one word to its writer: {@code full-stack}, {@code 24/7}. */
  record Compound(Scope scope, List<String> tokens) implements Leaf {
    public Compound {
      tokens = List.copyOf(tokens);
    }
  }

  /** One or more tokens side by side, exactly as they are. */
  record Quoted(Scope scope, List<String> tokens) implements Leaf {
    public Quoted {
      tokens = List.copyOf(tokens);
    }
  }

  /** The last token is the beginning of a word; those before it stand right before. */
  record Prefix(Scope scope, List<String> tokens) implements Leaf {
    public Prefix {
      tokens = List.copyOf(tokens);
    }
  }

  /** The posting is on a board, or on one whose id begins so. */
  record OnBoard(String id, boolean beginning) implements Leaf {}

  /** The board says that the work is remote, or does not say so. */
  record IsRemote(boolean yes) implements Leaf {}

  /**
   * @param amount a year
   * @param currency ISO 4217; null: any
   */
  record Pays(boolean atLeast, long amount, @Nullable String currency) implements Leaf {}

  /** Must not match. Holds no other {@code Not}. */
  record Not(Node node) implements Node {}

  /** All must match. Two or more, none of them an {@code And}. */
  record And(List<Node> nodes) implements Node {
    public And {
      nodes = List.copyOf(nodes);
    }
  }

  /** One must match. Two or more, none of them an {@code Or}. */
  record Or(List<Node> nodes) implements Node {
    public Or {
      nodes = List.copyOf(nodes);
    }
  }
}
