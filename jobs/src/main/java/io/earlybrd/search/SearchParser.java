package io.earlybrd.search;

import io.earlybrd.search.TermReader.Both;
import io.earlybrd.search.TermReader.Close;
import io.earlybrd.search.TermReader.Either;
import io.earlybrd.search.TermReader.End;
import io.earlybrd.search.TermReader.Head;
import io.earlybrd.search.TermReader.Negation;
import io.earlybrd.search.TermReader.Open;
import io.earlybrd.search.TermReader.Piece;
import io.earlybrd.search.TermReader.Problem;
import io.earlybrd.search.TermReader.Term;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the search language, whose grammar is in {@code docs/search.md}. What cannot be understood
 * is refused with its column, never searched for as a word. Throws nothing, whatever the text.
 * Stateless.
 */
public final class SearchParser {
  /** Characters of a query. */
  public static final int MAX_LENGTH = 10_000;

  /** Tokens of a query: a word such as {@code full-stack} counts twice. */
  public static final int MAX_TERMS = 500;

  private static final int MAX_DEPTH = 50;

  /** What became of a text. */
  public sealed interface Outcome {}

  public record Parsed(Query query) implements Outcome {}

  /**
   * @param column of the character at fault, from 1
   * @param message for the person who wrote the query; begins in lower case, has no full stop
   */
  public record Rejected(int column, String message) implements Outcome {}

  /** Unwinds the recursion; never leaves this class. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Rejected rejected;

    Refusal(Rejected rejected) {
      super(rejected.message(), null, false, false);
      this.rejected = rejected;
    }
  }

  private final TermReader reader;
  private int terms;

  private SearchParser(String text) {
    reader = new TermReader(text);
  }

  public static Outcome parse(String text) {
    try {
      return new Parsed(new SearchParser(text).whole());
    } catch (Refusal refusal) {
      return refusal.rejected;
    }
  }

  private Query whole() throws Refusal {
    if (reader.length() > MAX_LENGTH) {
      throw refuse(MAX_LENGTH + 1, "a search has at most 10,000 characters");
    }
    var operands = new Operands();
    var end = read(operands, "", 0);
    if (end instanceof Close close) {
      throw refuse(close.column(), "this parenthesis has no partner");
    }
    if (operands.isEmpty()) {
      throw refuse(1, "the search is blank: write at least one word that must appear");
    }
    var root = operands.node();
    if (!Nodes.asksForSomething(root)) {
      throw refuse(
          1,
          root instanceof Node.Or
              ? "one side of “OR” only says what must not appear, which nearly every posting"
                  + " fulfils: write there a word that must"
              : "only “-” words: write at least one word that must appear");
    }
    return new Query(root);
  }

  /**
   * The operands of the query or of a group, up to its end.
   *
   * @param field of the group
   */
  private Piece read(Operands operands, String field, int depth) throws Refusal {
    int not = 0;
    while (true) {
      var piece = reader.next();
      switch (piece) {
        case Problem(int column, String message) -> throw refuse(column, message);
        case End _, Close _ -> {
          requireOperand(not);
          refuse(operands.refusal());
          return piece;
        }
        case Either(int column) -> {
          requireOperand(not);
          refuse(operands.connect(column, true));
        }
        case Both(int column) -> {
          requireOperand(not);
          refuse(operands.connect(column, false));
        }
        case Negation(int column) -> {
          if (not > 0) {
            throw refuse(column, "one “NOT” is enough");
          }
          not = column;
        }
        case Open open -> {
          operands.add(negate(group(open, field, depth), not > 0 != open.head().negated()));
          not = 0;
        }
        case Term term -> {
          var leaf = leaf(term, fieldOf(term.head(), field));
          operands.add(negate(leaf, not > 0 != term.head().negated()));
          not = 0;
        }
      }
    }
  }

  private static void requireOperand(int not) throws Refusal {
    if (not > 0) {
      throw refuse(not, "after “NOT” comes the word or phrase that must not appear");
    }
  }

  private Node group(Open open, String field, int depth) throws Refusal {
    if (depth == MAX_DEPTH) {
      throw refuse(open.column(), "parentheses stand in each other more than 50 deep");
    }
    var operands = new Operands();
    var end = read(operands, fieldOf(open.head(), field), depth + 1);
    if (end instanceof End) {
      throw refuse(open.column(), "this parenthesis has no partner");
    }
    if (operands.isEmpty()) {
      throw refuse(open.column(), "there is nothing between the parentheses");
    }
    return operands.node();
  }

  private static String fieldOf(Head head, String ofGroup) throws Refusal {
    if (head.field().isEmpty()) {
      return ofGroup;
    }
    if (!ofGroup.isEmpty()) {
      throw refuse(head.fieldColumn(), Grammar.ONE_FIELD);
    }
    refuse(Grammar.refusedField(head));
    return head.field().toLowerCase(Locale.ROOT);
  }

  private Node leaf(Term term, String field) throws Refusal {
    return switch (Leaves.of(term, field)) {
      case Leaves.Made(Node.Leaf leaf, int tokens) -> {
        terms += tokens;
        if (terms > MAX_TERMS) {
          throw refuse(term.head().column(), "a search has at most " + MAX_TERMS + " words");
        }
        yield leaf;
      }
      case Leaves.Unmade(Rejected rejected) -> throw new Refusal(rejected);
    };
  }

  private static Node negate(Node node, boolean negated) {
    return negated ? Nodes.not(node) : node;
  }

  private static void refuse(@Nullable Rejected refused) throws Refusal {
    if (refused != null) {
      throw new Refusal(refused);
    }
  }

  private static Refusal refuse(int column, String message) {
    return new Refusal(new Rejected(column, message));
  }
}
