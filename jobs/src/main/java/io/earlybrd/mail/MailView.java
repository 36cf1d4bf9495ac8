package io.earlybrd.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What the templates of {@code templates/email} see as {@code mail}: cleaned text, cut to a length,
 * with nothing left to decide. Public, as are its parts, since compiled Spring expressions reach
 * public types alone.
 *
 * @param name what kind of mail it is
 * @param style what {@code style.html} makes, to be put in unescaped
 * @param more how much is shown of what there is; null where all of it is
 * @param why the reason for this mail, and {@code whyLines} the same for the text part
 */
public record MailView(
    String subject,
    String preheader,
    String heading,
    String day,
    String name,
    String style,
    List<SectionView> sections,
    @Nullable String more,
    String why,
    List<String> whyLines,
    MailContent.Links links) {

  /**
   * The same with other words: {@code words} is given each string that is this mail's own, and
   * {@code postings} what stands for the postings of a section. Always in the same order; what
   * there is none of stays so.
   */
  MailView with(UnaryOperator<String> words, UnaryOperator<String> postings) {
    return new MailView(
        words.apply(subject),
        words.apply(preheader),
        words.apply(heading),
        words.apply(day),
        name,
        style,
        sections.stream()
            .map(
                section ->
                    new SectionView(
                        words.apply(section.name()),
                        words.apply(section.found()),
                        section.count(),
                        postings.apply(section.postings()),
                        section.entries()))
            .toList(),
        more == null ? null : words.apply(more),
        words.apply(why),
        whyLines.stream().map(words).toList(),
        new MailContent.Links(words.apply(links.page()), words.apply(links.view())));
  }

  static final int TEXT_WIDTH = 72;
  static final String DOT = " · ";

  /**
   * The postings of one search.
   *
   * @param found {@code count} in words
   * @param postings what {@code posting.html} or {@code posting.txt} makes of each, to be put in
   *     unescaped
   * @param entries the same, for templates that word them on their own
   */
  public record SectionView(
      String name, String found, int count, String postings, List<EntryView> entries) {}

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
      var lines = new ArrayList<String>();
      facts().forEach(line -> lines.addAll(PlainText.wrap(line, TEXT_WIDTH - 2)));
      return lines;
    }

    /** Commas, where the html part has dots that a screen reader would read out. */
    List<String> facts() {
      var facts = new ArrayList<String>(3);
      if (!place.isEmpty()) {
        facts.add(place.text().replace(DOT, ", "));
      }
      facts.add((remote ? "Remote, " : "") + (pay == null ? "" : pay.text() + ", ") + origin);
      if (excerpt != null) {
        facts.add(excerpt.text());
      }
      return facts;
    }
  }

  /**
   * The same posting on another board.
   *
   * @param before the words that lead to it
   */
  public record LinkView(String before, String name, String url) {}
}
