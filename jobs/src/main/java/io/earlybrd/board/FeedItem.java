package io.earlybrd.board;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdom2.Element;

record FeedItem(Element entry, EnumMap<Field, String> own) implements Item {
  @Override
  public List<String> texts(Where where, Field field) {
    if (!(where instanceof Where.Element at)) {
      return List.of();
    }
    var root = entry.getDocument() == null ? entry : entry.getDocument().getRootElement();
    var text = at.field().textOf(at.fromRoot() ? root : entry, field);
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
