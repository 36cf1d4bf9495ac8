package io.earlybrd.posting;

import java.util.Collection;
import java.util.Locale;

/** Walks through the words of a text. Not for several threads. */
final class PayWords {
  private final String text;
  private final int limit;
  private int start;
  private int end;

  /** Before the first word within {@code from} and {@code to}. */
  PayWords(String text, int from, int to) {
    this.text = text;
    limit = to;
    start = from;
    end = from;
  }

  /** Moves on to the next word; false where there is none. */
  boolean next() {
    int at = end;
    while (at < limit && !Character.isLetter(text.charAt(at))) {
      at++;
    }
    start = at;
    while (at < limit && Character.isLetter(text.charAt(at))) {
      at++;
    }
    end = at;
    return start < end;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  /** In small letters. */
  String word() {
    return text.substring(start, end).toLowerCase(Locale.ROOT);
  }

  /** Whether there is more than signs within {@code from} and {@code to}. */
  static boolean hasWord(String text, int from, int to) {
    for (int at = from; at < to; at++) {
      if (Character.isLetterOrDigit(text.charAt(at))) {
        return true;
      }
    }
    return false;
  }

  /** Whether one of {@code phrases} stands right before. */
  static boolean isBehind(String text, int index, Collection<String> phrases) {
    int end = index;
    while (end > 0 && index - end < 3 && " .:(".indexOf(text.charAt(end - 1)) >= 0) {
      end--;
    }
    for (var phrase : phrases) {
      int start = end - phrase.length();
      if (start >= 0
          && text.regionMatches(true, start, phrase, 0, phrase.length())
          && (start == 0
              || !Character.isLetter(text.charAt(start - 1))
              || !Character.isLetter(text.charAt(start)))) {
        return true;
      }
    }
    return false;
  }

  /** Where the run of letters that ends at {@code end} starts. */
  static int wordStart(String text, int end) {
    int at = end;
    while (at > 0 && end - at < 32 && Character.isLetter(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  /** Of a script that does not part its words: Chinese, Japanese, Korean. */
  static boolean isUnparted(char letter) {
    return letter >= '\u2e80';
  }

  /** Where the run of letters of one kind that starts at {@code start} ends. */
  static int wordEnd(String text, int start) {
    int at = start;
    while (at < text.length()
        && at - start < 32
        && Character.isLetter(text.charAt(at))
        && isUnparted(text.charAt(at)) == isUnparted(text.charAt(start))) {
      at++;
    }
    return at;
  }

  /** The same text, character for character, with one kind of space, dash, apostrophe and digit. */
  static String plain(String text) {
    // An array reads faster than a String before the second tier, where launches end.
    var characters = text.toCharArray();
    boolean changed = false;
    for (int i = 0; i < characters.length; i++) {
      char character = characters[i];
      if (character >= 0x80) {
        characters[i] = plain(character);
        changed |= characters[i] != character;
      }
    }
    return changed ? new String(characters) : text;
  }

  private static char plain(char character) {
    return switch (character) {
      case '\u00a0', '\u2007', '\u2008', '\u2009', '\u200a', '\u202f', '\u205f', '\u3000' -> ' ';
      case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－', '➔', '→' -> '-';
      case '〜', '～', '∼' -> '~';
      case '’', '‘', 'ʼ', '′', '´' -> '\'';
      case '￥' -> '¥';
      case '￡' -> '£';
      case '\u2028', '\u2029', '\u0085' -> '\n';
      default -> character >= '！' && character <= '～' ? (char) (character - '！' + '!') : character;
    };
  }
}
