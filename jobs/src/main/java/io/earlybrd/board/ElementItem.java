package io.earlybrd.board;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.nodes.Element;

/**
 * A posting in HTML or XML.
 *
 * @param groups of the whole document, shared by its postings
 */
record ElementItem(Element element, Element document, boolean xml, Groups groups) implements Item {
  ElementItem(Element element, Element document, boolean xml) {
    this(element, document, xml, new Groups(document));
  }

  /** All of {@code elements}. */
  static List<Item> all(List<Element> elements, Element document, boolean xml) {
    var groups = new Groups(document);
    return elements.stream()
        .<Item>map(element -> new ElementItem(element, document, xml, groups))
        .toList();
  }

  @Override
  public List<String> texts(Where where, Field field) {
    if (!(where instanceof Where.Css at)) {
      return List.of();
    }
    var read = at.start() == Where.Start.GROUP ? at.field().ofElement() : at.field();
    var texts = new ArrayList<String>();
    for (var start : starts(at)) {
      texts.addAll(xml ? read.markupOf(start) : read.textsOf(start, field));
    }
    return texts;
  }

  @Override
  public List<Item> parts(Where where) {
    var parts = new ArrayList<Item>();
    if (where instanceof Where.Css at) {
      var read = at.start() == Where.Start.GROUP ? at.field().ofElement() : at.field();
      for (var start : starts(at)) {
        for (var part : read.matches(start)) {
          parts.add(new ElementItem(part, document, xml, groups));
        }
      }
    }
    return parts;
  }

  private List<Element> starts(Where.Css at) {
    return switch (at.start()) {
      case POSTING -> List.of(element);
      case DOCUMENT -> List.of(document);
      case GROUP -> groups.of(element, at.field());
    };
  }
}
