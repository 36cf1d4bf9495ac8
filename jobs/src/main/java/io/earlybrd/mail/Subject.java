package io.earlybrd.mail;

import java.util.List;

/** The Subject of a mail: what is inside, not what it is. */
final class Subject {
  private Subject() {}

  private static final int LONGEST = 100;
  private static final String MORE = ", …";

  /**
   * @param headlines of the first entries
   * @param total how many entries there are
   */
  static String of(MailContent.Kind kind, List<String> headlines, int total) {
    return switch (kind) {
      case INSTANT -> instant(headlines.getFirst(), total);
      case DIGEST -> digest(headlines, total);
    };
  }

  private static String instant(String first, int total) {
    var rest = total == 1 ? "" : " and " + (total - 1) + " more";
    return PlainText.cut(first, LONGEST - rest.length()) + rest;
  }

  private static String digest(List<String> headlines, int total) {
    var subject = new StringBuilder(total + " new: ");
    int named = 0;
    for (var whole : headlines) {
      var headline = PlainText.cut(whole, LONGEST);
      boolean fits =
          PlainText.length(subject) + 2 + PlainText.length(headline) + MORE.length() <= LONGEST;
      if (named > 0 && !fits) {
        break;
      }
      subject.append(named == 0 ? "" : ", ").append(headline);
      named++;
    }
    if (PlainText.length(subject) > LONGEST - MORE.length()) {
      return PlainText.cut(subject.toString(), LONGEST);
    }
    return named < total ? subject + MORE : subject.toString();
  }

  /** {@code Senior Java Engineer at Acme}, uncut. */
  static String headline(MailContent.Entry entry) {
    var title = EntryWords.title(entry);
    var company = PlainText.line(entry.company(), EntryWords.LONGEST_FACT);
    return company.isEmpty() ? title : title + " at " + company;
  }
}
