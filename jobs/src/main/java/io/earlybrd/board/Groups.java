package io.earlybrd.board;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;

/**
 * What the postings of a page are grouped by, such as the headings of departments. Each document is
 * gone through once for all of its postings. Not thread-safe.
 */
final class Groups {
  private final Element document;
  private final Map<Element, Integer> order = new IdentityHashMap<>();
  private final Map<HtmlField, List<Element>> found = new IdentityHashMap<>();

  Groups(Element document) {
    this.document = document;
  }

  /** What matches {@code field} nearest before {@code posting}, or around it; at most one. */
  List<Element> of(Element posting, HtmlField field) {
    if (order.isEmpty()) {
      document.getAllElements().forEach(element -> order.put(element, order.size()));
    }
    var groups = found.computeIfAbsent(field, key -> new ArrayList<>(key.matches(document)));
    int at = place(posting);
    int low = 0;
    int high = groups.size();
    while (low < high) {
      int middle = (low + high) / 2;
      if (place(groups.get(middle)) < at) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? List.of() : List.of(groups.get(low - 1));
  }

  private int place(Element element) {
    return order.getOrDefault(element, 0);
  }
}
