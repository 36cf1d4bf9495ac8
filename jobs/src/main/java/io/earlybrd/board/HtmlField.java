package io.earlybrd.board;

import io.earlybrd.posting.ShownText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector;
import org.jspecify.annotations.Nullable;

/**
 * Where a field is in a posting's element: {@code SELECTOR}, {@code SELECTOR @ATTRIBUTE}, or
 * {@code @ATTRIBUTE} of the posting's element itself. A selector may also match that element, which
 * {@code :scope} always does.
 *
 * @param selector null: the posting's element
 * @param attribute null: the text
 */
record HtmlField(@Nullable Evaluator selector, @Nullable String attribute) {
  private static final Pattern ATTRIBUTE = Pattern.compile("(?:^|\\s)@([A-Za-z_][\\w:.-]*)$");

  /**
   * Reads a field's value in {@code boards.yaml}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static HtmlField parse(String text) {
    var attribute = ATTRIBUTE.matcher(text);
    if (!attribute.find()) {
      return new HtmlField(selector(text), null);
    }
    var css = text.substring(0, attribute.start()).strip();
    return new HtmlField(css.isEmpty() ? null : selector(css), attribute.group(1));
  }

  /**
   * Parses a CSS selector.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static Evaluator selector(String css) {
    try {
      return QueryParser.parse(css);
    } catch (Selector.SelectorParseException | IllegalArgumentException e) {
      var reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("“" + css + "” is no CSS selector: " + reason, e);
    }
  }

  /** The texts of all matches in {@code posting} that have any; a description is one. */
  List<String> textsOf(Element posting, Field field) {
    if (field == Field.DESCRIPTION && attribute == null) {
      var description = descriptionOf(posting);
      return description == null ? List.of() : List.of(description);
    }
    var texts = new ArrayList<String>();
    for (var element : matches(posting)) {
      var text =
          attribute != null
              ? element.attr(attribute)
              : field == Field.URL && element.hasAttr("href")
                  ? element.attr("href")
                  : element.text();
      if (!text.isBlank()) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The first of them, or null. */
  @Nullable String textOf(Element posting, Field field) {
    return textsOf(posting, field).stream().findFirst().orElse(null);
  }

  /** The same in XML, where an element may hold markup as its text, or as its elements. */
  List<String> markupOf(Element posting) {
    var texts = new ArrayList<String>();
    for (var element : matches(posting)) {
      var text =
          attribute != null
              ? element.attr(attribute)
              : element.childrenSize() > 0 ? element.html() : element.wholeText();
      if (!text.isBlank()) {
        texts.add(text.strip());
      }
    }
    return texts;
  }

  /** All matches, a paragraph each; those inside of another match are part of it. */
  private @Nullable String descriptionOf(Element posting) {
    var taken = new ArrayList<Element>();
    var paragraphs = new ArrayList<String>();
    for (var element : matches(posting)) {
      if (taken.isEmpty() || !isInside(element, taken.getLast())) {
        taken.add(element);
        var text = ShownText.description(element);
        if (text != null) {
          paragraphs.add(text);
        }
      }
    }
    return paragraphs.isEmpty() ? null : String.join("\n", paragraphs);
  }

  private static boolean isInside(Element element, Element outer) {
    for (var parent = element.parent(); parent != null; parent = parent.parent()) {
      if (parent == outer) {
        return true;
      }
    }
    return false;
  }

  /** The same, read from the element that it has found. */
  HtmlField ofElement() {
    return new HtmlField(null, attribute);
  }

  List<Element> matches(Element posting) {
    return selector == null ? List.of(posting) : posting.select(selector);
  }
}
