package io.earlybrd.search;

import io.earlybrd.search.SearchParser.Rejected;
import io.earlybrd.search.TermReader.Term;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a term may not be: the parts of the language that this version does not read yet, and slips
 * that searching for a word would hide.
 */
final class Grammar {
  private static final String TITLE = "title";

  private static final List<String> LATER =
      List.of("company", "location", "board", "remote", "pay");

  private static final Pattern COMPARISON = Pattern.compile("^(\\p{L}*)(>=|<=|[<>=≥≤])");

  private static final String COMES_LATER = " comes with a later version";

  private Grammar() {}

  /** Null where the term can be searched for. */
  static @Nullable Rejected refusal(Term term) {
    var refused = term.field().isEmpty() ? null : refusedField(term);
    if (refused != null || term.quoted()) {
      return refused;
    }
    refused = refusedMark(term);
    return refused != null ? refused : refusedWord(term);
  }

  private static @Nullable Rejected refusedField(Term term) {
    var field = term.field().toLowerCase(Locale.ROOT);
    if (LATER.contains(field)) {
      return new Rejected(term.fieldColumn(), "“" + field + ":”" + COMES_LATER);
    }
    return field.equals(TITLE) ? null : new Rejected(term.fieldColumn(), unknown(term));
  }

  private static String unknown(Term term) {
    var field = term.field().toLowerCase(Locale.ROOT);
    var message = "there is no field " + shown(term.field() + ":");
    if (field.length() > 2 && isNear(field, TITLE)) {
      return message + ", did you mean “title:”?";
    }
    for (var later : LATER) {
      if (field.length() > 2 && isNear(field, later)) {
        return message + " (“" + later + ":”" + COMES_LATER + ")";
      }
    }
    return message + "; to search for the text itself, put it into quotation marks";
  }

  private static @Nullable Rejected refusedMark(Term term) {
    var text = term.text();
    for (int i = 0, column = term.textColumn(); i < text.length(); column++) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (c == '(' || c == ')') {
        return new Rejected(column, "grouping by “( )”" + COMES_LATER);
      }
      if (c == '|') {
        return new Rejected(column, "“|” for one word or the other" + COMES_LATER);
      }
      if (c == '*') {
        return new Rejected(column, "“*” for the rest of a word" + COMES_LATER);
      }
    }
    return null;
  }

  private static @Nullable Rejected refusedWord(Term term) {
    int column = term.textColumn();
    var text = term.text();
    var operator =
        switch (text) {
          case "OR" -> "“OR”" + COMES_LATER + "; for the word, write it in lower case";
          case "AND" -> "words are ANDed already: leave “AND” out, or write the word in lower case";
          case "NOT" -> "write “-” right before the word instead of “NOT”, as in -night";
          default -> null;
        };
    if (operator != null) {
      return new Rejected(column, operator);
    }
    if (text.startsWith(":")) {
      return new Rejected(column, "no field stands before “:”");
    }
    if (!term.field().isEmpty()) {
      return refusedAfterField(term);
    }
    var comparison = COMPARISON.matcher(text);
    if (!comparison.find()) {
      return null;
    }
    var field = comparison.group(1).toLowerCase(Locale.ROOT);
    return new Rejected(
        column,
        field.isEmpty() || field.equals("pay")
            ? "a filter such as “pay>=60000”" + COMES_LATER
            : "there is no filter "
                + shown(comparison.group())
                + "; to search for the text itself, put it into quotation marks");
  }

  private static @Nullable Rejected refusedAfterField(Term term) {
    var text = term.text();
    if (TermReader.isMinus(text.codePointAt(0))) {
      return new Rejected(term.textColumn(), "put the “-” before the field, as in -title:night");
    }
    int colon = text.indexOf(':');
    return colon > 0 && text.substring(0, colon).chars().allMatch(Character::isLetter)
        ? new Rejected(term.textColumn(), "a word has one field at most")
        : null;
  }

  /** At most two letters put in, left out or changed. */
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
    return row[name.length()] <= 2;
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
