package io.earlybrd.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns text into the tokens that searching compares, the same for postings and for queries, before
 * PostgreSQL sees either: case, accents and punctuation gone, and names such as {@code C++} and
 * {@code .NET} made words. PostgreSQL adds the inflections.
 *
 * <p>Takes any text (broken surrogates, controls, right-to-left, a megabyte) in linear time.
 * Stateless.
 */
public final class TextFold {
  /**
   * Characters that are read, and about as many that come out; the rest is not searchable. Keeps
   * {@code to_tsvector}, which fails at one megabyte, far from its limit even when every character
   * is a token of its own.
   */
  public static final int LIMIT = 200_000;

  /**
   * PostgreSQL ignores a lexeme of 2,048 bytes: cut in postings and queries alike, it is found
   * still.
   */
  static final int TOKEN_LIMIT = 500;

  private TextFold() {}

  /**
   * The tokens of a posting's text, joined by single spaces: letters, the marks of scripts that
   * need them, and digits. Empty where there are none.
   */
  public static String fold(String text) {
    var part = text.length() <= LIMIT ? text : text.substring(0, LIMIT);
    return Letters.isAscii(part) ? AsciiFold.fold(part.toLowerCase(Locale.ROOT)) : thoroughly(part);
  }

  /** What {@link #fold} gives, for any text. */
  static String thoroughly(String text) {
    var folded = new StringBuilder(Math.min(text.length(), LIMIT) + 16);
    for (var token : tokens(text)) {
      if (folded.length() + token.length() > LIMIT) {
        break;
      }
      folded.append(folded.isEmpty() ? "" : " ").append(token);
      var implied = SpecialWords.implied(token);
      if (implied != null) {
        folded.append(' ').append(implied);
      }
    }
    return folded.toString();
  }

  /**
   * The tokens without those that another one implies ({@code Node.js} is {@code nodejs} alone).
   */
  static List<String> tokens(String text) {
    var plain = Letters.plain(text.length() <= LIMIT ? text : text.substring(0, LIMIT));
    var tokens = new ArrayList<String>();
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      if (isStart(c)) {
        i = readWord(plain, i, tokens);
      } else {
        var special = c == '.' && !isAfterWord(plain, i) ? SpecialWords.atDot(plain, i) : null;
        if (special != null) {
          tokens.add(special.token());
          i = special.end();
        } else {
          i += Character.charCount(c);
        }
      }
    }
    return tokens;
  }

  private static int readWord(String plain, int start, List<String> tokens) {
    int end = wordEnd(plain, start);
    if (Letters.isWrittenWithoutSpaces(plain.codePointAt(start))) {
      tokens.add(plain.substring(start, end));
      return end;
    }
    var special = SpecialWords.after(plain, start, end);
    tokens.add(cut(special == null ? plain.substring(start, end) : special.token()));
    return special == null ? end : special.end();
  }

  private static int wordEnd(String plain, int start) {
    int first = plain.codePointAt(start);
    boolean single = Letters.isWrittenWithoutSpaces(first);
    int end = start + Character.charCount(first);
    while (end < plain.length()) {
      int c = plain.codePointAt(end);
      boolean goesOn =
          isStart(c) ? !single && !Letters.isWrittenWithoutSpaces(c) : Letters.isMark(c);
      if (!goesOn) {
        break;
      }
      end += Character.charCount(c);
    }
    return end;
  }

  private static String cut(String token) {
    return token.length() <= TOKEN_LIMIT || token.codePointCount(0, token.length()) <= TOKEN_LIMIT
        ? token
        : token.substring(0, token.offsetByCodePoints(0, TOKEN_LIMIT));
  }

  private static boolean isAfterWord(String plain, int at) {
    return at > 0 && isWord(plain.codePointBefore(at));
  }

  private static boolean isStart(int c) {
    return c < 128
        ? c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z'
        : Character.isLetterOrDigit(c);
  }

  static boolean isWord(int c) {
    return isStart(c) || Letters.isMark(c);
  }
}
