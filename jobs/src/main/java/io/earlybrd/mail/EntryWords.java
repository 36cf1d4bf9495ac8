package io.earlybrd.mail;

import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailView.EntryView;
import io.earlybrd.mail.MailView.LinkView;
import io.earlybrd.search.TextFold;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a template is told of an entry. */
final class EntryWords {
  private EntryWords() {}

  static final int LONGEST_TITLE = 160;
  static final int LONGEST_FACT = 80;

  static EntryView view(Entry entry, String age) {
    var pay = PlainText.line(entry.pay(), LONGEST_FACT);
    var excerpt = PlainText.line(entry.excerpt(), Excerpt.LONGEST);
    var url = WebLink.of(entry.url());
    return new EntryView(
        Marked.of(title(entry), entry.hits()),
        url,
        Marked.of(joined(entry.company(), entry.location()), entry.hits()),
        Objects.equals(entry.remote(), true),
        pay.isEmpty() ? null : Marked.of(pay, entry.hits()),
        origin(age, PlainText.line(entry.board(), LONGEST_TITLE)),
        excerpt.isEmpty() ? null : Marked.of(excerpt, entry.hits()),
        elsewhere(entry, url),
        entry.more() == 0 ? "" : " and " + entry.more() + " more");
  }

  static String title(Entry entry) {
    var title = PlainText.line(entry.title(), LONGEST_TITLE);
    return title.isEmpty() ? "Untitled posting" : title;
  }

  private static String origin(String age, String board) {
    return board.isEmpty() ? age : age + " on " + board;
  }

  /** Each link once: two boards may lead to the same page. */
  private static List<LinkView> elsewhere(Entry entry, @Nullable String own) {
    if (entry.elsewhere().isEmpty()) {
      return List.of();
    }
    var links = new LinkedHashMap<String, LinkView>();
    for (var other : entry.elsewhere()) {
      var url = WebLink.of(other.url());
      if (url != null && !url.equals(own)) {
        var place = otherPlace(entry.location(), other.location());
        var name = PlainText.line(other.board(), LONGEST_FACT) + place;
        links.putIfAbsent(url, new LinkView(links.isEmpty() ? "Also on " : ", ", name, url));
      }
    }
    return List.copyOf(links.values());
  }

  /** In parentheses, where it is not said already: {@code Berlin} is {@code Berlin, Germany}. */
  private static String otherPlace(@Nullable String shown, @Nullable String other) {
    if (shown == null || other == null) {
      return "";
    }
    var one = TextFold.fold(shown);
    var two = TextFold.fold(other);
    return one.startsWith(two) || two.startsWith(one)
        ? ""
        : " (" + PlainText.line(other, LONGEST_FACT) + ")";
  }

  private static String joined(@Nullable String one, @Nullable String two) {
    var first = PlainText.line(one, LONGEST_TITLE);
    var second = PlainText.line(two, LONGEST_TITLE);
    return first.isEmpty() || second.isEmpty() ? first + second : first + MailView.DOT + second;
  }
}
