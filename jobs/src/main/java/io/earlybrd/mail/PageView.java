package io.earlybrd.mail;

import io.earlybrd.mail.MailView.EntryView;
import java.util.List;

/**
 * What a web page shows of a mail: the words of the mail, with every posting that its content
 * holds.
 */
public record PageView(String heading, String day, List<Section> sections) {

  /** The postings of one search. */
  public record Section(String name, int count, List<EntryView> entries) {}

  /** Ages are those that the mail told: relative to its date. */
  public static PageView of(MailContent content) {
    return new PageView(
        MailWords.heading(content.total()),
        MailWords.day(content.date().atZone(content.zone()).toLocalDate()),
        content.sections().stream().map(section -> section(section, content)).toList());
  }

  private static Section section(MailContent.Section section, MailContent content) {
    var entries =
        section.entries().stream()
            .map(
                entry ->
                    EntryWords.view(
                        entry, Age.of(entry.postedAt(), entry.firstSeenAt(), content.date())))
            .toList();
    return new Section(
        PlainText.line(section.searchName(), MailWords.LONGEST_NAME), entries.size(), entries);
  }
}
