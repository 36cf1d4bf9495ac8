package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Postings of a JSON document. */
final class JsonBoard {
  /** Numbers stay as they are written: an identifier of 20 digits, a pay of 85.50. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private JsonBoard() {}

  static Items items(Layout layout, String text, URI page) throws UnreadableBoard {
    var document = parse(layout.script() == null ? text : ScriptJson.of(text, layout.script()));
    UnreadableBoard first = null;
    for (var written : layout.postings()) {
      try {
        var items = postings(document, StarPointer.parse(written));
        FoundPostings.requireFew(items.size(), written);
        requirePosting(layout, written, document);
        return new Items(items, new JsonItem(document, document), page, true);
      } catch (UnreadableBoard e) {
        first = first == null ? e : first;
      }
    }
    throw Objects.requireNonNull(first);
  }

  /** A vendor's own error comes as one object where its postings are the whole document. */
  private static void requirePosting(Layout layout, String written, JsonNode document)
      throws UnreadableBoard {
    boolean alone = written.isEmpty() && document.isObject() && !layout.shape().isEmpty();
    if (alone
        && layout.shape().stream()
            .allMatch(place -> StarPointer.parse(place).select(document).isEmpty())) {
      throw new UnreadableBoard("is no list of postings: there is " + described(document));
    }
  }

  static JsonNode parse(String text) throws UnreadableBoard {
    try {
      var document = JSON.readTree(text);
      if (document.isMissingNode()) {
        throw new UnreadableBoard("is empty");
      }
      return document;
    } catch (JacksonException e) {
      if (text.stripLeading().startsWith("<")) {
        throw new UnreadableBoard(
            "is HTML or XML, not JSON: it begins with “" + OneLine.of(text, 60) + "”");
      }
      var at = e.getLocation();
      throw new UnreadableBoard(
          "is not JSON"
              + (at == null
                  ? ""
                  : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr()))
              + ": "
              + OneLine.of(e.getOriginalMessage(), 150));
    }
  }

  /** Where the pointer ends at an array its elements, else what it points at. */
  private static List<Item> postings(JsonNode document, StarPointer pointer)
      throws UnreadableBoard {
    var postings = new ArrayList<Item>();
    int depth = pointer.steps().size();
    if (depth == 0) {
      add(document, new JsonItem(document, document), pointer, postings);
      return postings;
    }
    if (pointer.select(document).isEmpty()) {
      requireWay(document, pointer);
    }
    var last = new StarPointer(pointer.steps().subList(depth - 1, depth));
    for (var group : pointer.select(document, depth - 1)) {
      for (var end : last.select(group)) {
        add(end, new JsonItem(end, document, group), pointer, postings);
      }
    }
    return postings;
  }

  private static void add(JsonNode end, JsonItem item, StarPointer pointer, List<Item> postings)
      throws UnreadableBoard {
    if (end.isArray()) {
      end.values().forEach(node -> postings.add(new JsonItem(node, item.document(), item.group())));
    } else if (end.isObject()) {
      postings.add(item);
    } else if (!end.isNull() && pointer.steps().isEmpty()) {
      throw new UnreadableBoard("is no list of postings: “" + OneLine.of(end.toString(), 60) + "”");
    } else if (!end.isNull()) {
      throw new UnreadableBoard(
          "has no list of postings at %s, but “%s”"
              .formatted(board(pointer), OneLine.of(end.toString(), 60)));
    }
  }

  private static String board(StarPointer pointer) {
    return pointer.written(pointer.steps().size());
  }

  /**
   * An empty list on the way means that there are no postings; a way that is not there, nothing.
   */
  private static void requireWay(JsonNode document, StarPointer pointer) throws UnreadableBoard {
    for (int length = 1; length <= pointer.steps().size(); length++) {
      if (!pointer.select(document, length).isEmpty()) {
        continue;
      }
      var before = pointer.select(document, length - 1);
      boolean emptyList =
          pointer.steps().get(length - 1).equals("*")
              && before.stream().allMatch(node -> node.isContainer() || node.isNull());
      if (!emptyList) {
        throw new UnreadableBoard(
            "has no %s; there is %s"
                .formatted(pointer.written(length), described(before.getFirst())));
      }
      return;
    }
  }

  private static String described(JsonNode node) {
    if (node.isObject()) {
      var names = OneLine.of(String.join(", ", node.propertyNames()), 200);
      return names.isEmpty() ? "an object without keys" : names;
    }
    return node.isArray() ? "an array of " + node.size() : OneLine.of(node.toString(), 60);
  }
}
