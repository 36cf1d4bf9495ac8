package io.earlybrd.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What there is near a place that has nothing, for the operator who wrote it. */
final class Hint {
  private static final int LOOKED_AT = 50;
  private static final int NAMES = 12;

  private Hint() {}

  /** A part of a sentence; null where nothing helps. */
  static @Nullable String nearest(Where where, Items items) {
    var postings = items.items().subList(0, Math.min(LOOKED_AT, items.items().size()));
    return switch (where) {
      case Where.Pointer pointer -> key(pointer, postings);
      case Where.Css css -> selector(css, postings);
      case Where.Element element -> name(element, postings);
    };
  }

  /** The first step that leads nowhere, and what is there instead. */
  private static @Nullable String key(Where.Pointer where, List<Item> postings) {
    var steps = where.pointer().steps();
    int longest = -1;
    Set<String> names = new LinkedHashSet<>();
    for (var posting : postings) {
      var node = node(where, posting);
      for (int length = steps.size() - 1; node != null && length >= longest; length--) {
        var here = where.pointer().select(node, length);
        if (!here.isEmpty()) {
          if (length > longest) {
            names.clear();
            longest = length;
          }
          here.forEach(found -> names.addAll(found.propertyNames()));
          break;
        }
      }
    }
    return longest < 0 || names.isEmpty() ? null : near(steps.get(longest), names);
  }

  private static @Nullable JsonNode node(Where where, Item posting) {
    return switch (posting) {
      case JsonItem item -> where.start() == Where.Start.DOCUMENT ? item.document() : item.node();
      case JsonLdItem.Posting item -> item.node();
      default -> null;
    };
  }

  private static @Nullable String selector(Where.Css where, List<Item> postings) {
    var css = where.written().replaceFirst("^\\^\\s*", "").replaceFirst("\\s*@[\\w:.-]+$", "");
    var nearest = NearestSelector.of(css, css.length(), part -> holding(part, postings));
    return nearest == null
        ? null
        : "“%s” is in %d of them%s"
            .formatted(
                nearest.part(),
                nearest.matches(),
                nearest.part().equals(css) ? ", and says nothing" : "");
  }

  private static long holding(Evaluator selector, List<Item> postings) {
    return postings.stream()
        .filter(
            item ->
                item instanceof ElementItem(var element, _, _, _)
                    && !element.select(selector).isEmpty())
        .count();
  }

  private static @Nullable String name(Where.Element where, List<Item> postings) {
    Set<String> names = new LinkedHashSet<>();
    for (var posting : postings) {
      if (posting instanceof FeedBoard.FeedItem item) {
        names.addAll(item.entry().names());
      }
    }
    return names.isEmpty() ? null : near(where.written().split("[/ ]", 2)[0], names);
  }

  private static String near(String name, Set<String> names) {
    return Nearest.to(name, names)
        .map(near -> "did you mean “" + OneLine.of(near, 60) + "”?")
        .orElseGet(
            () ->
                "there is "
                    + String.join(
                        ", ", names.stream().limit(NAMES).map(one -> OneLine.of(one, 40)).toList())
                    + (names.size() > NAMES ? ", …" : ""));
  }
}
