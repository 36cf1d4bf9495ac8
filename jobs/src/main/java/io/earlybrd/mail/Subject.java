package io.earlybrd.mail;

import java.util.List;

/** The Subject of a mail: what is inside, not what it is. */
final class Subject {
  private Subject() {}

  private static final int LONGEST = 100;
  private static final String MORE = ", …";

  static String of(MailContent content) {
    var entries =
        content.sections().stream().flatMap(section -> section.entries().stream()).toList();
    return switch (content.kind()) {
      case INSTANT -> instant(entries.getFirst(), content.total());
      case DIGEST -> digest(entries, content.total());
    };
  }

  private static String instant(MailContent.Entry first, int total) {
    var rest = total == 1 ? "" : " and " + (total - 1) + " more";
    return headline(first, LONGEST - rest.length()) + rest;
  }

  private static String digest(List<MailContent.Entry> entries, int total) {
    var subject = new StringBuilder(total + " new: ");
    int named = 0;
    for (var entry : entries) {
      var headline = headline(entry, LONGEST);
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

  /** {@code Senior Java Engineer at Acme}. */
  static String headline(MailContent.Entry entry, int max) {
    var title = MailView.title(entry);
    var company = PlainText.line(entry.company(), MailView.LONGEST_FACT);
    return PlainText.cut(company.isEmpty() ? title : title + " at " + company, max);
  }
}
