package io.earlybrd.board;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What a mistyped name was meant to be. */
final class Nearest {
  private Nearest() {}

  /** The known name that the fewest changed letters make of {@code name}, if it is near at all. */
  static Optional<String> to(String name, Collection<String> known) {
    if (name.length() > 40) {
      return Optional.empty();
    }
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= Math.max(1, candidate.length() / 3))
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)));
  }

  /** Letters to insert, delete, replace or swap with the next. */
  private static int distance(String from, String to) {
    var table = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        table[i][j] = i == 0 || j == 0 ? i + j : least(table, from, to, i, j);
      }
    }
    return table[from.length()][to.length()];
  }

  private static int least(int[][] table, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int least =
        Math.min(
            table[i - 1][j - 1] + (same ? 0 : 1), Math.min(table[i - 1][j], table[i][j - 1]) + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, table[i - 2][j - 2] + 1) : least;
  }
}
