package io.earlybrd.search;

import io.earlybrd.search.Node.Compound;
import io.earlybrd.search.Node.IsRemote;
import io.earlybrd.search.Node.Leaf;
import io.earlybrd.search.Node.OnBoard;
import io.earlybrd.search.Node.Prefix;
import io.earlybrd.search.Node.Quoted;
import io.earlybrd.search.Node.Word;
import io.earlybrd.search.SearchParser.Rejected;
import io.earlybrd.search.TermReader.Term;
import java.util.Locale;

/** Makes terms into leaves. */
final class Leaves {
  sealed interface Outcome {}

  record Made(Leaf leaf, int tokens) implements Outcome {}

  record Unmade(Rejected rejected) implements Outcome {}

  private Leaves() {}

  /**
   * @param field of the term or of its group, in lower case; known
   */
  static Outcome of(Term term, String field) {
    var refused = Grammar.refusedWord(term, field);
    if (refused != null) {
      return new Unmade(refused);
    }
    return switch (field) {
      case "board" -> board(term);
      case "remote" -> remote(term);
      case "pay" -> unmade(term, Grammar.PAY);
      default ->
          field.isEmpty() && PayReader.isComparison(term)
              ? PayReader.read(term)
              : words(term, scope(field));
    };
  }

  private static Outcome words(Term term, Scope scope) {
    var text = term.text();
    boolean beginning = !term.quoted() && text.endsWith("*");
    var tokens = TextFold.tokens(text);
    if (tokens.isEmpty()) {
      return unmade(term, nothingIn(term));
    }
    var leaf =
        term.quoted()
            ? new Quoted(scope, tokens)
            : beginning
                ? new Prefix(scope, tokens)
                : tokens.size() == 1
                    ? new Word(scope, tokens.getFirst())
                    : new Compound(scope, tokens);
    return new Made(leaf, tokens.size());
  }

  private static String nothingIn(Term term) {
    return term.quoted() && term.text().isBlank()
        ? "the phrase is empty"
        : Grammar.shown(term.text()) + " has no letter or digit to search for";
  }

  /** As an id is made from a name, so that {@code board:"Fake Jobs"} is {@code fake-jobs}. */
  private static Outcome board(Term term) {
    boolean beginning = !term.quoted() && term.text().endsWith("*");
    var id = Letters.plain(term.text()).replaceAll("[^a-z0-9-]+", "-").replaceAll("^-+|-+$", "");
    return id.isEmpty()
        ? unmade(term, "after “board:” comes a board's id, as in board:remoteok")
        : new Made(new OnBoard(id, beginning), 1);
  }

  private static Outcome remote(Term term) {
    return switch (term.text().toLowerCase(Locale.ROOT)) {
      case "yes", "true", "y" -> new Made(new IsRemote(true), 1);
      case "no", "false", "n" -> new Made(new IsRemote(false), 1);
      default ->
          unmade(
              term,
              "“remote:” is yes or no, not "
                  + Grammar.shown(term.text())
                  + "; to search for the word, leave out the colon");
    };
  }

  private static Scope scope(String field) {
    return field.isEmpty() ? Scope.ANYWHERE : Scope.valueOf(field.toUpperCase(Locale.ROOT));
  }

  private static Outcome unmade(Term term, String message) {
    return new Unmade(new Rejected(term.column(), message));
  }
}
