package io.earlybrd.board;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A posting in JSON. */
record JsonItem(JsonNode node, JsonNode document) implements Item {

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
        found.values().forEach(element -> parts.add(new JsonItem(element, document)));
      } else if (!found.isNull()) {
        parts.add(new JsonItem(found, document));
      }
    }
    return parts;
  }

  private List<JsonNode> found(Where where) {
    return where instanceof Where.Pointer at
        ? at.pointer().select(at.fromRoot() ? document : node)
        : List.of();
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
