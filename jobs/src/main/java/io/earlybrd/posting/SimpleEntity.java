package io.earlybrd.posting;

/** The entities that descriptions are full of. */
final class SimpleEntity {
  private static final int LONGEST_NAME = 32;
  private static final int LONGEST_NUMBER = 7;

  private SimpleEntity() {}

  /** Behind the semicolon of the whole entity that begins at {@code at}; -1 where none does. */
  static int end(String text, int at) {
    int start = at + 1;
    boolean number = text.startsWith("#", start);
    boolean hexadecimal =
        number && (text.startsWith("x", start + 1) || text.startsWith("X", start + 1));
    start += hexadecimal ? 2 : number ? 1 : 0;
    int end = start;
    while (end < text.length() && isPart(text.charAt(end), number, hexadecimal)) {
      end++;
    }
    int length = end - start;
    boolean whole =
        number
            ? length > 0 && length <= (hexadecimal ? LONGEST_NUMBER - 1 : LONGEST_NUMBER)
            : length > 1 && length <= LONGEST_NAME && text.charAt(start) > '9';
    return whole && text.startsWith(";", end) ? end + 1 : -1;
  }

  private static boolean isPart(char c, boolean number, boolean hexadecimal) {
    return number
        ? Character.digit(c, hexadecimal ? 16 : 10) >= 0 && c < 128
        : c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
  }

  /** What it stands for; -1 where that is not simple. */
  static int character(String text, int at, int end) {
    if (text.charAt(at + 1) != '#') {
      return named(text.substring(at + 1, end - 1));
    }
    boolean hexadecimal = (text.charAt(at + 2) | 0x20) == 'x';
    int code = Integer.parseInt(text, at + (hexadecimal ? 3 : 2), end - 1, hexadecimal ? 16 : 10);
    boolean simple = code >= 0x20 && code < 0x7f || code >= 0xa0 && code < 0xd800;
    return simple ? code : -1;
  }

  private static int named(String name) {
    return switch (name) {
      case "amp" -> '&';
      case "lt" -> '<';
      case "gt" -> '>';
      case "quot" -> '"';
      case "apos" -> '\'';
      case "nbsp" -> '\u00a0';
      case "rsquo" -> '\u2019';
      case "lsquo" -> '\u2018';
      case "rdquo" -> '\u201d';
      case "ldquo" -> '\u201c';
      case "ndash" -> '\u2013';
      case "mdash" -> '\u2014';
      case "hellip" -> '\u2026';
      case "bull" -> '\u2022';
      case "middot" -> '\u00b7';
      case "euro" -> '\u20ac';
      case "pound" -> '\u00a3';
      case "eacute" -> '\u00e9';
      case "egrave" -> '\u00e8';
      case "agrave" -> '\u00e0';
      case "ccedil" -> '\u00e7';
      case "auml" -> '\u00e4';
      case "ouml" -> '\u00f6';
      case "uuml" -> '\u00fc';
      case "szlig" -> '\u00df';
      default -> -1;
    };
  }
}
