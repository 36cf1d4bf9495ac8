package io.earlybrd.board;

import java.net.URI;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/** Postings of an XML document. */
final class XmlBoard {
  private XmlBoard() {}

  static Items items(Layout layout, String text, URI page, List<String> notes)
      throws UnreadableBoard {
    var start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      throw new UnreadableBoard("is JSON, not XML: try format: json");
    }
    requireNoSubset(text);
    Nesting.require(text);
    // It reads no entity that the document defines, and mends what is not well-formed.
    var document =
        Jsoup.parse(text, page.toString(), Parser.xmlParser().setMaxDepth(Nesting.DEEPEST));
    var root = document.firstElementChild();
    if (root == null || root.normalName().equals("html")) {
      throw new UnreadableBoard(
          root == null
              ? "is not XML: it begins with “" + OneLine.of(text, 60) + "”"
              : "is an HTML page, not XML");
    }
    var elements = new Elements();
    for (var css : layout.postings()) {
      elements = document.select(HtmlField.selector(css));
      if (!elements.isEmpty()) {
        FoundPostings.requireFew(elements.size(), css);
        HtmlBoard.requireFlat(elements, css);
        break;
      }
    }
    if (elements.isEmpty()) {
      notes.add(NearestSelector.note(document, layout.postings().getFirst()));
    }
    return new Items(
        ElementItem.all(elements, document, true),
        new ElementItem(document, document, true),
        page,
        true);
  }

  /** As in feeds: a document that defines entities of its own means no good. */
  private static void requireNoSubset(String text) throws UnreadableBoard {
    var head = text.substring(0, Math.min(text.length(), 8_192)).toUpperCase(java.util.Locale.ROOT);
    int doctype = head.indexOf("<!DOCTYPE");
    int end = doctype < 0 ? -1 : head.indexOf('>', doctype);
    int subset = doctype < 0 ? -1 : head.indexOf('[', doctype);
    if (subset >= 0 && (end < 0 || subset < end)) {
      throw UnreadableBoard.withSubset();
    }
  }
}
