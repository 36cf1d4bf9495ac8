package io.earlybrd.search;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names that live from their punctuation, as plain tokens: {@code C++} is {@code cplusplus}, so
 * that {@code C} does not find it. Works on text that {@link Letters} made plain.
 */
final class SpecialWords {
  /** A token in place of the text up to {@code end}. */
  record Found(String token, int end) {}

  private static final String DOTNET = "dotnet";

  private static final String SHARP = "cfjq";

  /** Only these: {@code example.net} is somebody's address. */
  private static final Set<String> BEFORE_DOTNET = Set.of("asp", "vb", "ado", "ml");

  private static final Map<String, String> WRITTEN = written();

  private SpecialWords() {}

  /** What a word that stands at {@code start..end} becomes together with what follows it. */
  static @Nullable Found after(String text, int start, int end) {
    if (end == text.length()) {
      return null;
    }
    // Most words end here: no substring is made for them.
    char letter = end == start + 1 ? text.charAt(start) : 0;
    return switch (text.charAt(end)) {
      case '+' -> letter == 'c' && text.startsWith("++", end) ? found("cplusplus", end + 2) : null;
      case '#', '♯' -> SHARP.indexOf(letter) >= 0 ? found(letter + "sharp", end + 1) : null;
      case '&', ' ' -> letter == 'r' ? researchAndDevelopment(text, end) : null;
      case '.' -> dotted(text, start, end);
      default -> null;
    };
  }

  /** Whether {@link #after} has to be asked, for the word {@code start..end}. */
  static boolean mayEndAfter(String text, int start, int end) {
    return end < text.length()
        && switch (text.charAt(end)) {
          case '.', '+', '#', '♯', '&' -> true;
          case ' ' -> end == start + 1 && text.charAt(start) == 'r';
          default -> false;
        };
  }

  private static @Nullable Found dotted(String text, int start, int dot) {
    if (text.startsWith("js", dot + 1) && !isWordAt(text, dot + 3)) {
      return found(text.substring(start, dot) + "js", dot + 3);
    }
    if (!isDotnet(text, dot)) {
      return null;
    }
    var word = text.substring(start, dot);
    return BEFORE_DOTNET.contains(word) ? found(word + DOTNET, dot + 4) : null;
  }

  /** {@code .NET} at a dot that no word precedes. */
  static @Nullable Found atDot(String text, int dot) {
    return isDotnet(text, dot) ? found(DOTNET, dot + 4) : null;
  }

  private static boolean isDotnet(String text, int dot) {
    return text.startsWith("net", dot + 1)
        && (!isLetterAt(text, dot + 4)
            || (text.startsWith("core", dot + 4) && !isWordAt(text, dot + 8)));
  }

  /** Not {@code r} and {@code d}: who looks for the language R does not mean every laboratory. */
  private static @Nullable Found researchAndDevelopment(String text, int end) {
    int at = text.charAt(end) == ' ' ? end + 1 : end;
    if (at >= text.length() || text.charAt(at) != '&') {
      return null;
    }
    int d = at + 1 < text.length() && text.charAt(at + 1) == ' ' ? at + 2 : at + 1;
    return text.startsWith("d", d) && !isWordAt(text, d + 1) ? found("rnd", d + 1) : null;
  }

  /**
   * The token that stands beside {@code token} in every folded text, so that the short name finds
   * the long one: {@code .NET} finds ASP.NET, {@code node} finds Node.js.
   */
  static @Nullable String implied(String token) {
    if (token.endsWith("js") && token.length() >= 4) {
      return token.substring(0, token.length() - 2);
    }
    return token.endsWith(DOTNET) && BEFORE_DOTNET.contains(token.substring(0, token.length() - 6))
        ? DOTNET
        : null;
  }

  /** Whether a token is such a name, which has no inflections. */
  static boolean isName(String token) {
    return WRITTEN.containsKey(token) || (token.endsWith("js") && token.length() >= 4);
  }

  /**
   * A token as a reader writes it: {@code c++} for {@code cplusplus}. Reading that gives the token
   * again.
   */
  static String written(String token) {
    return WRITTEN.getOrDefault(token, token);
  }

  private static Map<String, String> written() {
    var written = new HashMap<String, String>();
    SHARP.chars().forEach(c -> written.put((char) c + "sharp", (char) c + "#"));
    BEFORE_DOTNET.forEach(word -> written.put(word + DOTNET, word + ".net"));
    written.put("cplusplus", "c++");
    written.put(DOTNET, ".net");
    written.put("rnd", "r&d");
    return Map.copyOf(written);
  }

  private static Found found(String token, int end) {
    return new Found(token, end);
  }

  private static boolean isWordAt(String text, int at) {
    return at < text.length() && TextFold.isWord(text.codePointAt(at));
  }

  private static boolean isLetterAt(String text, int at) {
    return at < text.length() && Character.isLetter(text.codePointAt(at));
  }
}
