package io.earlybrd.posting;

import org.jspecify.annotations.Nullable;

/**
 * Gathers text: white space becomes single blanks and line breaks, at most one empty line in a row;
 * control characters, lone surrogates, and characters that hide or reorder what stands around them
 * are dropped. Never longer than its limit, and never cut inside a code point.
 */
final class TextLines {
  private final StringBuilder out;
  private final int limit;
  private boolean blank;
  private int breaks;

  /**
   * @param expected characters, about
   */
  TextLines(int limit, int expected) {
    this.limit = limit;
    this.out = new StringBuilder(Math.min(limit, expected));
  }

  /** All white space counts as blanks. */
  TextLines text(String text) {
    return text(text, 0, text.length());
  }

  /** The part of {@code text} from {@code start} to {@code end}. */
  TextLines text(String text, int start, int end) {
    for (int i = start; i < end && !full(); ) {
      i = isPlain(text.charAt(i)) ? word(text, i, end) : character(text, i);
    }
    return this;
  }

  /** Line breaks are kept. */
  TextLines lines(String text) {
    int breaksInRow = 0;
    for (int i = 0; i < text.length() && !full(); ) {
      char first = text.charAt(i);
      if (isPlain(first)) {
        breaksInRow = 0;
        i = word(text, i, text.length());
      } else if (first == '\n') {
        lineBreak(++breaksInRow);
        i++;
      } else {
        breaksInRow = isSpace(text.codePointAt(i)) ? breaksInRow : 0;
        i = character(text, i);
      }
    }
    return this;
  }

  /** Most of all text, and nothing has to be asked about it. */
  private static boolean isPlain(char character) {
    return character > ' ' && character < 127;
  }

  private int word(String text, int start, int end) {
    int last = Math.min(end, start + limit - out.length());
    int at = start + 1;
    while (at < last && isPlain(text.charAt(at))) {
      at++;
    }
    gap();
    if (out.length() + at - start <= limit) {
      out.append(text, start, at);
      return at;
    }
    append(text.charAt(start));
    return start + 1;
  }

  private int character(String text, int at) {
    int character = text.codePointAt(at);
    append(character);
    return at + Character.charCount(character);
  }

  /** Between what was and what will be gathered: 1 a new line, 2 an empty line. */
  void lineBreak(int wanted) {
    breaks = Math.max(breaks, Math.min(wanted, 2));
  }

  void oneMoreBreak() {
    lineBreak(breaks + 1);
  }

  boolean full() {
    return out.length() >= limit;
  }

  private void append(int character) {
    if (isSpace(character)) {
      blank = true;
    } else if (isShown(character)) {
      gap();
      if (out.length() + Character.charCount(character) <= limit) {
        out.appendCodePoint(character);
      } else {
        // Full, so that no shorter character takes the place of one that did not fit.
        out.append(' ');
      }
    }
  }

  /** What was found between what was gathered and what comes now. */
  private void gap() {
    if (!out.isEmpty() && breaks > 0) {
      out.repeat('\n', breaks);
    } else if (!out.isEmpty() && blank) {
      out.append(' ');
    }
    breaks = 0;
    blank = false;
  }

  private static boolean isSpace(int character) {
    return character == ' '
        || character >= '\t' && character <= '\r'
        || character == 0x85
        || character > 0x9f && Character.isSpaceChar(character);
  }

  private static boolean isShown(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL, Character.SURROGATE -> false;
      // Joiners build emoji and whole scripts; the rest hides or reorders.
      case Character.FORMAT -> character == 0x200c || character == 0x200d || character > 0xffff;
      default -> true;
    };
  }

  /** What was gathered; null when nothing is to be seen. */
  @Nullable String gathered() {
    int end = Math.min(out.length(), limit);
    while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == '\n')) {
      end--;
    }
    return end == 0 ? null : out.substring(0, end);
  }
}
