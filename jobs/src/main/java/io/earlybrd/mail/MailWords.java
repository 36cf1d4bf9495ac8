package io.earlybrd.mail;

import io.earlybrd.mail.MailView.EntryView;
import io.earlybrd.mail.MailView.SectionView;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the templates are told of a mail that shows its first entries. */
final class MailWords {
  static final int LONGEST_NAME = 60;
  private static final int LONGEST_PREHEADER = 140;
  private static final int NAMED_SEARCHES = 3;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

  /** Most mails are of the same day. */
  private static volatile Day lastDay = Day.of(LocalDate.EPOCH);

  private final MailContent content;
  private final List<RenderedEntry> first;
  private final MailView view;

  /**
   * @param first the entries of {@code content}, as many as any mail shows
   * @param shown how many of {@code first} this one shows; part 0 of the page is its style, and
   *     part n its n-th entry
   */
  MailWords(MailContent content, List<RenderedEntry> first, int shown) {
    this.content = content;
    this.first = first;
    int total = content.total();
    var why = why();
    view =
        new MailView(
            Subject.of(content.kind(), first.stream().map(RenderedEntry::headline).toList(), total),
            preheader(),
            heading(total),
            day(content.date().atZone(content.zone()).toLocalDate()),
            content.kind() == MailContent.Kind.INSTANT ? "instant alert" : "digest",
            QuotedPrintable.marker(0),
            sections(shown),
            shown < total ? "This mail shows " + shown + " of " + total + " postings." : null,
            why,
            PlainText.wrap(why, MailView.TEXT_WIDTH),
            content.links());
  }

  MailView view() {
    return view;
  }

  static String heading(int total) {
    return total + " new posting" + (total == 1 ? "" : "s");
  }

  private List<SectionView> sections(int shown) {
    var sections = new ArrayList<SectionView>(content.sections().size());
    int from = 0;
    for (var section : content.sections()) {
      int to = Math.min(shown, from + section.entries().size());
      if (from < to) {
        var name = PlainText.line(section.searchName(), LONGEST_NAME);
        sections.add(
            new SectionView(
                name,
                (to - from) + " new",
                to - from,
                postings(from, to),
                views(first.subList(from, to))));
      }
      from = to;
    }
    return sections;
  }

  /** Made as a template asks for them, which ours do not. */
  private static List<EntryView> views(List<RenderedEntry> entries) {
    return new AbstractList<>() {
      @Override
      public EntryView get(int index) {
        return entries.get(index).view();
      }

      @Override
      public int size() {
        return entries.size();
      }
    };
  }

  private static String postings(int from, int to) {
    var markers = new StringBuilder();
    for (int i = from; i < to; i++) {
      markers.append(QuotedPrintable.marker(i + 1));
    }
    return markers.toString();
  }

  /** What a mail program shows beside the subject: what the subject does not say. */
  private String preheader() {
    if (content.total() == 1) {
      return String.join(MailView.DOT, first.getFirst().view().facts());
    }
    var others = first.subList(1, Math.min(first.size(), 4)).stream();
    return PlainText.cut(
        String.join(MailView.DOT, others.map(RenderedEntry::headline).toList()), LONGEST_PREHEADER);
  }

  private String why() {
    int searches = content.sections().size();
    var why = new StringBuilder("Sent to ").append(PlainText.line(content.recipient(), 254));
    why.append(
        searches == 1 ? " because of your saved search " : " because of your saved searches ");
    for (int i = 0; i < Math.min(NAMED_SEARCHES, searches); i++) {
      var name = PlainText.line(content.sections().get(i).searchName(), LONGEST_NAME);
      why.append(i == 0 ? "“" : ", “").append(name).append('”');
    }
    if (searches > NAMED_SEARCHES) {
      why.append(" and ").append(searches - NAMED_SEARCHES).append(" more");
    }
    return why.append('.').toString();
  }

  private record Day(LocalDate date, String words) {
    static Day of(LocalDate date) {
      return new Day(date, DAY.format(date));
    }
  }

  static String day(LocalDate date) {
    var day = lastDay;
    if (!day.date().equals(date)) {
      day = Day.of(date);
      lastDay = day;
    }
    return day.words();
  }
}
