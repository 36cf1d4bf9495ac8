package io.earlybrd.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns text into the tokens that searching compares, the same for postings and for queries, case,
 * accents and punctuation gone, and names such as {@code C++} and {@code .NET} made words. {@link
 * Stems} adds the inflections.
 *
 * <p>Takes any text (broken surrogates, controls, right-to-left, a megabyte) in linear time.
 * Stateless.
 */
public final class TextFold {
  /** Characters that are read, and about as many that come out; the rest is not searchable. */
  public static final int LIMIT = 200_000;

  /**
   * PostgreSQL ignores a lexeme of 2,048 bytes: cut in postings and queries alike, it is found
   * still.
   */
  static final int TOKEN_LIMIT = 500;

  private TextFold() {}

  /**
   * The tokens of a text and those that they imply, joined by single spaces: letters, the marks of
   * scripts that need them, and digits. Empty where there are none.
   */
  public static String fold(String text) {
    var folded = new StringBuilder(Math.min(text.length(), LIMIT) + 16);
    tokens(text, new Joined(folded));
    return folded.toString();
  }

  private record Joined(StringBuilder folded) implements TokenSink {
    @Override
    public boolean token(String token, boolean hyphened) {
      if (folded.length() + token.length() > LIMIT) {
        return false;
      }
      folded.append(folded.isEmpty() ? "" : " ").append(token);
      var implied = SpecialWords.implied(token);
      if (implied != null) {
        folded.append(' ').append(implied);
      }
      return true;
    }

    @Override
    public boolean token(byte[] text, int start, int end, boolean hyphened) {
      return token(new String(text, start, end - start, StandardCharsets.ISO_8859_1), hyphened);
    }
  }

  /** Gives the tokens of the first {@link #LIMIT} characters, without those that they imply. */
  static void tokens(String text, TokenSink sink) {
    var part = text.length() <= LIMIT ? text : text.substring(0, LIMIT);
    if (Letters.isAscii(part)) {
      AsciiFold.tokens(part.toLowerCase(Locale.ROOT), sink);
    } else {
      thoroughly(part, sink);
    }
  }

  /** The same as a list. */
  static List<String> tokens(String text) {
    var tokens = new ArrayList<String>();
    tokens(
        text,
        new TokenSink() {
          @Override
          public boolean token(String token, boolean hyphened) {
            return tokens.add(token);
          }

          @Override
          public boolean token(byte[] ascii, int start, int end, boolean hyphened) {
            return tokens.add(new String(ascii, start, end - start, StandardCharsets.ISO_8859_1));
          }
        });
    return tokens;
  }

  /** What {@link #tokens(String, TokenSink)} gives, for any text. */
  static void thoroughly(String text, TokenSink sink) {
    inPlain(Letters.plain(text), (token, hyphened, _, _) -> sink.token(token, hyphened));
  }

  /** Takes the tokens of a plain text as {@link TokenSink} does, each with where it stands. */
  interface PlacedTokens {
    /**
     * Asked where a word begins, before it is read.
     *
     * @return true: the word may be left out
     */
    default boolean passesOver(char first, boolean hyphened) {
      return false;
    }

    /**
     * @param start of what became {@code token}, which may be written otherwise
     * @param end exclusive
     * @return false: no more is taken
     */
    boolean token(String token, boolean hyphened, int start, int end);
  }

  /**
   * @param plain as {@link Letters#plain} gives it
   */
  static void inPlain(String plain, PlacedTokens sink) {
    int ended = -1;
    for (int i = 0; i < plain.length(); ) {
      int c = plain.codePointAt(i);
      boolean hyphened = ended >= 0 && i == ended + 1 && isHyphen(plain.charAt(ended));
      if (isStart(c) && sink.passesOver(plain.charAt(i), hyphened)) {
        int end = wordEnd(plain, i);
        if (!SpecialWords.mayEndAfter(plain, i, end)) {
          i = end;
          ended = i;
          continue;
        }
      }
      var special =
          isStart(c)
              ? word(plain, i)
              : c == '.' && !isAfterWord(plain, i) ? SpecialWords.atDot(plain, i) : null;
      if (special == null) {
        i += Character.charCount(c);
        continue;
      }
      if (!sink.token(special.token(), hyphened, i, special.end())) {
        return;
      }
      i = special.end();
      ended = i;
    }
  }

  private static boolean isHyphen(char c) {
    return c == '-' || c == '\u2010' || c == '\u2011';
  }

  private static SpecialWords.Found word(String plain, int start) {
    int end = wordEnd(plain, start);
    if (Letters.isWrittenWithoutSpaces(plain.codePointAt(start))) {
      return new SpecialWords.Found(plain.substring(start, end), end);
    }
    var special = SpecialWords.after(plain, start, end);
    return special == null
        ? new SpecialWords.Found(cut(plain.substring(start, end)), end)
        : new SpecialWords.Found(cut(special.token()), special.end());
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

  static String cut(String token) {
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
