package io.earlybrd.board;

import java.util.Locale;
import java.util.Set;

/**
 * How deep a page's tags are inside of each other, counted in one pass without a tree: a parser
 * looks up through all that is open at each tag, so that a page of nothing but opening tags costs
 * it minutes in which it cannot be interrupted.
 */
final class Nesting {
  /** The parser goes no deeper; browsers stop at 512, pages that people read before 100. */
  static final int DEEPEST = 256;

  /** Steps upwards, about a second's. A page of 10 MB with 300,000 tags takes 6 million. */
  private static final long MOST = 20_000_000;

  /** How far up a closing tag looks for its opening one. */
  private static final int LOOK = 16;

  /** They have no end, or end by themselves where the next begins. */
  private static final Set<String> FLAT =
      Set.of(
          "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
          "meta", "option", "p", "param", "source", "tbody", "td", "tfoot", "th", "thead", "tr",
          "track", "wbr");

  private final String[] open = new String[DEEPEST];
  private int depth;
  private long steps;

  private Nesting() {}

  /**
   * Fails a page that would cost too much.
   *
   * @throws UnreadableBoard then
   */
  static void require(String html) throws UnreadableBoard {
    var nesting = new Nesting();
    for (int at = html.indexOf('<'); at >= 0; at = html.indexOf('<', at + 1)) {
      nesting.tag(html, at + 1);
      if (nesting.steps > MOST) {
        throw new UnreadableBoard(
            "has too many tags inside of each other to be read (line %,d)"
                .formatted(html.substring(0, at).lines().count()));
      }
    }
  }

  private void tag(String html, int at) {
    boolean closes = at < html.length() && html.charAt(at) == '/';
    int start = closes ? at + 1 : at;
    int end = start;
    while (end < html.length() && end - start < 20 && isName(html.charAt(end))) {
      end++;
    }
    if (end == start || !Character.isLetter(html.charAt(start))) {
      return;
    }
    steps += depth;
    var name = html.substring(start, end).toLowerCase(Locale.ROOT);
    if (closes) {
      close(name);
    } else if (depth < DEEPEST && !FLAT.contains(name)) {
      open[depth++] = name;
    }
  }

  private void close(String name) {
    for (int i = depth - 1; i >= Math.max(0, depth - LOOK); i--) {
      if (open[i].equals(name)) {
        depth = i;
        return;
      }
    }
  }

  private static boolean isName(char c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '-'
        || c == ':';
  }
}
