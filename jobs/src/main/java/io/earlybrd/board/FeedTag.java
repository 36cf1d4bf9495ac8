package io.earlybrd.board;

import io.earlybrd.board.FeedElement.FeedAttribute;
import org.jspecify.annotations.Nullable;

/** The tag that a parser of a feed stands at: its name, its attributes, and where it ends. */
final class FeedTag {
  private final String xml;
  private final FeedNames names;

  FeedName name;
  @Nullable FeedAttribute attributes;

  /** Where the document goes on. */
  int after;

  /** Something in it is not as XML has it, and was read as best it could be. */
  boolean mended;

  /** No tag ends from here on: to look for each one's end would take hours. */
  boolean noMore;

  FeedTag(String xml, FeedNames names) throws UnreadableBoard {
    this.xml = xml;
    this.names = names;
    this.name = names.of("#document");
  }

  static boolean isNameStart(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c > 0xbf;
  }

  /**
   * Reads the opening tag at {@code at}.
   *
   * @return false where it is none, as in {@code a <b and c}: nothing ends it before the next
   */
  boolean opens(int at) throws UnreadableBoard {
    int end = endOfName(at + 1);
    name = names.of(xml, at + 1, end);
    attributes = null;
    int close = attributes(end);
    mended |= close < 0;
    after = close < 0 ? at + 1 : close + 1;
    return close >= 0;
  }

  /** Whether the opening tag says that its element is empty. */
  boolean isEmpty() {
    return xml.charAt(after - 2) == '/';
  }

  /** Reads the closing tag at {@code at}; the next tag ends one that does not end itself. */
  void closes(int at) throws UnreadableBoard {
    int end = endOfName(at + 2);
    name = names.of(xml, at + 2, end);
    int close = end;
    while (close < xml.length() && xml.charAt(close) != '>' && xml.charAt(close) != '<') {
      close++;
    }
    boolean whole = close < xml.length() && xml.charAt(close) == '>';
    mended |= !whole;
    after = whole ? close + 1 : close;
  }

  /** Reads attributes from {@code at} on; where the tag's {@code >} is, or -1. */
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
  private int value(FeedName attribute, int at) {
    char quote = at < xml.length() ? xml.charAt(at) : 0;
    boolean quoted = quote == '"' || quote == '\'';
    int start = quoted ? at + 1 : at;
    int end = quoted ? endOfQuoted(quote, start) : endOfWord(start);
    attributes = new FeedAttribute(attribute, xml, start, end, attributes);
    if (attribute.isNamespace()) {
      names.bind(attribute.written.substring(6), xml.substring(start, end));
    }
    return quoted && end < xml.length() && xml.charAt(end) == quote ? end + 1 : end;
  }

  /** A value with a tag in it has lost its second quotation mark: it ends with its own tag. */
  private int endOfQuoted(char quote, int start) {
    int end = xml.indexOf(quote, start);
    if (end >= 0 && xml.indexOf('<', start, end) < 0) {
      return end;
    }
    mended = true;
    end = xml.indexOf('>', start);
    noMore |= end < 0;
    return end < 0 ? xml.length() : end;
  }

  private int endOfWord(int start) {
    int end = start;
    while (end < xml.length() && xml.charAt(end) > ' ' && !isBracket(xml.charAt(end))) {
      end++;
    }
    return end;
  }

  private int endOfName(int at) {
    while (at < xml.length() && isOfName(xml.charAt(at))) {
      at++;
    }
    return at;
  }

  private int afterSpace(int at) {
    while (at < xml.length() && xml.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  private static boolean isBracket(char c) {
    return c == '<' || c == '>';
  }

  private static boolean isOfName(char c) {
    return c > ' ' && !isBracket(c) && c != '/' && c != '=' && c != '"' && c != '\'';
  }
}
