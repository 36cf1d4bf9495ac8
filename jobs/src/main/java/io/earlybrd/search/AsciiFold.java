package io.earlybrd.search;

import java.nio.charset.StandardCharsets;

/**
 * What {@link TextFold#tokens} gives, for text of ASCII alone, which most is: in one pass, without
 * a string a token.
 */
final class AsciiFold {
  private AsciiFold() {}

  /**
   * @param plain lower case
   */
  static void tokens(String plain, TokenSink sink) {
    var text = plain.getBytes(StandardCharsets.ISO_8859_1);
    int ended = -1;
    for (int i = 0; i < text.length; ) {
      boolean hyphened = i == ended + 1 && ended >= 0 && text[ended] == '-';
      if (!isWord(text, i)) {
        var special =
            text[i] == '.' && (i == 0 || !isWord(text, i - 1))
                ? SpecialWords.atDot(plain, i)
                : null;
        if (special != null && !sink.token(special.token(), hyphened)) {
          return;
        }
        i = special == null ? i + 1 : special.end();
        ended = special == null ? ended : i;
        continue;
      }
      int end = i + 1;
      while (end < text.length && isWord(text, end)) {
        end++;
      }
      var special = mayBeSpecial(text, i, end) ? SpecialWords.after(plain, i, end) : null;
      boolean room =
          special == null
              ? sink.token(text, i, Math.min(end, i + TextFold.TOKEN_LIMIT), hyphened)
              : sink.token(TextFold.cut(special.token()), hyphened);
      if (!room) {
        return;
      }
      i = special == null ? end : special.end();
      ended = i;
    }
  }

  private static boolean isWord(byte[] text, int at) {
    byte c = text[at];
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private static boolean mayBeSpecial(byte[] text, int start, int end) {
    if (end == text.length) {
      return false;
    }
    return switch (text[end]) {
      case '.', '+', '#', '&' -> true;
      case ' ' -> text[start] == 'r' && end == start + 1;
      default -> false;
    };
  }
}
