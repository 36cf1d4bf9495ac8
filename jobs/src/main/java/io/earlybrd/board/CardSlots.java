package io.earlybrd.board;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** The places inside of postings that a selector finds in many of them, and what stands there. */
final class CardSlots {
  private static final Set<String> TELLING =
      PostingWords.set("h1 h2 h3 h4 h5 h6 time address strong b em a p small");

  private static final Set<String> HIDDEN =
      PostingWords.set(
          "sr-only visually-hidden visuallyhidden screen-reader-text screen-reader show-for-sr"
              + " hidden-visually u-hidden-visually a11y-hidden hide-visually assistive-text");

  private static final Pattern LABEL = Pattern.compile("[\\p{L}][\\p{L} -]{1,28}");

  /** Of the postings have it, or it is not looked at. */
  private static final double LEAST = 0.1;

  private static final int ELEMENTS = 500;
  private static final int SLOTS = 1_500;

  private final List<Element> postings;
  private final CssNames names;
  private final Map<String, Slot> texts = new LinkedHashMap<>();
  private final Map<String, Slot> links = new LinkedHashMap<>();
  private final TableHeads heads = new TableHeads();
  private Collection<Slot> allTexts = List.of();
  private Collection<Slot> allLinks = List.of();

  private CardSlots(List<Element> postings, CssNames names) {
    this.postings = postings;
    this.names = names;
  }

  /** One place; nothing in one posting where its selector finds nothing. */
  static final class Slot {
    private static final int SOME = 12;

    private final String selector;
    private final @Nullable String attribute;
    private final double worth;
    private List<String> words;
    private final @Nullable Element[] elements;
    private final @Nullable String[] values;
    private int present;
    private @Nullable List<String> texts;

    private Slot(
        String selector, @Nullable String attribute, double worth, List<String> words, int size) {
      this.selector = selector;
      this.attribute = attribute;
      this.worth = worth;
      this.words = words;
      this.elements = new Element[size];
      this.values = new String[size];
    }

    /** As {@code boards.yaml} writes it. */
    String where() {
      return attribute == null ? selector : (selector + " @" + attribute).strip();
    }

    /** How lasting the selector is, 0 to 1. */
    double worth() {
      return worth;
    }

    /** What its name or its label says. */
    List<String> words() {
      return words;
    }

    /** One that finds the same: the more lasting selector, and the words that say more. */
    private Slot merged(Slot other) {
      int own = telling(words);
      int others = telling(other.words);
      var better = worth + own / 100.0 >= other.worth + others / 100.0 ? this : other;
      better.words = own >= others ? words : other.words;
      return better;
    }

    private static int telling(List<String> words) {
      var named = FieldNames.named(words);
      return named == null ? 0 : FieldNames.strength(named, words);
    }

    double coverage() {
      return (double) present / elements.length;
    }

    @Nullable Element element(int posting) {
      return elements[posting];
    }

    /** Its text, or its attribute's, in that posting of the sample. */
    @Nullable String text(int posting) {
      var element = elements[posting];
      if (element != null && values[posting] == null) {
        values[posting] = attribute == null ? element.text() : element.attr(attribute).strip();
      }
      return values[posting];
    }

    /** All that there are. */
    List<String> texts() {
      if (texts == null) {
        texts =
            IntStream.range(0, elements.length)
                .mapToObj(this::text)
                .filter(Objects::nonNull)
                .toList();
      }
      return texts;
    }

    /** Of its elements the first few. */
    List<Element> some() {
      return Arrays.stream(elements).filter(Objects::nonNull).limit(SOME).toList();
    }

    /** Elements in {@code element} that have text of their own, itself included; at most 4. */
    static int textsIn(Element element) {
      int texts = 0;
      for (var inner : element.getAllElements()) {
        if (!inner.ownText().isBlank() && ++texts > 3) {
          break;
        }
      }
      return texts;
    }

    /** Whether {@code inner} is {@code outer}, or inside of it. */
    static boolean contains(Element outer, Element inner) {
      for (var at = inner; at != null; at = at.parent()) {
        if (at == outer) {
          return true;
        }
      }
      return false;
    }
  }

  static CardSlots of(List<Element> postings, CssNames names) {
    var slots = new CardSlots(postings, names);
    for (int i = 0; i < postings.size(); i++) {
      slots.collect(i);
    }
    slots.allTexts = different(slots.texts);
    slots.allLinks = different(slots.links);
    return slots;
  }

  Collection<Slot> texts() {
    return allTexts;
  }

  /** Of {@code href}s. */
  Collection<Slot> links() {
    return allLinks;
  }

  /** Of those that find the same elements the one whose name says something, and lasts. */
  private static Collection<Slot> different(Map<String, Slot> slots) {
    var different = new LinkedHashMap<Sameness, Slot>();
    for (var slot : slots.values()) {
      if (slot.coverage() >= LEAST) {
        different.merge(new Sameness(slot), slot, Slot::merged);
      }
    }
    return different.values();
  }

  /** Slots are the same where their elements are. */
  private record Sameness(Slot slot) {
    @Override
    public boolean equals(@Nullable Object other) {
      if (!(other instanceof Sameness(var that))
          || !Objects.equals(slot.attribute, that.attribute)) {
        return false;
      }
      for (int i = 0; i < slot.elements.length; i++) {
        if (slot.elements[i] != that.elements[i]) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = 0;
      for (var element : slot.elements) {
        hash = 31 * hash + System.identityHashCode(element);
      }
      return hash;
    }
  }

  int size() {
    return postings.size();
  }

  private void collect(int number) {
    var posting = postings.get(number);
    int[] count = {0};
    posting.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (!(node instanceof Element element)) {
              return FilterResult.CONTINUE;
            }
            if (count[0]++ > ELEMENTS) {
              return FilterResult.STOP;
            }
            boolean isHidden = element.classNames().stream().anyMatch(HIDDEN::contains);
            if (!isHidden) {
              add(number, posting, element, depth);
            } else if (element.selectFirst("a[href]") == null) {
              return FilterResult.SKIP_ENTIRELY;
            }
            return FilterResult.CONTINUE;
          }
        });
  }

  private void add(int number, Element posting, Element element, int depth) {
    boolean isLink = element.normalName().equals("a") && !element.attr("href").isBlank();
    boolean hasText = element.hasText();
    if (element.hasAttr("datetime")) {
      eachSelector(
          posting,
          element,
          depth,
          (css, worth, words) -> put(texts, number, element, css, "datetime", worth, words));
    }
    if (element.hasAttr("content") && element.hasAttr("itemprop")) {
      eachSelector(
          posting,
          element,
          depth,
          (css, worth, words) -> put(texts, number, element, css, "content", worth, words));
    }
    if (!hasText && !isLink) {
      return;
    }
    eachSelector(
        posting,
        element,
        depth,
        (css, worth, words) -> {
          if (hasText) {
            put(texts, number, element, css, null, worth, words);
          }
          if (isLink) {
            put(links, number, element, css.equals(":scope") ? "" : css, "href", worth, words);
          }
        });
  }

  private interface Selectors {
    void add(String css, double worth, List<String> words);
  }

  private void eachSelector(Element posting, Element element, int depth, Selectors to) {
    if (element == posting) {
      to.add(":scope", 0.6, List.of());
      return;
    }
    var tag = element.normalName();
    for (var token : names.of(element)) {
      to.add(
          token.css().startsWith("[") ? token.css() : tag + token.css(),
          CssNames.isLayout(token) ? 0.45 : 0.9,
          CssNames.isLayout(token) ? List.of() : FieldNames.split(token.name()));
    }
    if (TELLING.contains(tag)) {
      to.add(tag, tag.equals("p") || tag.equals("a") ? 0.6 : 0.8, List.of());
    }
    if (tag.equals("td") || tag.equals("th")) {
      var column = heads.of(element);
      to.add(tag + ":nth-child(" + (element.elementSiblingIndex() + 1) + ")", 0.7, column);
    } else if (depth <= 4) {
      to.add(path(posting, element), depth == 1 ? 0.4 : 0.3, List.of());
    }
    byParent(posting, element, to);
    byLabel(element, to);
    if (tag.equals("a")) {
      var marker = LinkLooks.marker(element.attr("href"));
      if (marker != null && marker.indexOf('"') < 0) {
        to.add("a[href*=\"" + marker + "\"]", 0.7, List.of());
      }
    }
  }

  /** {@code h3 a}, {@code .title a}, and what stands beside a label for screen readers. */
  private void byParent(Element posting, Element element, Selectors to) {
    var parent = element.parent();
    if (parent == null || parent == posting || element.normalName().equals("div")) {
      return;
    }
    var tag = element.normalName();
    var above = parent.normalName();
    if (above.matches("h[1-6]")) {
      to.add(above + " " + tag, 0.85, FieldNames.split(parent.className()));
    }
    var tokens = names.of(parent);
    if (!tokens.isEmpty() && !CssNames.isLayout(tokens.getFirst())) {
      var name = tokens.getFirst();
      to.add(above + name.css() + " " + tag, 0.75, FieldNames.split(name.name()));
    }
    for (var sibling : parent.children()) {
      for (var name : sibling == element ? Set.<String>of() : sibling.classNames()) {
        if (HIDDEN.contains(name)) {
          to.add(above + " > " + tag + ":not(." + name + ")", 0.7, List.of());
        }
      }
    }
  }

  private static void byLabel(Element element, Selectors to) {
    var before = element.previousElementSibling();
    if (before == null || before.childrenSize() > 2) {
      return;
    }
    var shown = before.text();
    var text = shown.replaceAll("\\s*:\\s*$", "");
    if (LABEL.matcher(text).matches() && FieldNames.named(FieldNames.split(text)) != null) {
      boolean isLabel =
          shown.endsWith(":")
              || before.normalName().matches("dt|th|label")
              || CssNames.words(before).contains("label");
      if (isLabel) {
        var css = before.normalName() + ":contains(" + text + ") + " + element.normalName();
        to.add(css, before.normalName().matches("dt|th") ? 0.92 : 0.5, FieldNames.split(text));
      }
    }
  }

  private static String path(Element posting, Element element) {
    var path = new StringBuilder();
    for (var at = element; at != null && at != posting; at = at.parent()) {
      int of = 1;
      for (var s = at.previousElementSibling(); s != null; s = s.previousElementSibling()) {
        of += s.normalName().equals(at.normalName()) ? 1 : 0;
      }
      path.insert(
          0, " > " + at.normalName() + (of == 1 ? ":nth-of-type(1)" : ":nth-of-type(" + of + ")"));
    }
    return ":scope" + path;
  }

  private void put(
      Map<String, Slot> slots,
      int number,
      Element element,
      String css,
      @Nullable String attribute,
      double worth,
      List<String> words) {
    var key = attribute == null ? css : css + " @" + attribute;
    var slot = slots.get(key);
    if (slot == null && slots.size() < SLOTS) {
      slot = new Slot(css, attribute, worth, words, postings.size());
      slots.put(key, slot);
    }
    if (slot != null && slot.elements[number] == null) {
      slot.elements[number] = element;
      slot.present++;
    }
  }
}
