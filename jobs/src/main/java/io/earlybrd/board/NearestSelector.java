package io.earlybrd.board;

import java.util.function.ToLongFunction;
import org.jsoup.nodes.Document;
import org.jsoup.select.Evaluator;
import org.jspecify.annotations.Nullable;

/**
 * Which beginning of a selector still matches something.
 *
 * @param part the longest that does
 * @param matches how much it matches
 */
record NearestSelector(String part, long matches) {

  /** A note for the operator, naming the longest beginning of {@code css} that is on the page. */
  static String note(Document document, String css) {
    var nearest = of(css, css.length() - 1, part -> document.select(part).size());
    return nearest == null
        ? "posting “%s” matches nothing on the page, nor does any part of it".formatted(css)
        : "posting “%s” matches nothing on the page; “%s” matches %d"
            .formatted(css, nearest.part(), nearest.matches());
  }

  /**
   * The longest beginning of {@code css}, of at most {@code most} characters, that matches.
   *
   * @param count how much a selector matches
   */
  static @Nullable NearestSelector of(String css, int most, ToLongFunction<Evaluator> count) {
    for (int end = most; end > 0; end--) {
      // Only where a simple selector or a combinator begins.
      if (end < css.length() && ".#[:>+~, ".indexOf(css.charAt(end)) < 0) {
        continue;
      }
      var part = css.substring(0, end).replaceAll("[\\s>+~,]+$", "");
      long matches = part.isEmpty() ? 0 : matches(part, count);
      if (matches > 0) {
        return new NearestSelector(part, matches);
      }
    }
    return null;
  }

  /** None where the part was cut inside of brackets or quotes. */
  private static long matches(String part, ToLongFunction<Evaluator> count) {
    try {
      return count.applyAsLong(HtmlField.selector(part));
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
