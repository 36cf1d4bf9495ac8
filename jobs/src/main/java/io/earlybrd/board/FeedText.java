package io.earlybrd.board;

import java.nio.charset.Charset;
import java.util.Set;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** Text as it stands in XML that strangers wrote. */
final class FeedText {
  private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
  private static final String CDATA = "<![CDATA[";
  private static final int LONGEST_ENTITY = 32;

  /** An HTML parser reads their {@code />} as {@code >}, and is right only with these. */
  private static final Set<String> VOID = Set.of("br", "hr", "img", "input", "wbr", "col", "area");

  private FeedText() {}

  /**
   * Of a stretch without elements: entities decoded once, CDATA sections as they stand, comments
   * left out. What is no entity is text.
   */
  static String decoded(String xml, int start, int end) {
    int at = ofMarkup(xml, start, end);
    if (at == end) {
      return xml.substring(start, end);
    }
    var out = new StringBuilder(end - start);
    int copied = start;
    while (at < end) {
      out.append(xml, copied, at);
      copied = xml.charAt(at) == '&' ? entity(xml, at, end, out) : special(xml, at, end, out);
      at = ofMarkup(xml, copied, end);
    }
    return out.append(xml, copied, end).toString();
  }

  /** The next that is no text as it stands. */
  private static int ofMarkup(String xml, int at, int end) {
    while (at < end) {
      char c = xml.charAt(at);
      if (c == '&' || c == '<' && isSpecial(xml, at)) {
        return at;
      }
      at++;
    }
    return end;
  }

  /** Whether a CDATA section, a comment, an instruction or a declaration begins here. */
  static boolean isSpecial(String xml, int at) {
    if (xml.charAt(at) != '<' || at + 2 >= xml.length()) {
      return false;
    }
    char second = xml.charAt(at + 1);
    return (second == '!' || second == '?')
        && (Character.isLetter(xml.charAt(at + 2))
            || xml.startsWith("<!--", at)
            || xml.startsWith(CDATA, at));
  }

  /** Where it ends; -1 when it does not before {@code limit}. */
  static int endOfSpecial(String xml, int at, int limit) {
    var close = xml.startsWith(CDATA, at) ? "]]>" : xml.startsWith("<!--", at) ? "-->" : ">";
    int from = Math.min(limit, at + (close.equals(">") ? 2 : close.equals("]]>") ? 9 : 4));
    int last = xml.indexOf(close, from, limit);
    return last < 0 ? -1 : last + close.length();
  }

  /** Where the text goes on after it; what a CDATA section holds goes to {@code out}. */
  private static int special(String xml, int at, int end, StringBuilder out) {
    int close = endOfSpecial(xml, at, end);
    if (xml.startsWith(CDATA, at)) {
      int from = Math.min(at + CDATA.length(), end);
      out.append(xml, from, close < 0 ? end : close - 3);
    }
    return close < 0 ? end : close;
  }

  /** Where the text goes on after an {@code &}; what it stands for goes to {@code out}. */
  private static int entity(String xml, int at, int end, StringBuilder out) {
    if (xml.startsWith("lt;", at + 1) || xml.startsWith("gt;", at + 1)) {
      out.append(xml.charAt(at + 1) == 'l' ? '<' : '>');
      return at + 4;
    }
    int semicolon = at + 1;
    int last = Math.min(end, at + 2 + LONGEST_ENTITY);
    while (semicolon < last && isOfEntity(xml.charAt(semicolon))) {
      semicolon++;
    }
    if (semicolon < last && xml.charAt(semicolon) == ';' && semicolon > at + 1) {
      var characters =
          xml.charAt(at + 1) == '#'
              ? character(xml.substring(at + 2, semicolon))
              : named(xml.substring(at + 1, semicolon));
      if (characters != null) {
        out.append(characters);
        return semicolon + 1;
      }
    }
    out.append('&');
    return at + 1;
  }

  private static boolean isOfEntity(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '#';
  }

  private static @Nullable String named(String name) {
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos" -> "'";
      case "nbsp" -> "\u00a0";
      default -> {
        var characters = Entities.getByName(name);
        yield characters.isEmpty() ? null : characters;
      }
    };
  }

  /** As browsers read it; nothing for what XML does not allow even so. */
  private static @Nullable String character(String number) {
    boolean hexadecimal = !number.isEmpty() && (number.charAt(0) | 0x20) == 'x';
    int code;
    try {
      code = hexadecimal ? Integer.parseInt(number.substring(1), 16) : Integer.parseInt(number, 10);
    } catch (NumberFormatException e) {
      return null;
    }
    if (code >= 0x80 && code < 0xa0) {
      return new String(new byte[] {(byte) code}, WINDOWS_1252);
    }
    boolean allowed =
        code == '\t'
            || code == '\n'
            || code == '\r'
            || code >= 0x20 && code < 0xd800
            || code >= 0xe000 && code < 0xfffe
            || code >= 0x10000 && code <= Character.MAX_CODE_POINT;
    return allowed ? Character.toString(code) : "";
  }

  /**
   * Of a stretch with elements in it: HTML that says the same. CDATA sections are the markup that
   * they hold, prefixes of names are dropped, and elements that are closed where they open get an
   * end.
   */
  static String markup(String xml, int start, int end) {
    var out = new StringBuilder(end - start + 16);
    int copied = start;
    for (int at = start; at < end; ) {
      int after = -1;
      if (isSpecial(xml, at)) {
        after = special(xml, at, end, out.append(xml, copied, at));
      } else if (xml.charAt(at) == '<') {
        after = tag(xml, at, end, copied, out);
      }
      at = after < 0 ? at + 1 : after;
      copied = after < 0 ? copied : after;
    }
    return out.append(xml, copied, end).toString();
  }

  /** Where a tag that is written anew ends, or -1 where it can stay. */
  private static int tag(String xml, int at, int end, int copied, StringBuilder out) {
    boolean closes = xml.startsWith("/", at + 1);
    int start = closes ? at + 2 : at + 1;
    int colon = -1;
    int name = start;
    while (name < end && isOfName(xml.charAt(name))) {
      colon = xml.charAt(name) == ':' && colon < 0 ? name : colon;
      name++;
    }
    int close = name;
    while (close < end && xml.charAt(close) != '>' && xml.charAt(close) != '<') {
      close++;
    }
    boolean whole = name > start && close < end && xml.charAt(close) == '>';
    boolean empty = whole && close > name && xml.charAt(close - 1) == '/';
    if (!whole || colon < 0 && !empty) {
      return -1;
    }
    var local = xml.substring(colon < 0 ? start : colon + 1, name);
    out.append(xml, copied, at).append(closes ? "</" : "<").append(local);
    if (empty && !closes && !VOID.contains(local)) {
      out.append(xml, name, close - 1).append("></").append(local).append('>');
    } else {
      out.append(xml, name, close + 1);
    }
    return close + 1;
  }

  private static boolean isOfName(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '-' || c == '_' || c == '.';
  }
}
