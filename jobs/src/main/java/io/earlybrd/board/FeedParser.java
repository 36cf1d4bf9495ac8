package io.earlybrd.board;

import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One pass over XML that strangers wrote. Feeds are most of what EarlyBrd reads, and XML parsers
 * make ten times as much of them as is needed, and refuse many: this one only notes where elements
 * stand. It knows no document type and no entity of a document's own, and so fetches and expands
 * nothing. A strict pass ends where elements do not end in the order in which they began; a mending
 * one goes on as a reader of the feed would.
 */
final class FeedParser {
  private static final int DEEPEST = Nesting.DEEPEST;

  /** Upwards, in search of what a tag ends: half a second's. */
  private static final long MOST_STEPS = 50_000_000;

  /** Tags of HTML that hold nothing, or end where the next begins. */
  private static final Set<String> FLAT =
      Set.of(
          "area", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "p", "param", "td",
          "th", "tr", "wbr");

  private static final Set<String> ENTRIES = Set.of("item", "entry");

  /** What entries stand in: only their own end ends an entry that has none. */
  private static final Set<String> AROUND =
      Set.of("rss", "rdf", "feed", "channel", "items", "entries");

  /** Parts of an entry that hold no elements: where another part begins they have ended. */
  private static final Set<String> PLAIN =
      Set.of(
          "title",
          "link",
          "guid",
          "id",
          "pubdate",
          "published",
          "updated",
          "date",
          "category",
          "comments");

  /** Of those, and of what holds markup, they are the end: HTML has no such tags. */
  private static final Set<String> NEVER_IN_MARKUP =
      Set.of("guid", "pubdate", "published", "updated", "description", "encoded", "creator");

  private final String xml;
  private final FeedTag tag;
  private final boolean mends;
  private FeedElement[] open = new FeedElement[16];
  private @Nullable FeedElement[] last = new FeedElement[16];
  private int depth;

  /** Where in {@link #open} the innermost entry is; 0 outside of entries. */
  private int entry;

  private boolean wellFormed = true;
  private long steps;

  FeedParser(String xml, FeedNames names, boolean mends) throws UnreadableBoard {
    this.xml = xml;
    this.tag = new FeedTag(xml, names);
    this.mends = mends;
    this.open[0] = new FeedElement(tag.name, xml, 0);
    this.depth = 1;
  }

  /**
   * The document, which holds its outermost elements; null where a strict pass is not enough.
   *
   * @throws UnreadableBoard also when the document ends before its feed
   */
  @Nullable FeedElement document() throws UnreadableBoard {
    int at = xml.indexOf('<');
    while (at >= 0 && !tag.noMore && (wellFormed && !tag.mended || mends)) {
      char next = at + 1 < xml.length() ? xml.charAt(at + 1) : 0;
      if (next == '/') {
        at = close(at);
      } else if (FeedText.isSpecial(xml, at)) {
        at = special(at);
      } else {
        at = FeedTag.isNameStart(next) ? open(at) : at + 1;
      }
      at = xml.indexOf('<', at);
    }
    if (!mends && (!wellFormed || tag.mended || depth > 1)) {
      return null;
    }
    requireWhole();
    popTo(1, xml.length());
    open[0].end = xml.length();
    return open[0];
  }

  private int special(int at) throws UnreadableBoard {
    if (depth == 1 && xml.regionMatches(true, at, "<!DOCTYPE", 0, 9)) {
      return endOfDoctype(at);
    }
    int end = FeedText.endOfSpecial(xml, at, xml.length());
    return end < 0 ? xml.length() : end;
  }

  private int endOfDoctype(int start) throws UnreadableBoard {
    char quote = 0;
    for (int at = start; at < xml.length(); at++) {
      char c = xml.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == '[') {
        throw UnreadableBoard.withSubset();
      } else if (c == '>') {
        return at + 1;
      }
    }
    return xml.length();
  }

  private int open(int at) throws UnreadableBoard {
    if (!tag.opens(at)) {
      return tag.after;
    }
    if (mends) {
      endBefore(tag.name, at);
    }
    var element = new FeedElement(tag.name, xml, tag.after);
    element.attributes = tag.attributes;
    append(element);
    if (!tag.isEmpty() && !(mends && isFlat(tag.name))) {
      push(element);
    }
    return tag.after;
  }

  private static boolean isFlat(FeedName name) {
    return name.prefix.isEmpty() && FLAT.contains(name.local);
  }

  private void append(FeedElement element) {
    var before = last[depth - 1];
    if (before == null) {
      open[depth - 1].firstChild = element;
    } else {
      before.next = element;
    }
    last[depth - 1] = element;
  }

  private void push(FeedElement element) throws UnreadableBoard {
    if (depth == DEEPEST) {
      wellFormed = false;
      return;
    }
    if (depth == open.length) {
      open = Arrays.copyOf(open, 2 * depth);
      last = Arrays.copyOf(last, 2 * depth);
    }
    if (entry == 0 && ENTRIES.contains(element.name.local)) {
      entry = depth;
    }
    open[depth] = element;
    last[depth++] = null;
  }

  private void pop(int end) {
    var element = open[--depth];
    element.end = Math.max(end, element.start);
    if (entry == depth) {
      entry = 0;
    }
  }

  /** Ends what a new element cannot stand in. */
  private void endBefore(FeedName name, int start) {
    if (entry == 0) {
      return;
    }
    if (name == open[entry].name) {
      popTo(entry, start);
    } else if (depth > entry + 1) {
      var part = open[entry + 1].name;
      boolean ends =
          NEVER_IN_MARKUP.contains(name.local)
              ? PLAIN.contains(part.local) || isMarkup(part)
              : PLAIN.contains(name.local) && PLAIN.contains(part.local);
      if (ends) {
        popTo(entry + 1, start);
      }
    }
  }

  private static boolean isMarkup(FeedName part) {
    return switch (part.local) {
      case "description", "summary", "content", "encoded" -> true;
      default -> false;
    };
  }

  private void popTo(int index, int end) {
    while (depth > index) {
      pop(end);
    }
  }

  private int close(int at) throws UnreadableBoard {
    tag.closes(at);
    if (open[depth - 1].name == tag.name) {
      pop(at);
    } else if (!mends) {
      wellFormed = false;
    } else {
      mendedClose(tag.name, at);
    }
    return tag.after;
  }

  private void mendedClose(FeedName name, int at) throws UnreadableBoard {
    int lowest = entry == 0 || AROUND.contains(name.local) ? 1 : entry;
    for (int i = depth - 1; i >= lowest; i--) {
      var other = open[i].name;
      if (other.local.equals(name.local) && other.prefix.equals(name.prefix)) {
        popTo(i, at);
        return;
      }
      if (++steps > MOST_STEPS) {
        throw new UnreadableBoard("has too many tags inside of each other to be read");
      }
    }
  }

  /** A feed that was cut off would look as if its last postings had vanished. */
  private void requireWhole() throws UnreadableBoard {
    boolean inFeed = false;
    for (int i = 1; i < depth; i++) {
      inFeed |= AROUND.contains(open[i].name.local);
    }
    var inner = open[depth - 1];
    boolean channelEnded =
        entry == 0 && inner.name.local.equals("rss") && inner.child("channel") != null;
    if (!inFeed || channelEnded) {
      return;
    }
    throw new UnreadableBoard(
        "ends in the middle (line %,d, inside of <%s>): it was cut off, or never closed"
            .formatted(xml.lines().count(), OneLine.of(inner.name.written, 40)));
  }
}
