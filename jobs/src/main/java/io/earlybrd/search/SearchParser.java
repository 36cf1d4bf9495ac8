package io.earlybrd.search;

import io.earlybrd.search.Node.Not;
import io.earlybrd.search.Node.Phrase;
import io.earlybrd.search.Node.Word;
import io.earlybrd.search.TermReader.End;
import io.earlybrd.search.TermReader.Problem;
import io.earlybrd.search.TermReader.Term;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the search language: words, {@code "phrases"}, {@code -not}, and {@code title:} before a
 * word or phrase. What the language does not have yet is refused, never searched for as a word.
 * Throws nothing, whatever the text. Stateless.
 */
public final class SearchParser {
  /** Characters of a query. */
  public static final int MAX_LENGTH = 10_000;

  /** Tokens of a query: a word such as {@code full-stack} counts twice. */
  public static final int MAX_TERMS = 500;

  /** What became of a text. */
  public sealed interface Outcome {}

  public record Parsed(Query query) implements Outcome {}

  /**
   * @param column of the character at fault, from 1
   * @param message for the person who wrote the query; begins in lower case, has no full stop
   */
  public record Rejected(int column, String message) implements Outcome {}

  private final TermReader reader;
  private final List<Node> nodes = new ArrayList<>();
  private int terms;

  private SearchParser(String text) {
    reader = new TermReader(text);
  }

  public static Outcome parse(String text) {
    return new SearchParser(text).parse();
  }

  private Outcome parse() {
    if (reader.length() > MAX_LENGTH) {
      return new Rejected(MAX_LENGTH + 1, "a search has at most 10,000 characters");
    }
    while (true) {
      switch (reader.next()) {
        case End _ -> {
          return whole();
        }
        case Problem(int column, String message) -> {
          return new Rejected(column, message);
        }
        case Term term -> {
          var refused = take(term);
          if (refused != null) {
            return refused;
          }
        }
      }
    }
  }

  private Outcome whole() {
    if (nodes.isEmpty()) {
      return new Rejected(1, "the search is blank: write at least one word that must appear");
    }
    if (nodes.stream().allMatch(Not.class::isInstance)) {
      return new Rejected(1, "only “-” words: write at least one word that must appear");
    }
    return new Parsed(new Query(nodes));
  }

  private @Nullable Rejected take(Term term) {
    var refused = Grammar.refusal(term);
    if (refused != null) {
      return refused;
    }
    var tokens = TextFold.tokens(term.text());
    if (tokens.isEmpty()) {
      return new Rejected(term.textColumn(), nothingIn(term));
    }
    terms += tokens.size();
    if (terms > MAX_TERMS) {
      return new Rejected(term.column(), "a search has at most " + MAX_TERMS + " words");
    }
    var scope = term.field().isEmpty() ? Scope.ANYWHERE : Scope.TITLE;
    var node = tokens.size() == 1 ? new Word(scope, tokens.getFirst()) : new Phrase(scope, tokens);
    nodes.add(term.negated() ? new Not(node) : node);
    return null;
  }

  private static String nothingIn(Term term) {
    return term.quoted() && term.text().isBlank()
        ? "the phrase is empty"
        : Grammar.shown(term.text()) + " has no letter or digit to search for";
  }
}
