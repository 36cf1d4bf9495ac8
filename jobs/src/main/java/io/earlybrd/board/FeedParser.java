package io.earlybrd.board;

import io.earlybrd.board.FeedElement.FeedAttribute;
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
  private final FeedNames names;
  private final boolean mends;
  private FeedElement[] open = new FeedElement[16];
  private @Nullable FeedElement[] last = new FeedElement[16];
  private int depth;

  /** Where in {@link #open} the innermost entry is; 0 outside of entries. */
  private int entry;

  private boolean wellFormed = true;
  private boolean noMoreTags;
  private long steps;
  private @Nullable FeedAttribute attributes;

  FeedParser(String xml, FeedNames names, boolean mends) throws UnreadableBoard {
    this.xml = xml;
    this.names = names;
    this.mends = mends;
    this.open[0] = new FeedElement(names.of("#document"), xml, 0);
    this.depth = 1;
  }

  /**
   * The document, which holds its outermost elements; null where a strict pass is not enough.
   *
   * @throws UnreadableBoard also when the document ends before its feed
   */
  @Nullable FeedElement document() throws UnreadableBoard {
    int at = xml.indexOf('<');
    while (at >= 0 && wellFormed && !noMoreTags) {
      char next = at + 1 < xml.length() ? xml.charAt(at + 1) : 0;
      if (next == '/') {
        at = close(at);
      } else if (FeedText.isSpecial(xml, at)) {
        at = special(at);
      } else {
        at = isNameStart(next) ? open(at) : at + 1;
      }
      at = xml.indexOf('<', at);
    }
    if (wellFormed && depth > 1) {
      wellFormed = false;
    }
    if (!wellFormed && !mends) {
      return null;
    }
    requireWhole();
    while (depth > 1) {
      pop(xml.length());
    }
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
        throw new UnreadableBoard(
            "has an internal DTD subset (<!DOCTYPE … [), which is never read:"
                + " it can name files and grow without end");
      } else if (c == '>') {
        return at + 1;
      }
    }
    return xml.length();
  }

  private int open(int at) throws UnreadableBoard {
    int end = endOfName(at + 1);
    var name = names.of(xml, at + 1, end);
    attributes = null;
    int close = attributes(end);
    if (close < 0) {
      // “a <b and c”: nothing ends it before the next tag begins.
      wellFormed &= mends;
      return at + 1;
    }
    boolean empty = xml.charAt(close - 1) == '/';
    if (mends) {
      endBefore(name, at);
    }
    var element = new FeedElement(name, xml, close + 1);
    element.attributes = attributes;
    append(element);
    if (!empty && !(mends && name.prefix.isEmpty() && FLAT.contains(name.local))) {
      push(element);
    }
    return close + 1;
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
      if (!mends) {
        wellFormed = false;
      }
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
    int end = endOfName(at + 2);
    int close = end;
    while (close < xml.length() && xml.charAt(close) != '>' && xml.charAt(close) != '<') {
      close++;
    }
    boolean ends = close < xml.length() && xml.charAt(close) == '>';
    wellFormed &= ends || mends;
    var name = names.of(xml, at + 2, end);
    if (open[depth - 1].name == name) {
      pop(at);
    } else if (!mends) {
      wellFormed = false;
    } else {
      mendedClose(name, at);
    }
    return ends ? close + 1 : close;
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

  /** Reads attributes from {@code at} on; where the tag ends, or -1. */
  private int attributes(int at) throws UnreadableBoard {
    while (true) {
      at = afterSpace(at);
      char c = at < xml.length() ? xml.charAt(at) : '<';
      if (c == '>') {
        return at;
      }
      if (c == '<') {
        return -1;
      }
      int end = endOfName(at);
      int equals = afterSpace(end);
      if (end == at || equals >= xml.length() || xml.charAt(equals) != '=') {
        at = Math.max(end, at + 1);
      } else {
        at = value(names.of(xml, at, end), afterSpace(equals + 1));
      }
    }
  }

  /** Where the tag goes on after the value that begins at {@code at}. */
  private int value(FeedName name, int at) {
    char quote = at < xml.length() ? xml.charAt(at) : 0;
    int start = at;
    int end;
    if (quote == '"' || quote == '\'') {
      start = at + 1;
      end = xml.indexOf(quote, start);
      int tag = end < 0 ? start : xml.indexOf('<', start, end);
      if (tag >= 0) {
        wellFormed &= mends;
        end = xml.indexOf('>', start);
        if (end < 0) {
          noMoreTags = true;
          end = xml.length();
        }
      }
    } else {
      end = start;
      while (end < xml.length() && !endsValue(xml.charAt(end))) {
        end++;
      }
    }
    attributes = new FeedAttribute(name, xml, start, end, attributes);
    if (name.isNamespace()) {
      names.bind(name.written.substring(6), xml.substring(start, end));
    }
    return end < xml.length() && xml.charAt(end) == quote ? end + 1 : end;
  }

  private static boolean endsValue(char c) {
    return isSpace(c) || c == '>' || c == '<';
  }

  private int endOfName(int at) {
    while (at < xml.length() && isOfName(xml.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 0xbf;
  }

  private static boolean isOfName(char c) {
    return c > ' ' && c != '>' && c != '/' && c != '=' && c != '<' && c != '"' && c != '\'';
  }

  private int afterSpace(int at) {
    while (at < xml.length() && isSpace(xml.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c <= ' ';
  }

  /** A feed that was cut off would look as if its last postings had vanished. */
  private void requireWhole() throws UnreadableBoard {
    boolean inFeed = false;
    for (int i = 1; i < depth; i++) {
      inFeed |= AROUND.contains(open[i].name.local);
    }
    var inner = open[depth - 1];
    if (!inFeed || inner.name.local.equals("rss") && inner.child("channel") != null) {
      return;
    }
    throw new UnreadableBoard(
        "ends in the middle (line %,d, inside of <%s>): it was cut off, or never closed"
            .formatted(xml.lines().count(), OneLine.of(inner.name.written, 40)));
  }
}
