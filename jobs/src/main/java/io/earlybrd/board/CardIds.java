package io.earlybrd.board;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;

/** What is the postings' identity, today and tomorrow, besides their links. */
final class CardIds {
  private static final Set<String> IDS =
      PostingWords.set(
          "id ids urn uuid guid key slug jobid postid reqid requisition ref reference number nr");

  private static final Set<String> OF_POSTING =
      PostingWords.set(
          "job posting position vacancy listing offer entity requisition req post opening jobid"
              + " postid stelle annonce oferta item");

  private static final Set<String> OTHERS =
      PostingWords.set(
          "tracking impression session tracked index row column company employer category location"
              + " user react reactid region analytics toggle target testid");

  private static final Pattern DIGITS = Pattern.compile("\\d{3,}");
  private static final Pattern LABELLED = Pattern.compile("(?=.*\\d)[A-Za-z0-9][\\w./-]{1,40}");

  private CardIds() {}

  /** An attribute of the postings' elements, or a text that is labelled so; null if neither is. */
  static @Nullable String in(List<Element> postings, CardSlots slots, @Nullable CardSlot links) {
    for (var attribute : postings.getFirst().attributes()) {
      if (isId(attribute.getKey(), postings, links)) {
        return "@" + attribute.getKey();
      }
    }
    for (var slot : slots.texts()) {
      var texts = slot.texts();
      if (slot.coverage() == 1
          && FieldNames.strength(Field.ID, slot.words()) >= 6
          && Shares.distinct(texts) == 1
          && texts.stream().allMatch(text -> LABELLED.matcher(text).matches())
          && !areCounted(Set.copyOf(texts))) {
        return slot.where();
      }
    }
    return null;
  }

  private static boolean isId(String attribute, List<Element> postings, @Nullable CardSlot links) {
    var words = FieldNames.split(attribute);
    boolean mayBe =
        (attribute.startsWith("data-") || attribute.equals("id"))
            && words.stream().anyMatch(IDS::contains)
            && words.stream().noneMatch(OTHERS::contains);
    if (!mayBe) {
      return false;
    }
    var values = new HashSet<String>();
    boolean numbered = true;
    int inLinks = 0;
    for (int i = 0; i < postings.size(); i++) {
      var value = postings.get(i).attr(attribute).strip();
      if (value.isEmpty() || value.length() > 200 || !values.add(value)) {
        return false;
      }
      numbered &= DIGITS.matcher(value).find();
      var link = links == null ? null : links.text(i);
      inLinks += link != null && link.contains(core(value)) ? 1 : 0;
    }
    boolean own = words.stream().anyMatch(OF_POSTING::contains);
    return inLinks == postings.size() && !areCounted(values)
        || numbered && (own || attribute.equals("data-id"))
        || own && !areCounted(values);
  }

  /** The number in it, where it has one. */
  private static String core(String value) {
    var digits = DIGITS.matcher(value);
    return digits.find() ? digits.group() : value;
  }

  /** 0, 1, 2…: where a posting stands, not which one it is. */
  private static boolean areCounted(Set<String> values) {
    return values.stream().allMatch(value -> value.matches("\\D*\\d{1,2}"));
  }
}
