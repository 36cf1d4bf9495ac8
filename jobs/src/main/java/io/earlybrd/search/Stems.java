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
  private static final int SLOTS = 1 << 16;

  private static final int SHORTEST = 3;

  /** Bytes of a token that is remembered. */
  static final int LONGEST = 24;

  /**
   * Each one array, which costs one wait for memory: the word's length, the word, its stem. Written
   * once, so that a race about a slot costs nothing but a second look.
   */
  private static final byte @Nullable [][] KNOWN = new byte[SLOTS][];

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

  /**
   * The length, the token {@code text[start..end)} and its stem, for a token of at most {@link
   * #LONGEST} bytes. Not to be written into.
   */
  static byte[] entry(byte[] text, int start, int end) {
    int hash = 0;
    for (int i = start; i < end; i++) {
      hash = hash * 31 + text[i];
    }
    int slot = (hash ^ hash >>> 15) & (SLOTS - 1);
    var known = KNOWN[slot];
    if (known == null || !isOf(known, text, start, end)) {
      known = made(text, start, end);
      KNOWN[slot] = known;
    }
    return known;
  }

  /** Of the token {@code text[start..end)}, by way of those that are remembered. */
  static byte[] of(byte[] text, int start, int end) {
    if (end - start > LONGEST) {
      return stem(text, start, end);
    }
    var entry = entry(text, start, end);
    return Arrays.copyOfRange(entry, 1 + end - start, entry.length);
  }

  /** Words are short: a loop is faster than a call. */
  private static boolean isOf(byte[] entry, byte[] text, int start, int end) {
    int length = end - start;
    if (entry[0] != length) {
      return false;
    }
    int i = 0;
    while (i < length && entry[i + 1] == text[start + i]) {
      i++;
    }
    return i == length;
  }

  private static byte[] made(byte[] text, int start, int end) {
    int length = end - start;
    var stem = stem(text, start, end);
    var entry = new byte[1 + length + stem.length];
    entry[0] = (byte) length;
    System.arraycopy(text, start, entry, 1, length);
    System.arraycopy(stem, 0, entry, 1 + length, stem.length);
    return entry;
  }

  static byte[] stem(byte[] text, int start, int end) {
    return of(new String(text, start, end - start, StandardCharsets.ISO_8859_1))
        .getBytes(StandardCharsets.ISO_8859_1);
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
