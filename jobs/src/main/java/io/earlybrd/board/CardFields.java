package io.earlybrd.board;

import static io.earlybrd.board.Shares.average;
import static io.earlybrd.board.Shares.distinct;
import static io.earlybrd.board.Shares.length;
import static io.earlybrd.board.Shares.share;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** Which place inside of postings is which field: by its name, else by what stands there. */
final class CardFields {
  private static final Pattern COMPANY_PAGE =
      Pattern.compile(
          ".*/(?:company|companies|employers?|cmp|entreprises?|unternehmen|firma)/[^/]+/?");

  /** In this order: what is found first is not found again as something vaguer. */
  private static final List<Field> OTHERS =
      List.of(
          Field.POSTED_AT,
          Field.PAY,
          Field.LOCATION,
          Field.COMPANY,
          Field.REMOTE,
          Field.DEPARTMENT,
          Field.DESCRIPTION);

  private final CardSlots slots;
  private final TextLooks look;
  private final Map<Field, CardSlot> found = new EnumMap<>(Field.class);
  private @Nullable String id;
  private double linkLooks;
  private double titleLooks;

  private CardFields(CardSlots slots, TextLooks look) {
    this.slots = slots;
    this.look = look;
  }

  /** The fields of postings that are alike, of which {@code sample} is a part. */
  static CardFields of(List<Element> sample, PageOutline outline) {
    var slots = new CardSlots(sample, outline.names());
    var fields = new CardFields(slots, outline.texts());
    var titles = new CardTitle(slots, outline);
    var title = titles.title();
    if (title == null) {
      return fields;
    }
    fields.found.put(Field.TITLE, title);
    fields.titleLooks = average(title.texts(), text -> outline.texts().of(text).title());
    var url = titles.link(title);
    if (url != null) {
      fields.found.put(Field.URL, url);
      fields.linkLooks = titles.looks(url) * distinct(url.texts());
    }
    OTHERS.forEach(fields::find);
    fields.findSecondHeading();
    fields.id = CardIds.in(sample, slots, url);
    return fields;
  }

  /** The id is not among them. */
  Map<Field, CardSlot> found() {
    return found;
  }

  /** What tells the postings apart besides their links; null where nothing does. */
  @Nullable String id() {
    return id;
  }

  /** How much the links look like postings' own, 0 without any. */
  double linkLooks() {
    return linkLooks;
  }

  double titleLooks() {
    return titleLooks;
  }

  private void find(Field field) {
    var best = CardTitle.best(slots.texts(), slot -> rank(field, slot));
    if (best != null) {
      found.put(field, best);
    }
  }

  private double rank(Field field, CardSlot slot) {
    double least = field == Field.PAY || field == Field.REMOTE ? 0.1 : 0.4;
    if (slot.coverage() < least || isTaken(slot, field)) {
      return 0;
    }
    var texts = slot.texts();
    double fit = fit(field, slot, texts, isNamed(slot, field));
    if (fit == 0) {
      return 0;
    }
    boolean isText = field == Field.DESCRIPTION;
    boolean isBox = !isText && average(slot.some(), CardSlot::textsIn) > 1.5;
    double named = FieldNames.strength(field, slot.words()) / 3.0;
    return (fit + named + slot.worth() - (isBox ? 2 : 0))
        * (0.5 + slot.coverage() / 2)
        / (isText ? 1 : 1 + length(texts) / 200);
  }

  /** 0 where the texts cannot be that field. */
  private double fit(Field field, CardSlot slot, List<String> texts, boolean isNamed) {
    double places = share(texts, text -> look.of(text).place());
    double longest = texts.stream().mapToInt(String::length).max().orElse(0);
    return switch (field) {
      case POSTED_AT ->
          share(texts, text -> look.of(text).date()) < 0.5
              ? 0
              : 6 + 3 * share(texts, text -> PostingDate.parse(text) != null);
      case PAY -> share(texts, text -> look.of(text).pay()) < 0.5 ? 0 : 5;
      case LOCATION ->
          longest > 100 || !isNamed && !arePlaces(texts, places) ? 0 : (isNamed ? 3 : 2) + places;
      case COMPANY ->
          longest > 80 || places > 0.7 || share(texts, text -> look.of(text).date()) > 0.3
              ? 0
              : isNamed ? 3 : share(slot.some(), CardFields::leadsToCompany) > 0.5 ? 4 : 0;
      case REMOTE -> isNamed ? 2 : share(texts, text -> look.of(text).workplace()) > 0.95 ? 3 : 0;
      case DEPARTMENT -> isNamed && longest <= 80 ? 3 : 0;
      case DESCRIPTION -> {
        boolean isParagraph =
            length(texts) > 80 && slot.some().stream().allMatch(e -> e.normalName().equals("p"));
        yield length(texts) >= 25 && (isNamed || isParagraph) ? 3 : 0;
      }
      default -> 0;
    };
  }

  /** Some are known, and the others may be. */
  private boolean arePlaces(List<String> texts, double known) {
    return known >= 0.6 || known >= 0.1 && share(texts, text -> look.of(text).mayBePlace()) >= 0.9;
  }

  /** A heading under the title that is no place and no date is most often the company. */
  private void findSecondHeading() {
    if (found.containsKey(Field.COMPANY)) {
      return;
    }
    for (var slot : slots.texts()) {
      if (slot.where().matches("h[2-6]")
          && slot.coverage() > 0.8
          && FieldNames.named(slot.words()) == null
          && !isTaken(slot, Field.COMPANY)
          && share(slot.texts(), this::isNoCompany) < 0.3) {
        found.put(Field.COMPANY, slot);
        return;
      }
    }
  }

  private boolean isNoCompany(String text) {
    return text.length() > 60 || look.of(text).place() || look.of(text).date();
  }

  private static boolean leadsToCompany(Element element) {
    var link = element.normalName().equals("a") ? element : element.selectFirst("a[href]");
    return link != null && COMPANY_PAGE.matcher(link.attr("href")).matches();
  }

  private static boolean isNamed(CardSlot slot, Field field) {
    return FieldNames.strength(field, slot.words()) >= 4;
  }

  /**
   * Whether it is named after another field, or one of those found stands there or inside of it.
   */
  private boolean isTaken(CardSlot slot, Field field) {
    if (FieldNames.named(slot.words()) != null && !isNamed(slot, field)) {
      return true;
    }
    for (var taken : found.entrySet()) {
      int clashes = 0;
      for (int i = 0; i < slots.size() && taken.getKey() != Field.URL; i++) {
        boolean isTitle = taken.getKey() == Field.TITLE;
        clashes += clash(slot.element(i), taken.getValue().element(i), isTitle) ? 1 : 0;
      }
      if (clashes > 0.3 * slots.size() * slot.coverage()) {
        return true;
      }
    }
    return false;
  }

  private static boolean clash(
      @Nullable Element element, @Nullable Element taken, boolean isTitle) {
    return element != null
        && taken != null
        && (CardSlot.contains(element, taken) || isTitle && taken.text().equals(element.text()));
  }
}
