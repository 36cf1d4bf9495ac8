package io.earlybrd.search;

import io.earlybrd.search.Node.And;
import io.earlybrd.search.Node.Compound;
import io.earlybrd.search.Node.Leaf;
import io.earlybrd.search.Node.Or;
import io.earlybrd.search.Node.Prefix;
import io.earlybrd.search.Node.Quoted;
import io.earlybrd.search.Node.Word;
import io.earlybrd.search.SearchParser.Parsed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Names what searches hit as their writer wrote it: {@code developers} for the lexeme {@code
 * develop}, {@code c++}, {@code engin*}, {@code data engineer} for a phrase.
 */
public final class WrittenHits {
  private final Set<String> terms;
  private final Set<String> named = new HashSet<>();
  private final Set<String> written = new LinkedHashSet<>();

  private WrittenHits(Collection<String> terms) {
    this.terms = Set.copyOf(terms);
  }

  /**
   * In the order of the searches. A term that is in none of them any more is named by its lexeme.
   *
   * @param searches as their writer wrote them; what cannot be read names nothing
   * @param terms as in {@code match.terms}: see {@link HitWords}
   */
  public static List<String> of(Collection<String> searches, Collection<String> terms) {
    var hits = new WrittenHits(terms);
    for (var search : searches) {
      if (SearchParser.parse(search) instanceof Parsed(var query)) {
        hits.look(query.root());
      }
    }
    terms.stream()
        .filter(term -> !hits.named.contains(term))
        .map(term -> term.startsWith("=") ? term.substring(1) : term)
        .forEach(hits.written::add);
    return List.copyOf(hits.written);
  }

  private void look(Node node) {
    switch (node) {
      case And and -> and.nodes().forEach(this::look);
      case Or or -> or.nodes().forEach(this::look);
      case Word word -> look(word, Written.words(List.of(word.token())));
      case Compound compound -> look(compound, Written.words(compound.tokens()));
      case Quoted quoted -> look(quoted, Written.words(quoted.tokens()));
      case Prefix prefix -> look(prefix, Written.words(prefix.tokens()) + "*");
      default -> {}
    }
  }

  private void look(Leaf leaf, String words) {
    for (var lexemes : alternatives(leaf)) {
      if (terms.containsAll(lexemes)) {
        named.addAll(lexemes);
        written.add(words);
      }
    }
  }

  /** Each a list of lexemes that all must stand in a posting: see {@link TsqueryText}. */
  private static List<List<String>> alternatives(Leaf leaf) {
    return switch (leaf) {
      case Word word -> {
        var parts = Compounds.parts(word.token());
        var one = List.of(Lexemes.stem(word.token()));
        yield parts == null ? List.of(one) : List.of(one, stems(Arrays.asList(parts)));
      }
      case Compound compound ->
          List.of(
              stems(compound.tokens()), List.of(Lexemes.stem(String.join("", compound.tokens()))));
      case Quoted quoted -> List.of(quoted.tokens().stream().map(Lexemes::exact).toList());
      case Prefix prefix -> List.of(beginning(prefix));
      default -> List.of();
    };
  }

  private static List<String> beginning(Prefix prefix) {
    var tokens = prefix.tokens();
    var lexemes = new ArrayList<>(stems(tokens.subList(0, tokens.size() - 1)));
    lexemes.add(Lexemes.exact(tokens.getLast()) + "*");
    return lexemes;
  }

  private static List<String> stems(List<String> tokens) {
    return tokens.stream().map(Lexemes::stem).toList();
  }
}
