package io.earlybrd.board;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds the postings of XML that is no feed: as of the JSON that says the same. Pure.
 *
 * <p>Its guesses are CSS selectors, with {@code @attribute} as in HTML.
 */
final class XmlGuess {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][\\w-]*(?::[A-Za-z_][\\w-]*)?");
  private static final String TEXT = "#text";
  private static final int LOOKED_AT = 20;

  private XmlGuess() {}

  /** Ways to read postings from {@code document}, which jsoup's XML parser made, best first. */
  static List<Guess> of(Document document) {
    var root = document.firstElementChild();
    if (root == null) {
      return List.of();
    }
    var guesses = new ArrayList<Guess>();
    for (var guess : JsonGuess.of(json(root))) {
      var css = css(root, guess);
      if (css != null) {
        guesses.add(css);
      }
    }
    return guesses;
  }

  private static @Nullable Guess css(Element root, Guess guess) {
    var whole = path(StarPointer.parse(guess.posting()));
    if (whole.isEmpty() || !areNames(whole)) {
      return null;
    }
    var chain = String.join(" > ", tags(whole));
    var postings = root.select(chain);
    var shortest = tag(whole.getLast());
    var posting = root.select(shortest).equals(postings) ? shortest : chain;
    var some = postings.subList(0, Math.min(LOOKED_AT, postings.size()));
    var fields = new LinkedHashMap<String, List<String>>();
    guess
        .fields()
        .forEach(
            (name, pointers) -> {
              var selectors =
                  pointers.stream()
                      .map(pointer -> field(some, path(StarPointer.parse(pointer))))
                      .filter(Objects::nonNull)
                      .toList();
              if (!selectors.isEmpty()) {
                fields.put(name, selectors);
              }
            });
    return new Guess(posting, fields, postings.size(), guess.score());
  }

  private static @Nullable String field(List<Element> postings, List<String> path) {
    var elements = new ArrayList<>(path);
    var last = elements.isEmpty() ? "" : elements.getLast();
    var attribute = last.startsWith("@") ? " " + last : "";
    if (!attribute.isEmpty() || last.equals(TEXT)) {
      elements.removeLast();
    }
    if (!areNames(elements)) {
      return null;
    }
    if (elements.isEmpty()) {
      return attribute.isEmpty() ? ":scope" : attribute.strip();
    }
    var plain = String.join(" > ", tags(elements));
    var exact = ":scope > " + plain;
    boolean same =
        postings.stream()
            .allMatch(posting -> posting.selectFirst(plain) == posting.selectFirst(exact));
    return (same ? plain : exact) + attribute;
  }

  private static List<String> path(StarPointer pointer) {
    return pointer.steps().stream().filter(step -> !step.equals("*")).toList();
  }

  private static boolean areNames(List<String> path) {
    return path.stream().allMatch(step -> NAME.matcher(step).matches());
  }

  private static List<String> tags(List<String> path) {
    return path.stream().map(XmlGuess::tag).toList();
  }

  private static String tag(String step) {
    return step.replace(':', '|');
  }

  /** Elements as objects, elements of one name beside each other as an array. */
  private static JsonNode json(Element root) {
    var open = new ArrayDeque<ObjectNode>();
    open.push(JSON.objectNode());
    root.traverse(
        new NodeVisitor() {
          @Override
          public void head(Node node, int depth) {
            if (node instanceof Element element) {
              var object = JSON.objectNode();
              element.attributes().forEach(a -> object.put("@" + a.getKey(), a.getValue()));
              open.push(object);
            }
          }

          @Override
          public void tail(Node node, int depth) {
            if (node instanceof Element element) {
              var object = open.pop();
              add(open.element(), element.tagName(), value(element, object));
            }
          }
        });
    var document = open.pop();
    return document.path(root.tagName());
  }

  private static JsonNode value(Element element, ObjectNode object) {
    if (element.childrenSize() > 0) {
      return object;
    }
    var text = element.wholeText().strip();
    if (object.isEmpty()) {
      return JSON.stringNode(text);
    }
    return text.isEmpty() ? object : object.put(TEXT, text);
  }

  private static void add(ObjectNode object, String name, JsonNode value) {
    var there = object.get(name);
    switch (there) {
      case null -> object.set(name, value);
      case ArrayNode array -> array.add(value);
      default -> object.set(name, JSON.arrayNode().add(there).add(value));
    }
  }
}
