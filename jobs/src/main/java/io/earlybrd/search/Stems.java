package io.earlybrd.search;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.ext.EnglishStemmer;

/**
 * What the inflections of a word have in common: {@code developer} and {@code developers} are
 * {@code develop}. Snowball's English stemmer, with exceptions for words that it throws together
 * although who searches for one does not want the other.
 *
 * <p>Stemming is ours and not PostgreSQL's, so that no upgrade of the server changes what a saved
 * search finds. Thread-safe.
 */
final class Stems {
  /** Remembered words: texts repeat theirs. */
  private static final int SLOTS = 1 << 14;

  private static final int SHORTEST = 3;
  private static final int LONGEST_REMEMBERED = 24;

  /** Immutable, so that a race about a slot costs nothing but a second look. */
  private record Known(byte[] token, byte[] stem) {}

  private static final @Nullable Known[] KNOWN = new Known[SLOTS];

  private static final EnglishStemmer STEMMER = new EnglishStemmer();

  /** Stem, then the words that have it and that the stemmer would give another's. */
  private static final Map<String, String> EXCEPTIONS =
      Stream.of(
              "intern intern interns",
              "internal internal internally",
              "international international internationally",
              "engine engine engines",
              "university university universities",
              "universal universal universally",
              "organs organ organs",
              "organic organic organics organically",
              "marketing marketing",
              "accountant accountant accountants accounting accountancy",
              "assistant assistant assistants",
              "business business businesses",
              "customer customer customers",
              "operator operator operators",
              "animal animal animals",
              "ios ios",
              "aws aws",
              "sas sas")
          .map(line -> line.split(" "))
          .flatMap(words -> Arrays.stream(words).skip(1).map(word -> Map.entry(word, words[0])))
          .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

  private Stems() {}

  /** Of a folded token; the token itself where it has no inflections. */
  static String of(String token) {
    if (token.length() < SHORTEST || !isAsciiLetters(token) || SpecialWords.isName(token)) {
      return token;
    }
    var exception = EXCEPTIONS.get(token);
    if (exception != null) {
      return exception;
    }
    synchronized (STEMMER) {
      STEMMER.setCurrent(token);
      STEMMER.stem();
      return STEMMER.getCurrent();
    }
  }

  /** Of the token {@code text[start..end)}; not to be written into. */
  static byte[] of(byte[] text, int start, int end) {
    if (end - start > LONGEST_REMEMBERED) {
      return stem(Arrays.copyOfRange(text, start, end));
    }
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    var known = KNOWN[slot];
    if (known != null && Arrays.equals(known.token, 0, known.token.length, text, start, end)) {
      return known.stem;
    }
    var token = Arrays.copyOfRange(text, start, end);
    var stem = stem(token);
    KNOWN[slot] = new Known(token, stem);
    return stem;
  }

  private static byte[] stem(byte[] token) {
    return of(new String(token, StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isAsciiLetters(String token) {
    for (int i = 0; i < token.length(); i++) {
      char c = token.charAt(i);
      if (c < 'a' || c > 'z') {
        return false;
      }
    }
    return true;
  }
}
