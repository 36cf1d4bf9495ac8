package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Postings that a page describes to programs: JSON-LD of schema.org's type JobPosting, or a list
 * (ItemList) of the pages that do.
 */
final class JsonLd {
  /** What programs that make pages get wrong most often is taken. */
  private static final JsonMapper LENIENT =
      JsonMapper.builder()
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
          .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .build();

  /** References are followed into each other so far. */
  private static final int DEPTH = 4;

  private final Map<String, ObjectNode> byId = new HashMap<>();
  private final List<ObjectNode> postings = new ArrayList<>();
  private final List<ObjectNode> links = new ArrayList<>();

  private JsonLd() {}

  /**
   * The postings of {@code text}, a page or bare JSON-LD.
   *
   * @param notes hears of parts that are broken: their neighbours are read all the same
   */
  static Items items(Layout layout, String text, URI page, List<String> notes)
      throws UnreadableBoard {
    var start = text.stripLeading();
    var found = new JsonLd();
    if (start.startsWith("{") || start.startsWith("[")) {
      found.gather(JsonBoard.parse(text));
      return found.items(page);
    }
    Nesting.require(text);
    var document = HtmlBoard.parse(text, page);
    found.gather(document, notes);
    var base = HtmlBoard.baseOf(document, page);
    if (!found.postings.isEmpty() || layout.postings().isEmpty() && !found.links.isEmpty()) {
      return found.items(base);
    }
    if (!layout.postings().isEmpty()) {
      return linked(layout.postings(), document, base, notes);
    }
    HtmlBoard.requireHtml(document, text);
    notes.add(
        "the page has no JobPosting in JSON-LD: if its postings have pages of their own that do,"
            + " say in “posting” which links lead there");
    return found.items(base);
  }

  /** Links to the pages that hold the JSON-LD. */
  private static Items linked(
      List<String> selectors, Document document, URI base, List<String> notes)
      throws UnreadableBoard {
    var items = new ArrayList<Item>();
    for (var css : selectors) {
      var elements = document.select(HtmlField.selector(css));
      FoundPostings.requireFew(elements.size(), css);
      for (var element : elements) {
        var link = element.hasAttr("href") ? element : element.selectFirst("a[href]");
        if (link != null) {
          items.add(new JsonLdItem.Link(link.attr("href")));
        }
      }
      if (!items.isEmpty()) {
        break;
      }
    }
    if (items.isEmpty()) {
      notes.add(NearestSelector.note(document, selectors.getFirst()));
    }
    return new Items(items, new ElementItem(document, document, false), base, true);
  }

  private Items items(URI base) throws UnreadableBoard {
    FoundPostings.requireFew(postings.size() + links.size(), null);
    var items = new ArrayList<Item>();
    boolean alone = postings.size() == 1;
    for (var posting : postings) {
      items.add(new JsonLdItem.Posting(resolved(posting, DEPTH), alone ? base : null));
    }
    if (postings.isEmpty()) {
      for (var link : links) {
        items.add(new JsonLdItem.Link(JsonLdItem.address(link)));
      }
    }
    var root = JsonLdItem.NOTHING;
    return new Items(items, new JsonItem(root, root), base, true);
  }

  private void gather(Document document, List<String> notes) {
    int broken = 0;
    String why = null;
    for (var script : document.select("script[type*=ld+json]")) {
      try {
        gather(LENIENT.readTree(bare(script.data())));
      } catch (JacksonException e) {
        broken++;
        why = why == null ? OneLine.of(e.getOriginalMessage(), 100) : why;
      }
    }
    if (broken > 0) {
      notes.add("%d of the page's JSON-LD scripts are broken: %s".formatted(broken, why));
    }
  }

  /** Without the comments and CDATA marks that some pages put around it. */
  private static String bare(String data) {
    return data.replaceFirst("^\\s*(?://\\s*)?(?:<!--|<!\\[CDATA\\[)", "")
        .replaceFirst("(?:-->|(?://\\s*)?]]>)\\s*$", "")
        .strip();
  }

  /** All objects in it, without recursion: how deep it is, is a stranger's choice. */
  private void gather(JsonNode tree) {
    var open = new ArrayDeque<JsonNode>();
    open.add(tree);
    while (!open.isEmpty()) {
      var node = open.removeFirst();
      if (node instanceof ObjectNode object) {
        var id = object.path("@id").asString("");
        if (!id.isEmpty() && object.size() > 1) {
          byId.putIfAbsent(id, object);
        }
        if (is(object, "JobPosting")) {
          postings.add(object);
          continue;
        }
        if (is(object, "ListItem") && JsonLdItem.address(object) != null) {
          links.add(object);
        }
      }
      if (node.isContainer()) {
        node.values().forEach(open::add);
      }
    }
  }

  static boolean is(JsonNode node, String type) {
    var types = node.path("@type");
    for (var one : types.isArray() ? types.values() : List.of(types)) {
      if (one.asString("").replaceFirst("^(?:https?://schema\\.org/|schema:)", "").equals(type)) {
        return true;
      }
    }
    return false;
  }

  /** With the objects themselves where it only refers to them. */
  private JsonNode resolved(JsonNode node, int depth) {
    if (depth == 0 || !node.isContainer()) {
      return node;
    }
    if (node.isArray()) {
      var array = ((tools.jackson.databind.node.ArrayNode) node).arrayNode();
      node.values().forEach(element -> array.add(resolved(element, depth - 1)));
      return array;
    }
    var object = (ObjectNode) node;
    var target = object.size() == 1 ? byId.get(object.path("@id").asString("")) : null;
    var copy = object.objectNode();
    (target == null ? object : target)
        .forEachEntry((name, value) -> copy.set(name, resolved(value, depth - 1)));
    return copy;
  }
}
