package io.earlybrd.search;

import java.util.Locale;

/**
 * The lexemes that postings and queries have in common. A word is two of them: its stem, and {@code
 * =} with the word itself, for quoted words and for beginnings of words. Filters begin with a
 * slash. Neither mark is in any folded text.
 */
final class Lexemes {
  static final char EXACT = '=';

  static final String REMOTE = "/remote/yes";

  private static final String BOARD = "/board/";
  private static final String DAY = "/day/";

  private Lexemes() {}

  static String stem(String token) {
    return Stems.of(token);
  }

  /** What begins otherwise has no inflections, and stands for itself. */
  static boolean hasExact(int first) {
    return first >= 'a' && first <= 'z';
  }

  /** Of a token, or of the beginning of one. */
  static String exact(String token) {
    return hasExact(token.charAt(0)) ? EXACT + token : token;
  }

  static String board(String id) {
    return BOARD + id;
  }

  /** SQL: the lexemes of a posting's row that its text does not give. */
  static String ofRow(String board, String firstSeenAt) {
    return "array_to_tsvector(ARRAY['%s' || %s, '%s' || floor(extract(epoch FROM %s) / 86400)::bigint])"
        .formatted(BOARD, board, DAY, firstSeenAt);
  }

  static String day(long sinceEpoch) {
    return String.format(Locale.ROOT, "%s%d", DAY, sinceEpoch);
  }
}
