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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** A posting as lists of words, looked at one by one: what the language means, without lexemes. */
final class NaivePosting {
  /** The words that stand at one place: {@code Node.js} is also {@code node}. */
  private record Place(Set<String> words) {}

  private final SamplePosting posting;

  NaivePosting(SamplePosting posting) {
    this.posting = posting;
  }

  boolean matches(Node node) {
    return switch (node) {
      case And and -> and.nodes().stream().allMatch(n -> holds(and, n));
      case Or or -> or.nodes().stream().anyMatch(this::matches);
      case Not not -> !matches(not.node());
      case Word word -> word(word.scope(), word.token());
      case Compound compound ->
          row(compound.scope(), compound.tokens(), NaivePosting::inflects)
              || row(
                  compound.scope(),
                  List.of(String.join("", compound.tokens())),
                  NaivePosting::inflects);
      case Quoted quoted -> row(quoted.scope(), quoted.tokens(), String::equals);
      case Prefix prefix -> row(prefix.scope(), prefix.tokens(), null);
      case OnBoard board ->
          board.beginning()
              ? posting.board().startsWith(board.id())
              : posting.board().equals(board.id());
      case IsRemote remote -> remote.yes() == "yes".equals(posting.facts().get("remote"));
      case Pays pays -> pays(pays);
    };
  }

  /** {@code front end} is also {@code frontend}: either word is there, then. */
  private boolean holds(And and, Node node) {
    if (matches(node)) {
      return true;
    }
    return node instanceof Word word
        && and.nodes().stream()
            .anyMatch(
                other ->
                    other instanceof Word half
                        && half.scope() == word.scope()
                        && areFrontEnd(word.token(), half.token())
                        && row(word.scope(), List.of("frontend"), NaivePosting::inflects));
  }

  private static boolean areFrontEnd(String one, String other) {
    return Set.of("front end", "end front").contains(one + " " + other);
  }

  private boolean word(Scope scope, String token) {
    return row(scope, List.of(token), NaivePosting::inflects)
        || (token.equals("frontend")
            && row(scope, List.of("front", "end"), NaivePosting::inflects));
  }

  private boolean pays(Pays pays) {
    var range = posting.facts().get("pay");
    if (range == null) {
      return false;
    }
    var numbers = range.replace(" EUR a year", "").split("-");
    return pays.atLeast()
        ? Long.parseLong(numbers[1]) >= pays.amount()
        : Long.parseLong(numbers[0]) <= pays.amount();
  }

  private static boolean inflects(String asked, String word) {
    return Stems.of(asked).equals(Stems.of(word));
  }

  /** Whether the tokens stand side by side in one of the scope's fields; null: beginnings. */
  private boolean row(
      Scope scope, List<String> tokens, @Nullable BiPredicate<String, String> same) {
    for (var field : fields(scope)) {
      var places = places(field);
      for (int start = 0; start + tokens.size() <= places.size(); start++) {
        if (rowAt(places, start, tokens, same)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean rowAt(
      List<Place> places,
      int start,
      List<String> tokens,
      @Nullable BiPredicate<String, String> same) {
    for (int i = 0; i < tokens.size(); i++) {
      var asked = tokens.get(i);
      boolean last = i == tokens.size() - 1;
      if (places.get(start + i).words().stream()
          .noneMatch(
              word ->
                  same != null
                      ? same.test(asked, word)
                      : last ? word.startsWith(asked) : inflects(asked, word))) {
        return false;
      }
    }
    return true;
  }

  private List<String> fields(Scope scope) {
    var facts = posting.facts();
    var fields = new ArrayList<String>();
    switch (scope) {
      case TITLE -> fields.add(posting.title());
      case COMPANY -> fields.add(facts.getOrDefault("company", ""));
      case LOCATION -> fields.add(facts.getOrDefault("location", ""));
      case ANYWHERE -> {
        fields.add(posting.title());
        fields.add(posting.description());
        fields.add(facts.getOrDefault("company", ""));
        fields.add(facts.getOrDefault("location", ""));
      }
    }
    return fields;
  }

  private static List<Place> places(String text) {
    var places = new ArrayList<Place>();
    for (var written : text.split(" ")) {
      var tokens = TextFold.tokens(written);
      for (var token : tokens) {
        var words = new HashSet<String>();
        words.add(token);
        var implied = SpecialWords.implied(token);
        if (implied != null) {
          words.add(implied);
        }
        if (written.contains("-")) {
          words.add(String.join("", tokens));
        }
        places.add(new Place(words));
      }
    }
    return places;
  }
}
