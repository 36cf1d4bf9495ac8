package io.earlybrd.board;

import java.net.URI;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.select.Elements;

/** Postings of an HTML page, or of a fragment of one. */
final class HtmlBoard {
  /** Outside of a table the parser drops these tags and keeps their text. */
  private static final Pattern TABLE_PART =
      Pattern.compile(
          "(?s)(?:\\s|<!--.*?-->)*+<(?:tr|td|th|tbody|thead|tfoot)\\b.*", Pattern.CASE_INSENSITIVE);

  private static final Pattern FEED =
      Pattern.compile("(?s)\\s*(?:<\\?xml.{0,300}?)?<(?:rss|feed|rdf:RDF)[\\s>].*");

  private static final Pattern PAGE =
      Pattern.compile("<(?:!doctype\\s+html|html|body)\\b", Pattern.CASE_INSENSITIVE);

  private static final int NESTED = 8;

  private static final long TEXTS = 2;

  /** What may be repeated at will. */
  private static final long TEXT = 1_000_000;

  private HtmlBoard() {}

  static Items items(Layout layout, String html, URI page, List<String> notes)
      throws UnreadableBoard {
    if (FEED.matcher(html.substring(0, Math.min(html.length(), 2_000))).matches()) {
      throw new UnreadableBoard("is a feed, not HTML: try format: rss");
    }
    Nesting.require(html);
    var document = parse(html, page);
    var elements = new Elements();
    for (var css : layout.postings()) {
      elements = document.select(HtmlField.selector(css));
      if (!elements.isEmpty()) {
        FoundPostings.requireFew(elements.size(), css);
        requireFlat(elements, css);
        break;
      }
    }
    if (elements.isEmpty()) {
      requireHtml(document, html);
      notes.add(NearestSelector.note(document, layout.postings().getFirst()));
    }
    return new Items(
        ElementItem.all(elements, document, false),
        new ElementItem(document, document, false),
        baseOf(document, page),
        false);
  }

  /** Postings within postings and fields within fields repeat a page's text, up to this often. */
  static long mostText(int length) {
    return TEXTS * length + TEXT;
  }

  /** Each posting reads all that is inside of it: postings within postings would never end. */
  static void requireFlat(Elements elements, String css) throws UnreadableBoard {
    var depths = new IdentityHashMap<Element, Integer>();
    for (var element : elements) {
      var outer = element.parent();
      while (outer != null && !depths.containsKey(outer)) {
        outer = outer.parent();
      }
      int depth = outer == null ? 1 : depths.get(outer) + 1;
      if (depth > NESTED) {
        throw new UnreadableBoard(
            "has elements “%s” inside of each other, more than %d deep: is posting too broad?"
                .formatted(OneLine.of(css, 100), NESTED));
      }
      depths.put(element, depth);
    }
  }

  static Document parse(String html, URI page) {
    var start = html.substring(0, Math.min(html.length(), 2_000));
    return Jsoup.parse(
        TABLE_PART.matcher(start).matches() ? "<table>" + html : html,
        page.toString(),
        Parser.htmlParser().setMaxDepth(Nesting.DEEPEST));
  }

  static URI baseOf(Document document, URI page) {
    var base = document.selectFirst("base[href]");
    var link = base == null ? null : Links.resolve(page, base.attr("href"));
    return link == null ? page : URI.create(link);
  }

  /** A page without postings is a good visit only where it is a page. */
  static void requireHtml(Document document, String html) throws UnreadableBoard {
    boolean isPage =
        !document.body().children().isEmpty()
            || !document.head().children().isEmpty()
            || PAGE.matcher(html).find();
    if (!isPage) {
      var start = html.stripLeading();
      throw new UnreadableBoard(
          start.startsWith("{") || start.startsWith("[")
              ? "is JSON, not HTML: try format: json"
              : "is not HTML: it begins with “" + OneLine.of(html, 60) + "”");
    }
    if (document.text().isBlank()) {
      throw new UnreadableBoard("is HTML without any text: perhaps a script would draw it");
    }
  }
}
