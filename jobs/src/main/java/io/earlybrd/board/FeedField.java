package io.earlybrd.board;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a field is in a feed's entry: names of elements as the feed writes them ({@code
 * job:location}, {@code author/name}), and perhaps an attribute ({@code enclosure @url}). With a
 * slash before it, it is a JSON Pointer, in which {@code *} stands for every one: {@code
 * /authors/0/name}.
 *
 * @param path empty: the entry itself
 * @param attribute null: the element's content
 * @param pointer steps may be the place among those that the step before has found
 */
record FeedField(List<String> path, @Nullable String attribute, boolean pointer) {
  private static final String NAME = "[\\p{L}_][\\w.-]*(?::[\\p{L}_][\\w.-]*)?";
  private static final Pattern WRITTEN =
      Pattern.compile("(" + NAME + "(?:/" + NAME + ")*)?\\s*(?:(?<=^|\\s)@(" + NAME + "))?");
  private static final Pattern INDEX = Pattern.compile("\\d{1,6}");

  /**
   * Reads a field's value in {@code boards.yaml}.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static FeedField parse(String text) {
    if (text.startsWith("/")) {
      return new FeedField(StarPointer.parse(text).steps(), null, true);
    }
    var written = WRITTEN.matcher(text);
    if (text.isEmpty() || !written.matches()) {
      throw new IllegalArgumentException(
          "“" + text + "” is no element of a feed, such as dc:creator or enclosure @url");
    }
    var path = written.group(1);
    return new FeedField(
        path == null ? List.of() : List.of(path.split("/")), written.group(2), false);
  }

  /** The field's text in {@code entry}; where it is there several times, all joined. */
  @Nullable String textOf(FeedEntry entry, Field field) {
    var texts = new LinkedHashSet<>(entry.texts(this));
    if (texts.isEmpty()) {
      return null;
    }
    return field.isSingle() ? texts.getFirst() : String.join(", ", texts);
  }

  /** All that is there, in the document's order, none blank. */
  List<String> textsOf(FeedElement entry) {
    var here = List.of(entry);
    for (var step : path) {
      here = next(here, step);
    }
    var texts = new ArrayList<String>(here.size());
    for (var element : here) {
      var text = attribute == null ? element.text() : element.attribute(attribute);
      if (text != null && !text.isBlank()) {
        texts.add(text);
      }
    }
    return texts;
  }

  private List<FeedElement> next(List<FeedElement> here, String step) {
    if (pointer && step.equals("*")) {
      return here;
    }
    if (pointer && INDEX.matcher(step).matches()) {
      int index = Integer.parseInt(step);
      return index < here.size() ? List.of(here.get(index)) : List.of();
    }
    var next = new ArrayList<FeedElement>();
    for (var element : here) {
      for (var child = element.firstChild; child != null; child = child.next) {
        if (child.name.written.equals(step)) {
          next.add(child);
        }
      }
    }
    return next;
  }
}
