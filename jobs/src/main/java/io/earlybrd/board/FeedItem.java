package io.earlybrd.board;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdom2.Element;

record FeedItem(Element entry, EnumMap<Field, String> own) implements Item {
  @Override
  public List<String> texts(Where where, Field field) {
    var text = where instanceof Where.Element at ? at.field().textOf(entry, field) : null;
    return text == null ? List.of() : List.of(text);
  }

  @Override
  public List<Item> parts(Where where) {
    return List.of();
  }

  @Override
  public Map<Field, String> standard() {
    return own;
  }
}
