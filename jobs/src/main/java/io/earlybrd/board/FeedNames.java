package io.earlybrd.board;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The names in a document, found by where they stand in it, without a string for each place. */
final class FeedNames {
  /** Real feeds have fifty. */
  private static final int MOST = 10_000;

  /** What others' prefixes stand for, by how the address they are bound to ends. */
  private static final Map<String, String> VOCABULARIES =
      Map.ofEntries(
          Map.entry("purl.org/dc/elements/1.0", "dc"),
          Map.entry("purl.org/dc/elements/1.1", "dc"),
          Map.entry("purl.org/dc/terms", "dcterms"),
          Map.entry("purl.org/rss/1.0/modules/content", "content"),
          Map.entry("search.yahoo.com/mrss", "media"),
          Map.entry("www.itunes.com/dtds/podcast-1.0.dtd", "itunes"),
          Map.entry("www.w3.org/2005/atom", "atom"),
          Map.entry("purl.org/atom/ns", "atom"),
          Map.entry("www.w3.org/1999/xhtml", "xhtml"),
          Map.entry("base.google.com/ns/1.0", "g"),
          Map.entry("rssnamespace.org/feedburner/ext/1.0", "feedburner"));

  private final Map<String, String> bound = new HashMap<>();
  private FeedName[] table = new FeedName[128];
  private int size;

  FeedName of(String name) throws UnreadableBoard {
    return of(name, 0, name.length());
  }

  FeedName of(String document, int start, int end) throws UnreadableBoard {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = 31 * hash + document.charAt(i);
    }
    int at = slot(hash, table.length);
    for (var name = table[at]; name != null; name = table[at]) {
      var written = name.written;
      if (written.length() == end - start && document.startsWith(written, start)) {
        return name;
      }
      at = at + 1 & table.length - 1;
    }
    if (size == MOST) {
      throw new UnreadableBoard("has more than %,d different tags: it is no feed".formatted(MOST));
    }
    var name = new FeedName(document.substring(start, end));
    table[at] = name;
    if (++size > table.length / 2) {
      grow();
    }
    return name;
  }

  private static int slot(int hash, int length) {
    return (hash ^ hash >>> 16) & length - 1;
  }

  private void grow() {
    var old = table;
    table = new FeedName[2 * old.length];
    for (var name : old) {
      if (name != null) {
        int at = slot(name.written.hashCode(), table.length);
        while (table[at] != null) {
          at = at + 1 & table.length - 1;
        }
        table[at] = name;
      }
    }
  }

  /** Notes that the document says {@code xmlns:prefix="address"}. */
  void bind(String prefix, String address) {
    var vocabulary = VOCABULARIES.get(known(address));
    if (vocabulary != null) {
      bound.putIfAbsent(prefix, vocabulary);
    }
  }

  /** Without scheme and what follows the name: addresses are written in many ways. */
  private static String known(String address) {
    int start = address.indexOf("://");
    int end = address.length();
    int hash = address.indexOf('#');
    if (hash >= 0) {
      end = hash;
    }
    while (end > 0 && address.charAt(end - 1) == '/') {
      end--;
    }
    int from = start < 0 ? 0 : start + 3;
    return from >= end ? "" : address.substring(from, end).toLowerCase(Locale.ROOT);
  }

  /** Says of all names what they mean, where names with the prefix {@code own} are the feed's. */
  void give(String own) {
    for (var name : table) {
      if (name != null) {
        var vocabulary =
            name.prefix.equals(own) ? "" : bound.getOrDefault(name.prefix, name.prefix);
        name.part = FeedPart.of(vocabulary.toLowerCase(Locale.ROOT), name.local);
      }
    }
  }
}
