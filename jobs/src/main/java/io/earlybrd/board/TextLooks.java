package io.earlybrd.board;

import java.util.HashMap;
import java.util.Map;

/** What the texts of a page look like, each looked at once however many selectors find it. */
final class TextLooks {
  private static final int LONGEST = 200;
  private static final Look NONE = new Look(0, false, false, false, false, false, false);

  private final Map<String, Look> known = new HashMap<>();

  /**
   * @param title how much like a job's, 0 to 1
   * @param mayBePlace as it may be a name
   * @param action on a button or a badge
   */
  record Look(
      double title,
      boolean action,
      boolean date,
      boolean pay,
      boolean place,
      boolean mayBePlace,
      boolean workplace) {}

  Look of(String text) {
    return text.length() > LONGEST ? NONE : known.computeIfAbsent(text, TextLooks::look);
  }

  private static Look look(String text) {
    return new Look(
        PostingWords.title(text),
        PostingWords.isAction(text),
        PostingWords.isDate(text),
        PostingWords.isPay(text),
        PostingWords.isPlace(text),
        PostingWords.mayBePlace(text),
        PostingWords.isWorkplace(text));
  }
}
