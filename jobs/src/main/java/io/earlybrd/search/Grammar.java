package io.earlybrd.search;

import io.earlybrd.search.SearchParser.Rejected;
import io.earlybrd.search.TermReader.Head;
import io.earlybrd.search.TermReader.Term;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a term may not be, and what was meant: slips that searching for a word would hide. */
final class Grammar {
  static final String ONE_FIELD = "a word has one field at most";

  static final String PAY =
      "pay is compared with a number, as in pay>=60000, pay>=60kEUR or pay>=45/hour";

  private static final List<String> FIELDS =
      List.of("title", "company", "location", "board", "remote", "pay");

  /** What people call them elsewhere. */
  private static final Map<String, String> SYNONYMS =
      Map.ofEntries(
          Map.entry("intitle", "title:"),
          Map.entry("role", "title:"),
          Map.entry("job", "title:"),
          Map.entry("employer", "company:"),
          Map.entry("from", "company:"),
          Map.entry("place", "location:"),
          Map.entry("city", "location:"),
          Map.entry("country", "location:"),
          Map.entry("near", "location:"),
          Map.entry("in", "location:"),
          Map.entry("site", "board:"),
          Map.entry("source", "board:"),
          Map.entry("salary", "pay>="),
          Map.entry("wage", "pay>="),
          Map.entry("rate", "pay>="));

  private static final Pattern COMPARISON = Pattern.compile("^(\\p{L}*)([<>=≥≤]+)");

  private Grammar() {}

  static @Nullable Rejected refusedField(Head head) {
    var field = head.field().toLowerCase(Locale.ROOT);
    if (FIELDS.contains(field)) {
      return null;
    }
    var message = "there is no field " + shown(head.field() + ":");
    var meant = meant(field);
    return new Rejected(
        head.fieldColumn(),
        meant != null
            ? message + ", did you mean “" + meant + "”?"
            : message
                + " (there are title:, company:, location:, board:, remote:); to search for the"
                + " text itself, put it into quotation marks");
  }

  /**
   * Null where the term can be read.
   *
   * @param field its own or that of its group
   */
  static @Nullable Rejected refusedWord(Term term, String field) {
    if (term.quoted()) {
      return null;
    }
    int column = term.column();
    var text = term.text();
    int star = text.replaceFirst("\\*+$", "").indexOf('*');
    if (star >= 0) {
      return new Rejected(
          column + text.codePointCount(0, star),
          "“*” stands for the rest of a word, at its end, as in engin*");
    }
    if (text.startsWith("!") && text.length() > 1) {
      return new Rejected(column, "write “-” right before the word instead of “!”, as in -night");
    }
    if (text.startsWith(":")) {
      return new Rejected(column, "no field stands before “:”");
    }
    if (List.of("OR", "AND", "NOT").contains(text)) {
      return new Rejected(
          column, "“" + text + "” joins words; for the word itself, write it in lower case");
    }
    return field.isEmpty() ? refusedComparison(term) : refusedAfterField(term);
  }

  private static @Nullable Rejected refusedComparison(Term term) {
    var comparison = COMPARISON.matcher(term.text());
    if (!comparison.find() || PayReader.isComparison(term)) {
      return null;
    }
    var name = comparison.group(1).toLowerCase(Locale.ROOT);
    var meant = meant(name);
    return new Rejected(
        term.column(),
        name.isEmpty()
            ? "nothing stands before "
                + shown(comparison.group(2))
                + ": "
                + PAY
                + "; to search for the text itself, put it into quotation marks"
            : "there is no filter "
                + shown(comparison.group())
                + ("pay".equals(meant) || "pay>=".equals(meant)
                    ? ", did you mean “pay>=”?"
                    : "; to search for the text itself, put it into quotation marks"));
  }

  private static @Nullable Rejected refusedAfterField(Term term) {
    var text = term.text();
    if (TermReader.isMinus(text.codePointAt(0))) {
      return new Rejected(term.column(), "put the “-” before the field, as in -title:night");
    }
    int colon = text.indexOf(':');
    return colon > 0 && text.substring(0, colon).chars().allMatch(Character::isLetter)
        ? new Rejected(term.column(), ONE_FIELD)
        : null;
  }

  private static @Nullable String meant(String typed) {
    var synonym = SYNONYMS.get(typed);
    if (synonym != null || typed.length() < 3) {
      return synonym;
    }
    for (var field : FIELDS) {
      if (isNear(typed, field)) {
        return field.equals("pay") ? "pay>=" : field + ":";
      }
    }
    return null;
  }

  /** At most two letters put in, left out or changed; of a short word, one. */
  private static boolean isNear(String typed, String name) {
    if (Math.abs(typed.length() - name.length()) > 2) {
      return false;
    }
    var row = new int[name.length() + 1];
    for (int j = 0; j <= name.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= typed.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= name.length(); j++) {
        int change = diagonal + (typed.charAt(i - 1) == name.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[name.length()] <= (name.length() < 5 ? 1 : 2);
  }

  /** A piece of the query for a message: in quotation marks, on one line, not long. */
  static String shown(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\p{Cs}\\u2028\\u2029]", " ");
    return "“"
        + (line.codePointCount(0, line.length()) <= 40
            ? line
            : line.substring(0, line.offsetByCodePoints(0, 40)) + "…")
        + "”";
  }
}
