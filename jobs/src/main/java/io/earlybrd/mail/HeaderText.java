package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Header values as RFC 5322 and RFC 2047 want them: ASCII, folded, nothing that could end the
 * header.
 */
final class HeaderText {
  private HeaderText() {}

  private static final int LINE = 76;
  private static final String OPEN = "=?UTF-8?Q?";
  private static final String CLOSE = "?=";
  private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+");

  /** An unstructured value, folded for a header of this name. */
  static String unstructured(String name, String text) {
    refuseControls(text);
    int used = name.length() + 2;
    return needsEncoding(text) ? encodedWords(text, used) : folded(text, used);
  }

  /** A display name: atoms as they are, else a quoted string, else encoded words. */
  static String phrase(String text) {
    refuseControls(text);
    if (needsEncoding(text)) {
      return encodedWords(text, "From: ".length());
    }
    return ATOMS.matcher(text).matches()
        ? text
        : '"' + text.replaceAll("([\"\\\\])", "\\\\$1") + '"';
  }

  private static void refuseControls(String text) {
    if (text.codePoints().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("a header value with a control character");
    }
  }

  /** Plain text that only looks like an encoded word is encoded, too: a reader would decode it. */
  private static boolean needsEncoding(String text) {
    return text.contains("=?") || text.chars().anyMatch(c -> c > '~');
  }

  private static String folded(String text, int used) {
    var folded = new StringBuilder();
    int column = used;
    for (var word : text.split(" ")) {
      if (folded.isEmpty()) {
        folded.append(word);
      } else if (column + 1 + word.length() > LINE) {
        folded.append("\r\n ").append(word);
        column = 0;
      } else {
        folded.append(' ').append(word);
      }
      column += 1 + word.length();
    }
    return folded.toString();
  }

  private static String encodedWords(String text, int used) {
    var encoded = new StringBuilder(OPEN);
    int column = used + OPEN.length();
    for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
      // A character is never split between two words.
      var letter = encoded(text.codePointAt(i));
      if (column + letter.length() + CLOSE.length() > LINE) {
        encoded.append(CLOSE).append("\r\n ").append(OPEN);
        column = 1 + OPEN.length();
      }
      encoded.append(letter);
      column += letter.length();
    }
    return encoded.append(CLOSE).toString();
  }

  private static String encoded(int c) {
    if (c == ' ') {
      return "_";
    }
    if (c < 128 && (Character.isLetterOrDigit(c) || "!*+-/".indexOf(c) >= 0)) {
      return Character.toString(c);
    }
    var hex = new StringBuilder();
    for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
      hex.append('=').append(String.format("%02X", b));
    }
    return hex.toString();
  }
}
