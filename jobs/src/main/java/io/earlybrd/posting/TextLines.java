package io.earlybrd.posting;

import org.jspecify.annotations.Nullable;

/**
 * Gathers text: white space becomes single blanks and line breaks, at most one empty line in a row;
 * control characters, lone surrogates, and characters that hide or reorder what stands around them
 * are dropped. Never longer than its limit, and never cut inside a code point.
 */
final class TextLines {
  private final StringBuilder out = new StringBuilder();
  private final int limit;
  private boolean blank;
  private int breaks;

  TextLines(int limit) {
    this.limit = limit;
  }

  /** All white space counts as blanks. */
  TextLines text(String text) {
    for (int i = 0; i < text.length() && !full(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      append(character);
    }
    return this;
  }

  /** Line breaks are kept. */
  TextLines lines(String text) {
    int breaksInRow = 0;
    for (int i = 0; i < text.length() && !full(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character == '\n') {
        lineBreak(++breaksInRow);
      } else {
        append(character);
        breaksInRow = isSpace(character) ? breaksInRow : 0;
      }
    }
    return this;
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
      if (!out.isEmpty() && breaks > 0) {
        out.repeat('\n', breaks);
      } else if (!out.isEmpty() && blank) {
        out.append(' ');
      }
      breaks = 0;
      blank = false;
      if (out.length() + Character.charCount(character) <= limit) {
        out.appendCodePoint(character);
      } else {
        // Full, so that no shorter character takes the place of one that did not fit.
        out.append(' ');
      }
    }
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
