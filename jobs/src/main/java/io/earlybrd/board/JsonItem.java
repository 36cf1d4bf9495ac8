package io.earlybrd.board;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A posting in JSON.
 *
 * @param group what holds the list that it stands in; null: it stands in none
 */
record JsonItem(JsonNode node, JsonNode document, @Nullable JsonNode group) implements Item {
  JsonItem(JsonNode node, JsonNode document) {
    this(node, document, null);
  }

  @Override
  public List<String> texts(Where where, Field field) {
    var texts = new ArrayList<String>();
    for (var found : found(where)) {
      if (found.isArray()) {
        found.values().forEach(element -> add(element, texts));
      } else {
        add(found, texts);
      }
    }
    return texts;
  }

  @Override
  public List<Item> parts(Where where) {
    var parts = new ArrayList<Item>();
    for (var found : found(where)) {
      if (found.isArray()) {
        found.values().forEach(element -> parts.add(new JsonItem(element, document, group)));
      } else if (!found.isNull()) {
        parts.add(new JsonItem(found, document, group));
      }
    }
    return parts;
  }

  private List<JsonNode> found(Where where) {
    if (!(where instanceof Where.Pointer at)) {
      return List.of();
    }
    var start =
        switch (at.start()) {
          case POSTING -> node;
          case DOCUMENT -> document;
          case GROUP -> group;
        };
    return start == null ? List.of() : at.pointer().select(start);
  }

  private static void add(JsonNode node, List<String> texts) {
    if (node.isValueNode() && !node.isNull()) {
      var text = node.asString();
      if (!text.isBlank()) {
        texts.add(text);
      }
    }
  }
}
