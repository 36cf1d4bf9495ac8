package io.earlybrd.posting;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Whether a posting's text changed so much that searches have to look at it again. */
public final class TextChange {
  /** Of the longer description's words. */
  private static final double SHARE = 0.2;

  private TextChange() {}

  /**
   * True when title, company, location, remote or pay differ, or at least a fifth of the
   * description's words, wherever they stand in it.
   */
  public static boolean matters(PostingText before, PostingText after) {
    return !before.title().equals(after.title())
        || !Objects.equals(before.company(), after.company())
        || !Objects.equals(before.location(), after.location())
        || !Objects.equals(before.remote(), after.remote())
        || !Objects.equals(before.pay(), after.pay())
        || descriptionMatters(before.description(), after.description());
  }

  private static boolean descriptionMatters(@Nullable String before, @Nullable String after) {
    if (Objects.equals(before, after)) {
      return false;
    }
    var balance = new HashMap<String, Integer>();
    int wordsBefore = count(before, -1, balance);
    int wordsAfter = count(after, 1, balance);
    int removed = balance.values().stream().mapToInt(n -> Math.max(-n, 0)).sum();
    int added = balance.values().stream().mapToInt(n -> Math.max(n, 0)).sum();
    int changed = Math.max(removed, added);
    return changed > 0 && changed >= SHARE * Math.max(wordsBefore, wordsAfter);
  }

  private static int count(@Nullable String text, int sign, Map<String, Integer> balance) {
    if (text == null) {
      return 0;
    }
    int words = 0;
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      // Surrogates count as letters: every script keeps its words whole.
      boolean inWord =
          i < text.length()
              && (Character.isLetterOrDigit(text.charAt(i))
                  || Character.isSurrogate(text.charAt(i)));
      if (inWord && start < 0) {
        start = i;
      } else if (!inWord && start >= 0) {
        balance.merge(text.substring(start, i).toLowerCase(Locale.ROOT), sign, Integer::sum);
        words++;
        start = -1;
      }
    }
    return words;
  }
}
