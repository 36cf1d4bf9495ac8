package io.earlybrd.search;

import java.util.Arrays;
import java.util.Locale;

/**
 * A text as {@link Letters#plain} makes it, and where in the text each of its characters comes
 * from: {@code ß} becomes two, an accent none.
 */
final class PlainPlaces {
  private static final int ZERO_WIDTH_SPACE = 0x200B;

  private final String plain;
  private int[] starts = {};
  private int[] ends = {};

  private PlainPlaces(String plain) {
    this.plain = plain;
  }

  static PlainPlaces of(String text) {
    return Letters.isAscii(text)
        ? new PlainPlaces(text.toLowerCase(Locale.ROOT))
        : letterByLetter(text);
  }

  /** A letter goes with the marks on it, since both together have one plain form. */
  private static PlainPlaces letterByLetter(String text) {
    var plain = new StringBuilder(text.length() + 16);
    var starts = new int[text.length() + 16];
    var ends = new int[starts.length];
    for (int i = 0, end; i < text.length(); i = end) {
      end = letterEnd(text, i);
      int from = plain.length();
      char first = text.charAt(i);
      if (end == i + 1 && first < 128) {
        plain.append(first >= 'A' && first <= 'Z' ? (char) (first + 32) : first);
      } else {
        plain.append(Letters.plain(text.substring(i, end)));
      }
      if (plain.length() > starts.length) {
        starts = Arrays.copyOf(starts, plain.length() * 2);
        ends = Arrays.copyOf(ends, starts.length);
      }
      for (int at = from; at < plain.length(); at++) {
        starts[at] = i;
        ends[at] = end;
      }
    }
    var places = new PlainPlaces(plain.toString());
    places.starts = starts;
    places.ends = ends;
    return places;
  }

  private static int letterEnd(String text, int start) {
    int end = start + Character.charCount(text.codePointAt(start));
    while (end < text.length() && goesOn(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean goesOn(int c) {
    return c >= 128
        && (Letters.isMark(c)
            || Character.getType(c) == Character.FORMAT && c != ZERO_WIDTH_SPACE
            || isPartOfSyllable(c));
  }

  /** What melts with the character before: voicing marks of kana, later parts of Hangul. */
  private static boolean isPartOfSyllable(int c) {
    return c >= 0x1160 && c <= 0x11FF
        || c >= 0x314F && c <= 0x3163
        || c == 0xFF9E
        || c == 0xFF9F
        || c >= 0xFFC2 && c <= 0xFFDC;
  }

  String plain() {
    return plain;
  }

  /** Where in the text the plain stretch {@code [start, end)} stands; not for an empty one. */
  HitWords.Span inText(int start, int end) {
    return starts.length == 0
        ? new HitWords.Span(start, end)
        : new HitWords.Span(starts[start], ends[end - 1]);
  }
}
