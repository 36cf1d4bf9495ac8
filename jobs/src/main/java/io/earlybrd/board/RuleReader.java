package io.earlybrd.board;

import io.earlybrd.board.Board.Format;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads rules as definitions write them:
 *
 * <pre>{@code
 * title: h2.title                                    a place
 * url: [/url, /apply/url]                            the first of several that has anything
 * description: {all: [/tasks, /profile]}             all of several
 * location: {parts: [/city, /region, /country]}      what is there of a place, by commas
 * location: {each: /offices/*, parts: [/city]}       for each of several (only, unless: of some)
 * url: {text: "https://jobs.example/{$slug}/{/id}"}  a text with places and names
 * url: {text: "https://jobs.example/{$n}", with: {n: {from: /key, pattern: "\\d+"}}}  names
 * company: {from: /title, as: before-colon}          changed in a way that has a name
 * id: {from: a @href, pattern: "/jobs/(\\d+)"}       a part that a pattern finds
 * remote: {from: /place, words: {remote: yes}}       other words for known ones
 * location: {from: /cities/*, join: "; "}            several as one
 * pay: {min: /pay/low, max: /pay/high, currency: /pay/unit, period: {text: year}}
 * }</pre>
 */
final class RuleReader {
  private static final List<String> SOURCES = List.of("from", "all", "parts", "text");
  private static final List<String> CHANGES = List.of("as", "pattern", "words", "join");
  private static final List<String> EACH = List.of("each", "only", "unless");
  private static final List<String> PAY = List.of("shown", "min", "max", "currency", "period");

  private final Format format;
  private final Problems problems;

  RuleReader(Format format, Problems problems) {
    this.format = format;
    this.problems = problems;
  }

  /** The rule written at {@code node}; null, with a problem, where it is none. */
  @Nullable Rule rule(JsonNode node, String name) {
    if (node.isNull()) {
      problems.add(node, "“" + name + "” has no value");
      return null;
    }
    if (node.isArray()) {
      var rules = rules(node, name);
      return rules == null ? null : new Rule.First(rules);
    }
    if (node.isObject()) {
      return changed(new DefinitionMap(node, problems), name);
    }
    try {
      return new Rule.At(Where.parse(node.asString(), format));
    } catch (IllegalArgumentException e) {
      problems.add(node, name + ": " + e.getMessage());
      return null;
    }
  }

  private @Nullable List<Rule> rules(JsonNode node, String name) {
    var rules = new ArrayList<Rule>();
    for (var element : node.isArray() ? node.values() : List.of(node)) {
      var rule = rule(element, name);
      if (rule == null) {
        return null;
      }
      rules.add(rule);
    }
    if (rules.isEmpty()) {
      problems.add(node, "“" + name + "” is an empty list");
      return null;
    }
    return rules;
  }

  private @Nullable Rule changed(DefinitionMap map, String name) {
    boolean pay = name.equals("pay") && PAY.stream().anyMatch(map::has);
    var known = new ArrayList<>(SOURCES);
    known.addAll(EACH);
    known.add("with");
    known.addAll(CHANGES);
    map.refuseUnknown("key", pay ? PAY : known);
    if (pay) {
      return pay(map);
    }
    if (SOURCES.stream().filter(map::has).count() != 1) {
      problems.add(map.node(), name + ": needs one of " + String.join(", ", SOURCES));
      return null;
    }
    var rule = each(map, with(map, source(map, name)), name);
    rule = apply(map, "as", rule, (inner, node) -> as(inner, node));
    rule =
        apply(
            map, "pattern", rule, (inner, node) -> new Rule.Found(inner, pattern(node.asString())));
    rule = apply(map, "words", rule, (inner, node) -> new Rule.Words(inner, words(node)));
    return apply(map, "join", rule, (inner, node) -> new Rule.Joined(inner, node.asString()));
  }

  private @Nullable Rule source(DefinitionMap map, String name) {
    if (map.has("text")) {
      return map.optional("text", text -> new Rule.Text(Template.parse(text, format)));
    }
    if (map.has("from")) {
      return rule(map.at("from"), name);
    }
    var all = rules(map.at(map.has("all") ? "all" : "parts"), name);
    return all == null ? null : map.has("all") ? new Rule.All(all) : new Rule.Parts(all);
  }

  private @Nullable Rule with(DefinitionMap map, @Nullable Rule rule) {
    var inner = rule == null ? null : map.map("with");
    if (rule == null || inner == null) {
      return rule;
    }
    var named = new LinkedHashMap<String, Rule>();
    for (var name : inner.node().propertyNames()) {
      var value = rule(inner.at(name), name);
      if (value != null) {
        named.put(name, value);
      }
    }
    return new Rule.With(named, rule);
  }

  private @Nullable Rule each(DefinitionMap map, @Nullable Rule rule, String name) {
    if (rule != null && !map.has("each") && (map.has("only") || map.has("unless"))) {
      problems.add(map.node(), name + ": “only” and “unless” need “each”, whose parts they choose");
    }
    if (rule == null || !map.has("each")) {
      return rule;
    }
    var taken = taken(map);
    return map.optional("each", text -> new Rule.Each(Where.parse(text, format), taken, rule));
  }

  /** Which of several count, by {@code only} and {@code unless}. */
  Rule.Taken taken(DefinitionMap map) {
    return new Rule.Taken(
        map.has("only") ? rule(map.at("only"), "only") : null,
        map.has("unless") ? rule(map.at("unless"), "unless") : null);
  }

  private interface Change {
    Rule of(Rule rule, JsonNode node);
  }

  private @Nullable Rule apply(DefinitionMap map, String key, @Nullable Rule rule, Change change) {
    if (rule == null || !map.has(key)) {
      return rule;
    }
    try {
      return change.of(rule, map.at(key));
    } catch (IllegalArgumentException e) {
      problems.add(map.at(key), String.valueOf(e.getMessage()));
      return null;
    }
  }

  private static Rule as(Rule rule, JsonNode node) {
    var transforms = new ArrayList<Transform>();
    for (var name : node.isArray() ? node.values() : List.of(node)) {
      transforms.add(Transform.named(name.asString()));
    }
    return new Rule.Changed(rule, List.copyOf(transforms));
  }

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "“%s” is no pattern: %s".formatted(text, e.getDescription()), e);
    }
  }

  private static HashMap<String, String> words(JsonNode node) {
    if (!node.isObject()) {
      throw new IllegalArgumentException("“words” must be a mapping of texts to texts");
    }
    var words = new HashMap<String, String>();
    node.forEachEntry((from, to) -> words.put(from.toLowerCase(Locale.ROOT), to.asString()));
    return words;
  }

  private Rule pay(DefinitionMap map) {
    Function<String, @Nullable Rule> part = key -> map.has(key) ? rule(map.at(key), key) : null;
    return new Rule.Pay(
        part.apply("shown"),
        part.apply("min"),
        part.apply("max"),
        part.apply("currency"),
        part.apply("period"));
  }
}
