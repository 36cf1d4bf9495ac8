package io.earlybrd.mail;

import io.earlybrd.search.TextFold;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of {@code templates/email} see: cleaned text, cut to a length, with nothing
 * left to decide. Public, as are its parts, since compiled Spring expressions reach public types
 * alone.
 *
 * @param more how much is shown of what there is; null where all of it is
 * @param why the reason for this mail, and {@code whyLines} the same for the text part
 */
public record MailView(
    String subject,
    String preheader,
    String heading,
    String day,
    List<SectionView> sections,
    @Nullable String more,
    String why,
    List<String> whyLines,
    MailContent.Links links) {

  static final int LONGEST_TITLE = 160;
  static final int LONGEST_FACT = 80;
  private static final int TEXT_WIDTH = 72;
  private static final String DOT = " · ";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

  /** The postings of one search. */
  public record SectionView(String name, int count, List<EntryView> entries) {

    /** {@code name} with its count, for the text part. */
    public String title() {
      return name + " (" + count + ")";
    }

    public String rule() {
      return "-".repeat(Math.min(PlainText.length(title()), TEXT_WIDTH));
    }
  }

  /**
   * One posting.
   *
   * @param url null where it is no link that a mail should hold
   * @param place company and location, perhaps blank
   * @param pay null where the board does not say
   * @param origin age and board
   * @param excerpt null where the rest shows why the search hit it
   * @param more how many boards are not named, in words; perhaps blank
   */
  public record EntryView(
      Marked title,
      @Nullable String url,
      Marked place,
      boolean remote,
      @Nullable Marked pay,
      String origin,
      @Nullable Marked excerpt,
      List<LinkView> elsewhere,
      String more) {

    public List<String> titleLines() {
      return PlainText.wrap(title.text(), TEXT_WIDTH);
    }

    public List<String> factLines() {
      return facts().flatMap(line -> PlainText.wrap(line, TEXT_WIDTH - 2).stream()).toList();
    }

    private Stream<String> facts() {
      var facts =
          joined(DOT, Stream.of(remote ? "Remote" : "", pay == null ? "" : pay.text(), origin));
      return Stream.of(place.text(), facts, excerpt == null ? "" : excerpt.text())
          .filter(line -> !line.isEmpty());
    }
  }

  /**
   * The same posting on another board.
   *
   * @param before the words that lead to it
   */
  public record LinkView(String before, String name, String url) {}

  /** The view of a mail that shows its first {@code limit} entries. */
  public static MailView of(MailContent content, int limit) {
    var sections = sections(content, limit);
    int shown = sections.stream().mapToInt(SectionView::count).sum();
    var why = why(content);
    return new MailView(
        Subject.of(content),
        preheader(content, sections),
        content.total() + " new posting" + (content.total() == 1 ? "" : "s"),
        DAY.format(content.date().atZone(content.zone())),
        sections,
        shown < content.total()
            ? "This mail shows " + shown + " of " + content.total() + " postings."
            : null,
        why,
        PlainText.wrap(why, TEXT_WIDTH),
        content.links());
  }

  private static List<SectionView> sections(MailContent content, int limit) {
    var sections = new ArrayList<SectionView>();
    int left = limit;
    for (var section : content.sections()) {
      var entries =
          section.entries().stream()
              .limit(left)
              .map(entry -> entry(entry, content.date()))
              .toList();
      if (!entries.isEmpty()) {
        sections.add(
            new SectionView(PlainText.line(section.searchName(), 60), entries.size(), entries));
      }
      left -= entries.size();
    }
    return sections;
  }

  static String title(MailContent.Entry entry) {
    var title = PlainText.line(entry.title(), LONGEST_TITLE);
    return title.isEmpty() ? "Untitled posting" : title;
  }

  private static EntryView entry(MailContent.Entry entry, Instant now) {
    var pay = PlainText.line(entry.pay(), LONGEST_FACT);
    var excerpt = PlainText.line(entry.excerpt(), Excerpt.LONGEST);
    return new EntryView(
        Marked.of(title(entry), entry.hits()),
        WebLink.of(entry.url()),
        Marked.of(joined(DOT, Stream.of(entry.company(), entry.location())), entry.hits()),
        Objects.equals(entry.remote(), true),
        pay.isEmpty() ? null : Marked.of(pay, entry.hits()),
        joined(DOT, Stream.of(Age.of(entry.postedAt(), entry.firstSeenAt(), now), entry.board())),
        excerpt.isEmpty() ? null : Marked.of(excerpt, entry.hits()),
        elsewhere(entry),
        entry.more() == 0 ? "" : " and " + entry.more() + " more");
  }

  /** Each link once: two boards may lead to the same page. */
  private static List<LinkView> elsewhere(MailContent.Entry entry) {
    if (entry.elsewhere().isEmpty()) {
      return List.of();
    }
    var links = new LinkedHashMap<String, LinkView>();
    var own = WebLink.of(entry.url());
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

  /** What a mail program shows beside the subject: what the subject does not say. */
  private static String preheader(MailContent content, List<SectionView> sections) {
    if (content.total() > 1) {
      var others =
          content.sections().stream()
              .flatMap(section -> section.entries().stream())
              .skip(1)
              .limit(3)
              .map(entry -> Subject.headline(entry, LONGEST_TITLE));
      return PlainText.cut(joined(DOT, others), 140);
    }
    var only = sections.getFirst().entries().getFirst();
    return only.facts().collect(Collectors.joining(DOT));
  }

  private static String why(MailContent content) {
    var names =
        content.sections().stream()
            .map(section -> "“" + PlainText.line(section.searchName(), 60) + "”")
            .toList();
    var some = String.join(", ", names.subList(0, Math.min(3, names.size())));
    return "Sent to %s because of your saved search%s %s%s."
        .formatted(
            content.recipient(),
            names.size() == 1 ? "" : "es",
            some,
            names.size() > 3 ? " and " + (names.size() - 3) + " more" : "");
  }

  private static String joined(String separator, Stream<@Nullable String> parts) {
    return parts
        .map(part -> PlainText.line(part, LONGEST_TITLE))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(separator));
  }
}
