package io.earlybrd.posting;

import io.earlybrd.posting.PayRange.Period;
import org.jspecify.annotations.Nullable;

/**
 * What the words around an amount say of it. Looks no further than its sentence and a heading
 * above.
 *
 * @param label what the words before call it
 * @param distance words between the label and the amount
 * @param denied whether a word calls it something else: a bonus, a round of funding, a benefit
 * @param gross whether it is said to be before or after tax, as only pay is
 * @param period that the words behind name, or the label
 * @param end of what belongs to it
 */
record PayContext(
    Label label, int distance, boolean denied, boolean gross, @Nullable Period period, int end) {
  private static final int BEFORE = 120;
  private static final int BEHIND = 48;

  /** Characters of a heading's line. */
  private static final int HEADING = 100;

  enum Label {
    NONE,
    PAY,
    /** Base pay, to which others may be added. */
    BASE
  }

  static PayContext of(String text, int start, int end) {
    int limit = limit(text, end);
    var behind = new Behind(text, end, limit);
    int from = sentenceStart(text, start);
    var before = new Before(text, from, start);
    if (before.label == Label.NONE && !before.denied && !PayWords.hasWord(text, from, start)) {
      int headingEnd = skipBlankBack(text, from);
      int heading = lineStart(text, headingEnd);
      if (headingEnd - heading < HEADING) {
        before = new Before(text, heading, headingEnd);
      }
    }
    var period = PayPeriods.behind(text, end, limit);
    boolean byPiece = behind.piece && period == null;
    return new PayContext(
        before.label,
        before.distance,
        before.denied || behind.denied || byPiece,
        before.gross || behind.gross,
        period == null ? before.period : period,
        limit);
  }

  /** Where what is said behind an amount ends. */
  private static int limit(String text, int end) {
    int most = Math.min(text.length(), end + BEHIND);
    for (int at = end; at < most; at++) {
      char character = text.charAt(at);
      boolean stop = character == '.' && (at + 1 == text.length() || text.charAt(at + 1) <= ' ');
      if (stop
          || "\n;|•,+".indexOf(character) >= 0
          || PayNumber.isDigit(character)
          || PayCurrency.isSymbol(character)) {
        return at;
      }
    }
    return most;
  }

  private static int sentenceStart(String text, int start) {
    int least = Math.max(0, start - BEFORE);
    for (int at = start - 1; at >= least; at--) {
      char character = text.charAt(at);
      boolean stop =
          "\n;|•".indexOf(character) >= 0
              || "!?.".indexOf(character) >= 0
                  && at + 1 < start
                  && text.charAt(at + 1) == ' '
                  && at + 2 < text.length();
      if (stop) {
        return at + 1;
      }
    }
    return least;
  }

  private static int skipBlankBack(String text, int from) {
    int at = from;
    while (at > 0 && from - at < 8 && text.charAt(at - 1) <= ' ') {
      at--;
    }
    return at;
  }

  private static int lineStart(String text, int end) {
    int at = end;
    while (at > 0 && end - at < HEADING && text.charAt(at - 1) != '\n') {
      at--;
    }
    return at;
  }

  /** The words before, up to the amount. */
  private static final class Before {
    private final String text;
    private final int start;
    private Label label = Label.NONE;
    private int distance;
    private boolean denied;
    private boolean gross;
    private boolean base;
    private boolean otherThing;
    private @Nullable Period period;

    Before(String text, int from, int start) {
      this.text = text;
      this.start = start;
      int parted = parted(from);
      var words = new PayWords(text, from, start);
      while (words.next()) {
        distance++;
        take(words.word(), words.end(), words.start() > parted);
      }
      period = label == Label.NONE ? null : period;
    }

    private void take(String word, int end, boolean near) {
      // Of a project; not one for learning.
      boolean budget =
          word.equals("budget") && !otherThing && end < start && text.charAt(end) == ':';
      boolean soft = PayLabels.isSoftDenial(word);
      if (budget || PayLabels.isLabel(word)) {
        label = base || label == Label.BASE ? Label.BASE : Label.PAY;
        distance = 0;
        // As a verb it says nothing of who is paid: customers pay $10 per month.
        boolean verb = word.equals("pay") && text.substring(end, start).isBlank();
        denied &= verb;
        period = budget ? Period.PROJECT : period;
      } else if (PayLabels.BASES.contains(word)) {
        base = true;
        label = label == Label.PAY ? Label.BASE : label;
      } else if (PayLabels.isDenial(word) || near && soft) {
        denied = true;
        otherThing = true;
        base = false;
      } else {
        gross |= PayLabels.GROSS.contains(word);
        otherThing |= soft;
      }
      var said = PayPeriods.ofLabel(word);
      period = said == null ? period : said;
    }

    /** Where the last dash, colon or bracket before the amount is. */
    private int parted(int from) {
      for (int at = start - 1; at > from; at--) {
        char character = text.charAt(at);
        boolean dash = character == '-' && text.charAt(at - 1) == ' ';
        if (dash || character == '(' || character == '[' || character == ':') {
          return at;
        }
      }
      return -1;
    }
  }

  /** The words behind, as far as they speak of the amount. */
  private static final class Behind {
    private static final int WORDS = 5;

    private boolean denied;
    private boolean gross;
    private boolean piece;

    Behind(String text, int end, int limit) {
      int stop = end;
      while (stop < limit && text.charAt(stop) != '(') {
        stop++;
      }
      var words = new PayWords(text, end, limit);
      for (int seen = 0; seen < WORDS && words.next(); seen++) {
        var word = words.word();
        gross |= PayLabels.GROSS.contains(word);
        piece |= word.equals("per") && words.start() < stop;
        if (PayLabels.ENDS.contains(word)) {
          stop = Math.min(stop, words.start());
        }
        denied |=
            words.start() < stop && (PayLabels.isDenial(word) || PayLabels.isSoftDenial(word));
      }
    }
  }
}
