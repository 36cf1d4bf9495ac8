package io.earlybrd.search;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/**
 * Makes letters plain: compatibility forms resolved, lower case, accents gone where a reader would
 * type the letter without them. Marks that carry the vowels of a script (Devanagari, Thai) stay.
 */
final class Letters {
  /**
   * Normalising reorders a run of marks by insertion, which takes quadratic time on a run that
   * somebody made long. No language stacks this many.
   */
  private static final int MARKS_IN_A_ROW = 8;

  private static final int FIRST_MARK = 0x0300;
  private static final int ZERO_WIDTH_SPACE = 0x200B;
  private static final int TATWEEL = 0x0640;

  private Letters() {}

  /** What is neither letter nor digit stays, for {@link SpecialWords}. */
  static String plain(String text) {
    if (isAscii(text)) {
      return text.toLowerCase(Locale.ROOT);
    }
    var plain = CommonLetters.plain(text);
    return plain == null ? thoroughly(text) : plain;
  }

  static boolean isAscii(String text) {
    int end = 0;
    while (end < text.length() && text.charAt(end) < 128) {
      end++;
    }
    return end == text.length();
  }

  /** What {@link #plain} gives, for any text. */
  static String thoroughly(String text) {
    var apart = Normalizer.normalize(withoutPiledMarks(text), Form.NFKD);
    return Normalizer.normalize(lowerWithoutAccents(apart), Form.NFC);
  }

  private static String withoutPiledMarks(String text) {
    var kept = new StringBuilder(text.length());
    int marks = 0;
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      marks = isMark(c) ? marks + 1 : 0;
      if (marks <= MARKS_IN_A_ROW) {
        kept.appendCodePoint(c);
      }
    }
    return kept.toString();
  }

  private static String lowerWithoutAccents(String apart) {
    var plain = new StringBuilder(apart.length());
    boolean marksMatter = false;
    for (int i = 0; i < apart.length(); ) {
      int c = apart.codePointAt(i);
      i += Character.charCount(c);
      if (c < 128) {
        marksMatter = false;
        plain.append((char) (c >= 'A' && c <= 'Z' ? c + 32 : c));
      } else if (isMark(c)) {
        if (marksMatter && !isVariationSelector(c)) {
          plain.appendCodePoint(c);
        }
      } else if (Character.isDigit(c)) {
        marksMatter = false;
        plain.append((char) ('0' + Character.digit(c, 10)));
      } else if (Character.isLetter(c) && c != TATWEEL) {
        marksMatter = marksMatter(c);
        appendLetter(plain, c);
      } else if (!isInsideWords(c)) {
        marksMatter = false;
        plain.appendCodePoint(Character.getType(c) == Character.SURROGATE ? ' ' : c);
      }
    }
    return plain.toString();
  }

  /** Soft hyphens, joiners, direction marks and the stroke that stretches Arabic words. */
  private static boolean isInsideWords(int c) {
    return c == TATWEEL || (Character.getType(c) == Character.FORMAT && c != ZERO_WIDTH_SPACE);
  }

  private static void appendLetter(StringBuilder plain, int letter) {
    int c = Character.toLowerCase(letter);
    switch (c) {
      case 'ß' -> plain.append("ss");
      case 'æ' -> plain.append("ae");
      case 'œ' -> plain.append("oe");
      case 'þ' -> plain.append("th");
      case 'ø' -> plain.append('o');
      case 'ł' -> plain.append('l');
      case 'đ', 'ð' -> plain.append('d');
      case 'ħ' -> plain.append('h');
      case 'ŧ' -> plain.append('t');
      case 'ı' -> plain.append('i');
      case 'ς' -> plain.append('σ');
      default -> plain.appendCodePoint(c);
    }
  }

  private static boolean marksMatter(int letter) {
    return switch (UnicodeScript.of(letter)) {
      case LATIN, GREEK, CYRILLIC, ARABIC, HEBREW -> false;
      default -> true;
    };
  }

  static boolean isMark(int c) {
    return c >= FIRST_MARK
        && switch (Character.getType(c)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }

  /** Scripts written without spaces: each character is a token, and a word is a phrase of them. */
  static boolean isWrittenWithoutSpaces(int c) {
    if (c < 0x0E00) {
      return false;
    }
    // The long vowel mark of Katakana belongs to no single script.
    return c == 'ー'
        || switch (UnicodeScript.of(c)) {
          case HAN, HIRAGANA, KATAKANA, THAI, LAO, KHMER, MYANMAR -> true;
          default -> false;
        };
  }
}
