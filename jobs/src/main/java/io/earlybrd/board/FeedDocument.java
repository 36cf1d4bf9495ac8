package io.earlybrd.board;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a feed's entries and its head in a document of RSS 0.9 to 2.0, RSS 1.0 (RDF), Atom 0.3 and
 * 1.0 or JSON Feed, wherever they stand in it.
 */
final class FeedDocument {
  private static final Set<String> ROOTS = Set.of("rss", "rdf", "feed", "channel");
  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** How far below the outermost elements a feed may begin. */
  private static final int WRAPPERS = 2;

  private final List<FeedElement> roots = new ArrayList<>();
  private final List<FeedElement> entries = new ArrayList<>();
  private final List<FeedElement> channels = new ArrayList<>();

  private FeedDocument() {}

  /**
   * Parses {@code text}, which was found at {@code page}.
   *
   * @throws UnreadableBoard when it is no feed, or not a whole one
   */
  static Feed parse(String text, URI page) throws UnreadableBoard {
    var start = text.stripLeading();
    if (start.startsWith("{") || start.startsWith("[")) {
      return JsonFeed.parse(start, page);
    }
    if (!start.contains("<")) {
      throw new UnreadableBoard("is not a feed: it begins with “" + OneLine.of(text, 60) + "”");
    }
    var beginning = start.substring(0, Math.min(start.length(), 20)).toLowerCase(Locale.ROOT);
    if (beginning.startsWith("<!doctype html") || beginning.startsWith("<html")) {
      throw new UnreadableBoard("is an HTML page, not a feed");
    }
    return new FeedDocument().feed(FeedXml.parse(text), text, page);
  }

  private Feed feed(FeedXml.Parsed parsed, String text, URI page) throws UnreadableBoard {
    var outermost = parsed.document().firstChild;
    findRoots(outermost, 0);
    if (roots.isEmpty()) {
      throw new UnreadableBoard(noFeed(outermost, text));
    }
    for (var root : roots) {
      if (isEntry(root)) {
        entries.add(root);
      } else {
        findEntries(root);
      }
    }
    var head = channels.isEmpty() ? roots.getFirst() : channels.getFirst();
    parsed.names().give((entries.isEmpty() ? head : entries.getFirst()).name.prefix);
    var base = base(roots.getFirst(), head, page);
    var found = new ArrayList<FeedEntry>(entries.size());
    for (var entry : entries) {
      found.add(new FeedEntry(entry, base));
    }
    return new Feed(found, new FeedEntry(head, base));
  }

  private void findRoots(@Nullable FeedElement first, int depth) {
    for (var element = first; element != null; element = element.next) {
      if (ROOTS.contains(element.name.local) || depth == 0 && isEntry(element)) {
        roots.add(element);
      } else if (depth < WRAPPERS && !element.name.local.equals("html")) {
        findRoots(element.firstChild, depth + 1);
      }
    }
  }

  private void findEntries(FeedElement around) {
    if (around.name.local.equals("channel")) {
      channels.add(around);
    }
    for (var child = around.firstChild; child != null; child = child.next) {
      if (isEntry(child)) {
        entries.add(child);
      } else if (child.firstChild != null) {
        findEntries(child);
      }
    }
  }

  private static boolean isEntry(FeedElement element) {
    return ENTRIES.contains(element.name.local);
  }

  private static String noFeed(@Nullable FeedElement outermost, String text) {
    if (outermost == null) {
      return "is not a feed: it begins with “" + OneLine.of(text, 60) + "”";
    }
    return outermost.name.local.equals("html")
        ? "is an HTML page, not a feed"
        : "is XML, but no feed: its root is <" + OneLine.of(outermost.name.written, 40) + ">";
  }

  /**
   * What relative links start from: as the document says, else the site whose feed it is, else the
   * document itself.
   */
  private static URI base(FeedElement root, FeedElement head, URI page) {
    var base = FeedLinks.within(root, page);
    if (head != root) {
      base = FeedLinks.within(head, base);
    }
    if (base != page) {
      return base;
    }
    var site = FeedLinks.site(head);
    var link = site == null ? null : Links.resolve(page, site);
    return link == null ? page : URI.create(link);
  }
}
