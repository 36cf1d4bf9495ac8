package io.earlybrd.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What {@link TextFold#fold} gives, for text of ASCII alone, which most is: in one pass, without a
 * string a token.
 */
final class AsciiFold {
  private final String plain;
  private final byte[] text;
  private byte[] folded;
  private int length;

  private AsciiFold(String plain) {
    this.plain = plain;
    this.text = plain.getBytes(StandardCharsets.ISO_8859_1);
    this.folded = new byte[text.length + 16];
  }

  /**
   * @param plain lower case
   */
  static String fold(String plain) {
    return new AsciiFold(plain).folded();
  }

  private String folded() {
    boolean room = true;
    for (int i = 0; i < text.length && room; ) {
      if (!isWord(i)) {
        var special =
            text[i] == '.' && (i == 0 || !isWord(i - 1)) ? SpecialWords.atDot(plain, i) : null;
        room = special == null || append(special.token());
        i = special == null ? i + 1 : special.end();
        continue;
      }
      int end = i + 1;
      while (end < text.length && isWord(end)) {
        end++;
      }
      var special = mayBeSpecial(i, end) ? SpecialWords.after(plain, i, end) : null;
      room = special == null ? append(i, end) : append(special.token());
      i = special == null ? end : special.end();
    }
    return new String(folded, 0, length, StandardCharsets.ISO_8859_1);
  }

  private boolean isWord(int at) {
    byte c = text[at];
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }

  private boolean mayBeSpecial(int start, int end) {
    if (end == text.length) {
      return false;
    }
    return switch (text[end]) {
      case '.', '+', '#', '&' -> true;
      case ' ' -> text[start] == 'r' && end == start + 1;
      default -> false;
    };
  }

  /** False when there is no room for it, and for no more. */
  private boolean append(int start, int end) {
    if (text[end - 1] == 's' || text[end - 1] == 't') {
      // It may imply another.
      return append(plain.substring(start, end));
    }
    int count = Math.min(end - start, TextFold.TOKEN_LIMIT);
    if (length + count > TextFold.LIMIT) {
      return false;
    }
    separate(count);
    System.arraycopy(text, start, folded, length, count);
    length += count;
    return true;
  }

  private boolean append(String whole) {
    var token =
        whole.length() > TextFold.TOKEN_LIMIT ? whole.substring(0, TextFold.TOKEN_LIMIT) : whole;
    if (length + token.length() > TextFold.LIMIT) {
      return false;
    }
    separate(token.length());
    put(token);
    var implied = SpecialWords.implied(token);
    if (implied != null) {
      separate(implied.length());
      put(implied);
    }
    return true;
  }

  private void separate(int count) {
    if (length + count + 1 > folded.length) {
      folded = Arrays.copyOf(folded, folded.length * 2 + count);
    }
    if (length > 0) {
      folded[length++] = ' ';
    }
  }

  private void put(String token) {
    for (int i = 0; i < token.length(); i++) {
      folded[length++] = (byte) token.charAt(i);
    }
  }
}
