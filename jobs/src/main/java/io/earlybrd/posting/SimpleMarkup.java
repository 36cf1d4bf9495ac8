package io.earlybrd.posting;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads the simplest HTML without a tree: paragraphs, lists and emphasis that are closed where they
 * should be, as most descriptions are. It gives up on all else, and never says anything other than
 * {@link ShownText} does by a parser, at a tenth of the cost.
 */
final class SimpleMarkup {
  private static final int DEEPEST = 16;

  private final String html;
  private final TextLines lines;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean tags;

  private SimpleMarkup(String html, TextLines lines) {
    this.html = html;
    this.lines = lines;
  }

  /** Whether {@code html} was simple. Else {@code lines} is spoilt. */
  static boolean read(String html, TextLines lines) {
    return html.indexOf('<') >= 0 && new SimpleMarkup(html, lines).read();
  }

  /** {@code text} without tags, its entities decoded; null where it is not simple. */
  static @Nullable String decoded(String text) {
    int ampersand = text.indexOf('&');
    if (ampersand < 0 || text.indexOf('<') >= 0) {
      return ampersand < 0 ? text : null;
    }
    var out = new StringBuilder(text.length());
    int copied = 0;
    for (int at = ampersand; at >= 0; at = text.indexOf('&', copied)) {
      out.append(text, copied, at);
      int end = SimpleEntity.end(text, at);
      int character = end < 0 ? '&' : SimpleEntity.character(text, at, end);
      if (character < 0) {
        return null;
      }
      out.append((char) character);
      copied = end < 0 ? at + 1 : end;
    }
    return out.append(text, copied, text.length()).toString();
  }

  private boolean read() {
    int copied = 0;
    for (int at = 0; at < html.length(); ) {
      char c = html.charAt(at);
      if (c != '<' && c != '&') {
        at++;
        continue;
      }
      lines.text(html, copied, at);
      int after = c == '&' ? entity(at) : tag(at);
      if (after < 0) {
        return false;
      }
      copied = after;
      at = Math.max(after, at + 1);
    }
    lines.text(html, copied, html.length());
    return tags;
  }

  /** Where the text goes on, from the {@code &} itself where it is no entity; -1 to give up. */
  private int entity(int at) {
    int end = SimpleEntity.end(html, at);
    if (end < 0) {
      return at;
    }
    int character = SimpleEntity.character(html, at, end);
    if (character >= 0) {
      lines.text(String.valueOf((char) character));
      return end;
    }
    return -1;
  }

  /** The same of a {@code <}. */
  private int tag(int at) {
    boolean closes = html.startsWith("/", at + 1);
    int start = closes ? at + 2 : at + 1;
    int end = start;
    while (end < html.length() && isLetterOrDigit(html.charAt(end))) {
      end++;
    }
    if (end == start || html.charAt(start) <= '9') {
      // A sign; but a comment or a declaration is markup.
      return html.startsWith("!", start) ? -1 : at;
    }
    if (end == start + 1 && html.charAt(start) < 'a') {
      // Perhaps a type in angle brackets.
      return -1;
    }
    var name = html.substring(start, end).toLowerCase(Locale.ROOT);
    int close = closes ? afterSpace(end) : afterAttributes(end, isVoid(name));
    if (close < 0 || close >= html.length() || html.charAt(close) != '>') {
      return -1;
    }
    tags = true;
    return (closes ? closed(name) : opened(name)) ? close + 1 : -1;
  }

  private boolean opened(String name) {
    switch (name) {
      case "br" -> lines.oneMoreBreak();
      case "img" -> {}
      case "b", "strong", "i", "em", "u", "span", "small", "sub", "sup", "font", "a" -> {
        return !(name.equals("a") && open.contains(name)) && push(name);
      }
      case "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6" -> {
        lines.lineBreak(2);
        return noneOpenThatItCloses() && push(name);
      }
      case "div" -> {
        lines.lineBreak(1);
        return noneOpenThatItCloses() && push(name);
      }
      case "li" -> {
        lines.lineBreak(1);
        lines.text("- ");
        var around = open.peek();
        return ("ul".equals(around) || "ol".equals(around)) && push(name);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private boolean push(String name) {
    open.push(name);
    return open.size() < DEEPEST;
  }

  /** A paragraph ends where a block begins, and a heading where the next does. */
  private boolean noneOpenThatItCloses() {
    for (var name : open) {
      if (name.equals("p") || name.charAt(0) == 'h') {
        return false;
      }
    }
    return true;
  }

  private boolean closed(String name) {
    if (!name.equals(open.poll())) {
      return false;
    }
    switch (name) {
      case "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6" -> lines.lineBreak(2);
      case "div", "li" -> lines.lineBreak(1);
      default -> {}
    }
    return true;
  }

  private static boolean isVoid(String name) {
    return name.equals("br") || name.equals("img");
  }

  /** Where the tag's end should stand; -1 where its attributes are not simple. */
  private int afterAttributes(int at, boolean mayBeEmpty) {
    while (true) {
      int name = afterSpace(at);
      char c = charAt(name);
      if (c == '>') {
        return name;
      }
      if (c == '/') {
        return mayBeEmpty && charAt(name + 1) == '>' ? name + 1 : -1;
      }
      int end = name;
      while (isLetterOrDigit(charAt(end)) || charAt(end) == '-') {
        end++;
      }
      char quote = charAt(end + 1);
      if (name == at || end == name || charAt(end) != '=' || quote != '"' && quote != '\'') {
        return -1;
      }
      int close = html.indexOf(quote, end + 2);
      if (close < 0) {
        return -1;
      }
      at = close + 1;
    }
  }

  private char charAt(int at) {
    return at < html.length() ? html.charAt(at) : 0;
  }

  private int afterSpace(int at) {
    while (at < html.length() && html.charAt(at) <= ' ' && html.charAt(at) > 0) {
      at++;
    }
    return at;
  }

  private static boolean isLetterOrDigit(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }
}
