package io.earlybrd.board;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/** A posting in HTML or XML. */
record ElementItem(Element element, Element document, boolean xml) implements Item {

  @Override
  public List<String> texts(Where where, Field field) {
    if (!(where instanceof Where.Css at)) {
      return List.of();
    }
    var start = at.fromRoot() ? document : element;
    return xml ? at.field().markupOf(start) : at.field().textsOf(start, field);
  }

  @Override
  public List<Item> parts(Where where) {
    var parts = new ArrayList<Item>();
    if (where instanceof Where.Css at) {
      for (var part : at.field().matches(at.fromRoot() ? document : element)) {
        parts.add(new ElementItem(part, document, xml));
      }
    }
    return parts;
  }
}
