package io.earlybrd.mail;

import io.earlybrd.search.HitWords;
import org.jspecify.annotations.Nullable;

/** The words around the first hit in a long text, so that a reader sees why a search found it. */
public final class Excerpt {
  /** Characters of an excerpt. */
  static final int LONGEST = 140;

  private static final int BEFORE = 50;

  /** Twice as far as an excerpt can reach, since blanks are still to be joined. */
  private static final int NEAR = 2 * LONGEST;

  private static final String LEFT_OUT = "…";

  private Excerpt() {}

  /**
   * One line of at most {@value #LONGEST} characters, of whole words where there are any; null
   * where nothing in {@code text} is hit.
   */
  public static @Nullable String of(String text, HitWords hits) {
    var found = hits.firstIn(text);
    if (found == null) {
      return null;
    }
    int start = near(text, found.start(), -NEAR);
    int end = near(text, found.end(), NEAR);
    var line = PlainText.line(text.substring(start, end), text.length());
    var hit = hits.firstIn(line);
    return hit == null ? null : around(line, hit, start > 0, end < text.length());
  }

  /** As far from {@code at}, or as far as the text goes; between words where that is possible. */
  private static int near(String text, int at, int distance) {
    int end = Math.clamp(at + (long) distance, 0, text.length());
    if (end == 0 || end == text.length()) {
      return end;
    }
    int step = distance < 0 ? 1 : -1;
    for (int i = end; i != at; i += step) {
      if (Character.isWhitespace(text.charAt(i))) {
        return i;
      }
    }
    return Character.isLowSurrogate(text.charAt(end)) ? end + step : end;
  }

  private static String around(
      String line, HitWords.Span hit, boolean cutBefore, boolean cutAfter) {
    int from = wordStart(line, back(line, hit.start(), BEFORE), hit.start());
    int room = LONGEST - 2 * (LEFT_OUT.length() + 1);
    int to = wordEnd(line, forth(line, from, room), hit.end());
    if (to == line.length()) {
      from = wordStart(line, back(line, to, room), hit.start());
    }
    boolean left = from > 0 || cutBefore;
    boolean right = to < line.length() || cutAfter;
    var words = line.substring(from, to).strip();
    return PlainText.cut(
        (left ? LEFT_OUT + " " : "") + words + (right ? " " + LEFT_OUT : ""), LONGEST);
  }

  private static int back(String line, int from, int count) {
    return line.codePointCount(0, from) <= count ? 0 : line.offsetByCodePoints(from, -count);
  }

  private static int forth(String line, int from, int count) {
    return line.codePointCount(from, line.length()) <= count
        ? line.length()
        : line.offsetByCodePoints(from, count);
  }

  /** The first beginning of a word at or after {@code at}; {@code at} where there is none. */
  private static int wordStart(String line, int at, int latest) {
    if (at == 0 || line.charAt(at - 1) == ' ') {
      return at;
    }
    int blank = line.indexOf(' ', at);
    return blank >= 0 && blank < latest ? blank + 1 : at;
  }

  /** The last end of a word at or before {@code at}, but not before {@code earliest}. */
  private static int wordEnd(String line, int at, int earliest) {
    if (at == line.length() || line.charAt(at) == ' ') {
      return at;
    }
    int blank = line.lastIndexOf(' ', at);
    return blank >= earliest ? blank : Math.max(at, earliest);
  }
}
