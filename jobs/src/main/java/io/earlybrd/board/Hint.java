package io.earlybrd.board;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    for (int end = css.length(); end > 0; end--) {
      if (end < css.length() && ".#[:>+~, ".indexOf(css.charAt(end)) < 0) {
        continue;
      }
      var part = css.substring(0, end).replaceAll("[\\s>+~,]+$", "");
      long matching = part.isEmpty() ? 0 : matching(part, postings);
      if (matching > 0) {
        return "“%s” is in %d of them%s"
            .formatted(part, matching, end == css.length() ? ", and says nothing" : "");
      }
    }
    return null;
  }

  private static long matching(String css, List<Item> postings) {
    try {
      var selector = HtmlField.selector(css);
      return postings.stream()
          .filter(
              item ->
                  item instanceof ElementItem(var element, _, _, _)
                      && !element.select(selector).isEmpty())
          .count();
    } catch (IllegalArgumentException e) {
      return 0;
    }
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
