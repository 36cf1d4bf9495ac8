package io.earlybrd.board;

import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** JSON that a page carries for its own scripts. */
final class ScriptJson {
  /** Each looks through the rest of its script. */
  private static final int TRIES = 20;

  private ScriptJson() {}

  /**
   * The JSON in {@code html}: of the script whose id is {@code name}, or that is given to the
   * variable {@code name} ({@code window.jobs} or just {@code jobs}).
   *
   * @throws UnreadableBoard when the page has no such script, or no whole value in it
   */
  static String of(String html, String name) throws UnreadableBoard {
    Nesting.require(html);
    var document = Jsoup.parse(html);
    for (var script : document.getElementsByTag("script")) {
      if (script.id().equals(name)) {
        return json(script, script.data(), 0, name);
      }
    }
    var given =
        Pattern.compile(
            "(?<![\\w$.])(?:window\\.|self\\.|globalThis\\.)?"
                + Pattern.quote(name.replaceFirst("^(?:window|self|globalThis)\\.", ""))
                + "[\"']?]?\\s*(?:=(?!=)|:)\\s*");
    for (var script : document.getElementsByTag("script")) {
      var match = given.matcher(script.data());
      for (int tries = 0; tries < TRIES && match.find(); tries++) {
        var value = value(script.data(), match.end());
        if (value != null) {
          return value;
        }
      }
    }
    throw new UnreadableBoard(
        "has no script “%s”, neither by its id nor as a variable that is given an object or a list"
            .formatted(OneLine.of(name, 60)));
  }

  private static String json(Element script, String data, int from, String name)
      throws UnreadableBoard {
    for (int at = from; at < data.length(); at++) {
      if ("{[".indexOf(data.charAt(at)) >= 0) {
        var value = value(data, at);
        if (value != null) {
          return value;
        }
        break;
      }
    }
    throw new UnreadableBoard(
        "has a script “%s” without a whole JSON value: “%s”"
            .formatted(OneLine.of(name, 60), OneLine.of(script.data(), 60)));
  }

  /** The object or list that begins at {@code from}, or inside of {@code JSON.parse("…")}. */
  private static @Nullable String value(String data, int from) {
    if (data.startsWith("JSON.parse(", from)) {
      int quote = from + "JSON.parse(".length();
      int end = quote < data.length() ? endOfString(data, quote) : -1;
      return end < 0 ? null : unquoted(data.substring(quote + 1, end));
    }
    if (from >= data.length() || "{[".indexOf(data.charAt(from)) < 0) {
      return null;
    }
    int depth = 0;
    for (int at = from; at < data.length(); at++) {
      char c = data.charAt(at);
      if (c == '"' || c == '\'') {
        at = endOfString(data, at);
        if (at < 0) {
          return null;
        }
      } else if (c == '{' || c == '[') {
        depth++;
      } else if ((c == '}' || c == ']') && --depth == 0) {
        return data.substring(from, at + 1);
      }
    }
    return null;
  }

  /** Where the string that begins at {@code from} with its quote ends; -1: nowhere. */
  private static int endOfString(String data, int from) {
    char quote = data.charAt(from);
    for (int at = from + 1; at < data.length(); at++) {
      if (data.charAt(at) == '\\') {
        at++;
      } else if (data.charAt(at) == quote) {
        return at;
      }
    }
    return -1;
  }

  /** What a script's string says: its escapes decoded. */
  private static String unquoted(String written) {
    var text = new StringBuilder(written.length());
    for (int at = 0; at < written.length(); at++) {
      char c = written.charAt(at);
      if (c != '\\' || at + 1 == written.length()) {
        text.append(c);
        continue;
      }
      char escaped = written.charAt(++at);
      int digits = escaped == 'u' ? 4 : escaped == 'x' ? 2 : 0;
      if (digits > 0 && at + digits < written.length()) {
        var hex = written.substring(at + 1, Math.min(written.length(), at + 1 + digits));
        if (hex.matches("[0-9A-Fa-f]+")) {
          text.append((char) Integer.parseInt(hex, 16));
          at += digits;
          continue;
        }
      }
      text.append(
          switch (escaped) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            default -> escaped;
          });
    }
    return text.toString();
  }
}
