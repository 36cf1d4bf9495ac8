package io.earlybrd.board;

import org.jsoup.nodes.Document;

/** Which part of a selector that matches nothing still matches something. */
final class NearestSelector {
  private NearestSelector() {}

  /** A note for the operator, naming the longest beginning of {@code css} that is on the page. */
  static String note(Document document, String css) {
    for (int end = css.length() - 1; end > 0; end--) {
      // Only where a simple selector or a combinator begins.
      if (".#[:>+~, ".indexOf(css.charAt(end)) < 0) {
        continue;
      }
      var part = css.substring(0, end).replaceAll("[\\s>+~,]+$", "");
      int matches = part.isEmpty() ? 0 : count(document, part);
      if (matches > 0) {
        return "posting “%s” matches nothing on the page; “%s” matches %d"
            .formatted(css, part, matches);
      }
    }
    return "posting “%s” matches nothing on the page, nor does any part of it".formatted(css);
  }

  /** None where the part was cut inside of brackets or quotes. */
  private static int count(Document document, String part) {
    try {
      return document.select(HtmlField.selector(part)).size();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
