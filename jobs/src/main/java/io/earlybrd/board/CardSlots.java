package io.earlybrd.board;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.select.NodeFilter;
import org.jspecify.annotations.Nullable;

/** The places inside of postings that a selector finds in many of them, and what stands there. */
final class CardSlots {
  /** Of the postings have it, or it is not looked at. */
  private static final double LEAST = 0.1;

  private static final int ELEMENTS = 500;
  private static final int SLOTS = 1_500;

  private final int postings;
  private final CardSelectors selectors;
  private final Map<String, CardSlot> allTexts = new LinkedHashMap<>();
  private final Map<String, CardSlot> allLinks = new LinkedHashMap<>();
  private final Collection<CardSlot> texts;
  private final Collection<CardSlot> links;

  CardSlots(List<Element> sample, CssNames names) {
    this.postings = sample.size();
    this.selectors = new CardSelectors(names);
    for (int i = 0; i < postings; i++) {
      collect(i, sample.get(i));
    }
    this.texts = different(allTexts.values());
    this.links = different(allLinks.values());
  }

  Collection<CardSlot> texts() {
    return texts;
  }

  /** Of {@code href}s. */
  Collection<CardSlot> links() {
    return links;
  }

  int size() {
    return postings;
  }

  private void collect(int number, Element posting) {
    int[] count = {0};
    posting.filter(
        new NodeFilter() {
          @Override
          public FilterResult head(Node node, int depth) {
            if (node instanceof Element element) {
              if (count[0]++ > ELEMENTS) {
                return FilterResult.STOP;
              }
              add(number, posting, element, depth);
            }
            return FilterResult.CONTINUE;
          }
        });
  }

  private void add(int number, Element posting, Element element, int depth) {
    boolean isLink = element.normalName().equals("a") && !element.attr("href").isBlank();
    boolean hasText = element.hasText();
    boolean hasDate = !element.attr("datetime").isBlank();
    boolean hasContent = !element.attr("content").isBlank() && element.hasAttr("itemprop");
    if (!isLink && !hasText && !hasDate && !hasContent) {
      return;
    }
    selectors.each(
        posting,
        element,
        depth,
        (css, worth, words) -> {
          if (hasText) {
            put(allTexts, css, null, worth, words, number, element);
          }
          if (hasDate) {
            put(allTexts, css, "datetime", worth, words, number, element);
          }
          if (hasContent) {
            put(allTexts, css, "content", worth, words, number, element);
          }
          if (isLink) {
            var own = css.equals(":scope") ? "" : css;
            put(allLinks, own, "href", worth, words, number, element);
          }
        });
  }

  private void put(
      Map<String, CardSlot> slots,
      String css,
      @Nullable String attribute,
      double worth,
      List<String> words,
      int number,
      Element element) {
    var key = css + " @" + attribute;
    var slot = slots.get(key);
    if (slot == null && slots.size() < SLOTS) {
      slot = new CardSlot(css, attribute, worth, words, postings);
      slots.put(key, slot);
    }
    if (slot != null) {
      slot.put(number, element);
    }
  }

  /** Of those that find the same elements one. */
  private static Collection<CardSlot> different(Collection<CardSlot> slots) {
    var different = new LinkedHashMap<Sameness, CardSlot>();
    for (var slot : slots) {
      if (slot.coverage() >= LEAST) {
        different.merge(new Sameness(slot), slot, CardSlot::mergedWith);
      }
    }
    return different.values();
  }

  private record Sameness(CardSlot slot) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Sameness(var that) && slot.isSameAs(that);
    }

    @Override
    public int hashCode() {
      return slot.sameness();
    }
  }
}
