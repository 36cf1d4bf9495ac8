package io.earlybrd.board;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Element;

/** What stands above the columns of a page's tables. */
final class TableHeads {
  private final Map<Element, Optional<Element>> rows = new IdentityHashMap<>();

  /** The words above {@code cell}; empty where its table has no head. */
  List<String> of(Element cell) {
    var table = cell.closest("table");
    if (table == null) {
      return List.of();
    }
    var row =
        rows.computeIfAbsent(
            table, key -> Optional.ofNullable(key.selectFirst("thead tr, tr:has(> th + th)")));
    int column = cell.elementSiblingIndex();
    if (row.isEmpty() || row.get() == cell.parent() || column >= row.get().childrenSize()) {
      return List.of();
    }
    return FieldNames.split(row.get().child(column).text());
  }
}
