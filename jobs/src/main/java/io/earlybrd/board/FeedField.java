package io.earlybrd.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jdom2.Element;
import org.jdom2.output.XMLOutputter;
import org.jspecify.annotations.Nullable;

/**
 * Where a field is in a feed's entry: names of elements as the feed writes them ({@code
 * job:location}, {@code author/name}), and perhaps an attribute ({@code enclosure @url}).
 *
 * @param path empty: the entry itself
 * @param attribute null: the element's content
 */
record FeedField(List<String> path, @Nullable String attribute) {
  private static final String NAME = "[\\p{L}_][\\w.-]*(?::[\\p{L}_][\\w.-]*)?";
  private static final Pattern WRITTEN =
      Pattern.compile("(" + NAME + "(?:/" + NAME + ")*)?\\s*(?:(?<=^|\\s)@(" + NAME + "))?");

  /**
   * Reads a field's value in {@code boards.yaml}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static FeedField parse(String text) {
    var written = WRITTEN.matcher(text);
    if (text.isEmpty() || !written.matches()) {
      throw new IllegalArgumentException(
          "“" + text + "” is no element of a feed, such as dc:creator or enclosure @url");
    }
    var path = written.group(1);
    return new FeedField(path == null ? List.of() : List.of(path.split("/")), written.group(2));
  }

  /** The field's text in {@code entry}; where it is there several times, all joined. */
  @Nullable String textOf(Element entry, Field field) {
    var here = List.of(entry);
    for (var name : path) {
      here =
          here.stream()
              .flatMap(element -> element.getChildren().stream())
              .filter(child -> child.getQualifiedName().equals(name))
              .toList();
    }
    var texts = new LinkedHashSet<String>();
    for (var element : here) {
      var text = attribute == null ? content(element) : attributeOf(element, attribute);
      if (text != null && !text.isBlank()) {
        texts.add(text.strip());
      }
    }
    if (texts.isEmpty()) {
      return null;
    }
    return field.isSingle() ? texts.getFirst() : String.join(", ", texts);
  }

  /** Markup that should have been escaped is taken as it stands. */
  static String content(Element element) {
    return element.getChildren().isEmpty()
        ? element.getText()
        : new XMLOutputter().outputString(element.getContent());
  }

  private static @Nullable String attributeOf(Element element, String name) {
    return element.getAttributes().stream()
        .filter(attribute -> Objects.equals(attribute.getQualifiedName(), name))
        .map(attribute -> attribute.getValue())
        .findFirst()
        .orElse(null);
  }
}
