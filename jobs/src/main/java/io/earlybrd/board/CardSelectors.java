package io.earlybrd.board;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;

/** All selectors worth trying that find an element inside of its posting. */
final class CardSelectors {
  /** Tags that say something by themselves. */
  private static final Set<String> TELLING =
      PostingWords.set("h1 h2 h3 h4 h5 h6 time address strong b em a p small summary");

  /** Classes of what only screen readers read. */
  private static final Set<String> HIDDEN =
      PostingWords.set(
          "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader show-for-sr"
              + " hidden-visually u-hidden-visually a11y-hidden hide-visually assistive-text");

  private static final Set<String> MADE_OF =
      PostingWords.set("link url href text wrap wrapper container block box span div");

  private static final Pattern LABEL = Pattern.compile("\\p{L}[\\p{L} -]{1,28}");
  private static final Pattern COLON = Pattern.compile("\\s*:\\s*$");
  private static final int DEEPEST = 4;

  private final CssNames names;
  private final TableHeads heads = new TableHeads();

  CardSelectors(CssNames names) {
    this.names = names;
  }

  /** Where they go to. */
  @FunctionalInterface
  interface Selectors {
    /**
     * @param worth how lasting it is, 0 to 1
     * @param words what its name or its label says
     */
    void add(String css, double worth, List<String> words);
  }

  /**
   * @param depth of {@code element} in {@code posting}
   */
  void each(Element posting, Element element, int depth, Selectors to) {
    if (element == posting) {
      to.add(":scope", 0.5, List.of());
      return;
    }
    var tag = element.normalName();
    var icon = icon(element);
    for (var token : names.of(element)) {
      boolean isLayout = CssNames.isLayout(token);
      to.add(
          token.css().startsWith("[") ? token.css() : tag + token.css(),
          isLayout ? 0.45 : 0.9,
          isLayout ? icon : said(token.name()));
    }
    if (tag.indexOf('-') > 0) {
      to.add(tag, 0.8, FieldNames.split(tag));
    } else if (TELLING.contains(tag)) {
      to.add(tag, tag.equals("p") || tag.equals("a") ? 0.6 : 0.8, List.of());
    }
    if (tag.equals("td") || tag.equals("th")) {
      var css = tag + ":nth-child(" + (element.elementSiblingIndex() + 1) + ")";
      to.add(css, 0.7, heads.of(element));
    } else if (depth <= DEEPEST) {
      to.add(path(posting, element), depth == 1 ? 0.4 : 0.3, icon);
    }
    byParent(posting, element, to);
    byLabel(element, to);
    byAddress(element, to);
  }

  /** {@code h3 a}, {@code .title a}, and what stands beside a label for screen readers. */
  private void byParent(Element posting, Element element, Selectors to) {
    var parent = element.parent();
    var tag = element.normalName();
    if (parent == null || parent == posting || tag.equals("div")) {
      return;
    }
    var above = parent.normalName();
    boolean isNamed = isNamed(element);
    if (above.matches("h[1-6]")) {
      var words = isNamed ? List.<String>of() : said(parent.className());
      to.add(above + " " + tag, 0.85, words);
    }
    if (isNamed(parent)) {
      var name = names.of(parent).getFirst();
      var words = isNamed ? List.<String>of() : said(name.name());
      to.add(above + name.css() + " " + tag, 0.75, words);
    }
    for (var sibling : parent.children()) {
      for (var name : sibling == element ? Set.<String>of() : sibling.classNames()) {
        if (HIDDEN.contains(name)) {
          to.add(above + " > " + tag + ":not(." + name + ")", 0.7, List.of());
        }
      }
    }
  }

  private boolean isNamed(Element element) {
    var tokens = names.of(element);
    return !tokens.isEmpty() && !CssNames.isLayout(tokens.getFirst());
  }

  /** Classes also say what an element is made of. */
  private static List<String> said(String name) {
    return FieldNames.split(name).stream().filter(word -> !MADE_OF.contains(word)).toList();
  }

  /** What a picture before a text says about it. */
  private static List<String> icon(Element element) {
    var first = element.firstElementChild();
    boolean isIcon = first != null && first.normalName().matches("i|svg|span") && !first.hasText();
    return isIcon ? FieldNames.split(first.attr("class")) : List.of();
  }

  private static void byLabel(Element element, Selectors to) {
    var before = element.previousElementSibling();
    if (before == null || before.childrenSize() > 2) {
      return;
    }
    var shown = before.text();
    var text = COLON.matcher(shown).replaceFirst("");
    if (!LABEL.matcher(text).matches() || FieldNames.named(FieldNames.split(text)) == null) {
      return;
    }
    boolean isTerm = before.normalName().matches("dt|th");
    boolean isLabel =
        isTerm
            || shown.endsWith(":")
            || before.normalName().equals("label")
            || CssNames.words(before).contains("label")
            || before.classNames().stream().anyMatch(HIDDEN::contains);
    if (isLabel) {
      var css = before.normalName() + ":contains(" + text + ") + " + element.normalName();
      to.add(css, isTerm ? 0.92 : 0.5, FieldNames.split(text));
    }
  }

  private static void byAddress(Element element, Selectors to) {
    if (element.normalName().equals("a")) {
      var marker = LinkLooks.marker(element.attr("href"));
      if (marker != null) {
        to.add("a[href*=\"" + marker + "\"]", 0.55, List.of());
      }
    }
  }

  private static String path(Element posting, Element element) {
    var path = new StringBuilder();
    for (var at = element; at != null && at != posting; at = at.parent()) {
      int place = 1;
      for (var s = at.previousElementSibling(); s != null; s = s.previousElementSibling()) {
        place += s.normalName().equals(at.normalName()) ? 1 : 0;
      }
      path.insert(0, " > " + at.normalName() + ":nth-of-type(" + place + ")");
    }
    return ":scope" + path;
  }
}
