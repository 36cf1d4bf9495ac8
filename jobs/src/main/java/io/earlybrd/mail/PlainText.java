package io.earlybrd.mail;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one harmless line of whatever a board or a subscriber wrote. */
final class PlainText {
  private PlainText() {}

  private static final int SAID = 300;
  private static final int SECRET = 6;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  /**
   * One line of at most {@code max} characters, cut at a word. Line breaks and control characters
   * of any kind become a space; what turns the reading direction or shows nothing is dropped, but
   * for the joiners that scripts and emoji need; half a surrogate pair becomes U+FFFD.
   */
  static String line(@Nullable String text, int max) {
    if (text == null) {
      return "";
    }
    if (isLine(text)) {
      return cut(text, max);
    }
    var line = new StringBuilder(Math.min(text.length(), 4 * max));
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      append(line, text.codePointAt(i));
    }
    return cut(line.toString().strip(), max);
  }

  /**
   * What a server said, as a line without our password. No server should repeat it, but what we
   * write down is read by more people than may know it.
   */
  static String said(@Nullable String text, @Nullable String password) {
    // A shorter one would be found in any words.
    boolean hidden = text != null && password != null && password.length() >= SECRET;
    return line(hidden ? text.replace(password, "***") : text, SAID);
  }

  /** Most texts are: printable Latin, single spaces between words. */
  private static boolean isLine(String text) {
    char last = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean plain = c >= ' ' && c <= '~' || c > '\u00AD' && c <= '\u00FF';
      if (!plain || c == ' ' && last == ' ') {
        return false;
      }
      last = c;
    }
    return last != ' ' || text.isEmpty();
  }

  private static void append(StringBuilder line, int c) {
    switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR -> {
        if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
          line.append(' ');
        }
      }
      case Character.FORMAT -> {
        if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOINER) {
          line.appendCodePoint(c);
        }
      }
      case Character.SURROGATE -> line.append('\uFFFD');
      default -> line.appendCodePoint(c);
    }
  }

  /**
   * Shortens {@code text} to {@code max} characters with an ellipsis, at a word where one ends in
   * the last half.
   */
  static String cut(String text, int max) {
    if (text.length() <= max || text.codePointCount(0, text.length()) <= max) {
      return text;
    }
    var head = text.substring(0, text.offsetByCodePoints(0, max - 1));
    int space = head.lastIndexOf(' ');
    boolean inWord = text.charAt(head.length()) != ' ';
    var words = inWord && space > head.length() / 2 ? head.substring(0, space) : head;
    return words.stripTrailing() + "…";
  }

  /**
   * Breaks {@code text}, of single spaces, into lines of at most {@code width} characters; a longer
   * word stays whole.
   */
  static List<String> wrap(String text, int width) {
    if (text.length() <= width) {
      return List.of(text);
    }
    var lines = new ArrayList<String>();
    var line = new StringBuilder();
    for (var word : text.split(" ")) {
      if (!line.isEmpty() && length(line) + 1 + length(word) > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  static int length(CharSequence text) {
    return Character.codePointCount(text, 0, text.length());
  }
}
