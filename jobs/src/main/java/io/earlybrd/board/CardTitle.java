package io.earlybrd.board;

import static io.earlybrd.board.Shares.average;
import static io.earlybrd.board.Shares.distinct;
import static io.earlybrd.board.Shares.length;
import static io.earlybrd.board.Shares.share;

import java.util.Collection;
import java.util.function.ToDoubleFunction;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Which place inside of postings is their title, and which link is their own. */
final class CardTitle {
  private final CardSlots slots;
  private final LinkLooks looks;
  private final TextLooks texts;

  CardTitle(CardSlots slots, PageOutline outline) {
    this.slots = slots;
    this.looks = outline.looks();
    this.texts = outline.texts();
  }

  @Nullable CardSlot title() {
    return best(slots.texts(), this::rank);
  }

  /** The link of the postings that {@code title} names. */
  @Nullable CardSlot link(CardSlot title) {
    return best(slots.links(), link -> rank(link, title));
  }

  /** How much {@code link} looks like postings' own, 0 to 1. */
  double looks(CardSlot link) {
    return average(link.texts(), looks::of);
  }

  static @Nullable CardSlot best(Collection<CardSlot> slots, ToDoubleFunction<CardSlot> rank) {
    CardSlot best = null;
    double most = 0;
    for (var slot : slots) {
      double own = rank.applyAsDouble(slot);
      if (own > most) {
        best = slot;
        most = own;
      }
    }
    return best;
  }

  private double rank(CardSlot slot) {
    if (slot.coverage() < 0.6) {
      return 0;
    }
    var texts = slot.texts();
    double length = length(texts);
    double distinct = distinct(texts);
    boolean same = distinct < 0.25 && texts.size() > 3;
    if (length < 3
        || length > 150
        || same
        || share(texts, text -> this.texts.of(text).action()) > 0.4
        || share(texts, text -> this.texts.of(text).date()) > 0.4) {
      return 0;
    }
    var named = FieldNames.named(slot.words());
    double rank =
        average(texts, text -> this.texts.of(text).title())
            + (named == Field.TITLE ? 0.6 : named == null ? 0 : -0.7)
            + 0.2 * distinct
            + 0.2 * slot.worth()
            - 0.7 * share(texts, text -> this.texts.of(text).place())
            - 0.7 * share(texts, text -> this.texts.of(text).pay())
            - 0.004 * Math.max(0, length - 70)
            + average(slot.some(), this::shape);
    return Math.max(0, rank) * slot.coverage();
  }

  /** Headings and links are titles; what has several texts in it is a box around one. */
  private double shape(Element element) {
    var text = element.text();
    double shape = element.normalName().matches("strong|b") ? 0.1 : 0;
    var heading = element.closest("h1, h2, h3, h4, h5, h6");
    if (heading != null && heading.text().startsWith(text)) {
      shape = 0.5;
    }
    var link = element.closest("a[href]");
    if (link == null) {
      link = element.selectFirst("a[href]");
    }
    if (link != null) {
      shape += (link.text().equals(text) ? 0.4 : 0.2) * looks.of(link.attr("href"));
    }
    return shape - (CardSlot.textsIn(element) > 1 ? 0.5 : 0);
  }

  private double rank(CardSlot link, CardSlot title) {
    var hrefs = link.texts();
    double distinct = distinct(hrefs);
    boolean shared = distinct < 0.5 && distinct < distinct(title.texts());
    double looks = looks(link);
    if (link.coverage() < 0.6 || shared || looks < 0.1) {
      return 0;
    }
    double near = 0;
    for (int i = 0; i < slots.size(); i++) {
      near += near(link.element(i), title.element(i));
    }
    return (looks + 0.5 * distinct + 0.2 * link.worth() + near / slots.size()) * link.coverage();
  }

  private static double near(@Nullable Element link, @Nullable Element title) {
    if (link == null || title == null) {
      return 0;
    }
    boolean around = CardSlot.contains(link, title) || CardSlot.contains(title, link);
    return around ? 0.6 : link.text().equals(title.text()) ? 0.5 : 0;
  }
}
