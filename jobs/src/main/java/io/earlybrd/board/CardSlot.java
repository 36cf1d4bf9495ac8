package io.earlybrd.board;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** One place inside of postings, by what their selector finds first in each of a sample. */
final class CardSlot {
  private static final int SOME = 12;

  private final String selector;
  private final @Nullable String attribute;
  private final double worth;
  private List<String> words;
  private final @Nullable Element[] elements;
  private final @Nullable String[] values;
  private @Nullable List<String> texts;
  private int present;

  /**
   * @param selector empty: the posting's element
   * @param attribute null: its text
   * @param postings in the sample
   */
  CardSlot(
      String selector, @Nullable String attribute, double worth, List<String> words, int postings) {
    this.selector = selector;
    this.attribute = attribute;
    this.worth = worth;
    this.words = words;
    this.elements = new Element[postings];
    this.values = new String[postings];
  }

  /** Keeps the first of each posting, as reading does. */
  void put(int posting, Element element) {
    if (elements[posting] == null) {
      elements[posting] = element;
      present++;
    }
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

  /** The part of the postings that have it. */
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

  /** Whether both find the same elements, and take the same of them. */
  boolean isSameAs(CardSlot other) {
    if (!Objects.equals(attribute, other.attribute)) {
      return false;
    }
    for (int i = 0; i < elements.length; i++) {
      if (elements[i] != other.elements[i]) {
        return false;
      }
    }
    return true;
  }

  int sameness() {
    int hash = 0;
    for (var element : elements) {
      hash = 31 * hash + System.identityHashCode(element);
    }
    return hash;
  }

  /** With one that finds the same: the more lasting selector, and the words that say more. */
  CardSlot mergedWith(CardSlot other) {
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
