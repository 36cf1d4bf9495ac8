package io.earlybrd.mail;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one mail says, loaded from the ledger. Immutable. The same content renders to the
 * same bytes, so that a mail which goes out again is the same message.
 *
 * @param date its Date header; the age of a posting is relative to it
 * @param zone the subscriber's, for the day that the mail names
 * @param sections at least one posting in all; a posting stands under the first search that hit it
 * @param total how many postings the mail holds, of which the sections may show fewer
 */
public record MailContent(
    UUID publicId,
    String messageId,
    Instant date,
    Kind kind,
    String recipient,
    ZoneId zone,
    List<Section> sections,
    int total,
    Links links) {

  /** A mail shows no more postings than this and links to the rest. */
  public static final int SHOWN = 50;

  public MailContent {
    sections = List.copyOf(sections);
    int given = sections.stream().mapToInt(section -> section.entries().size()).sum();
    if (given == 0 || total < given) {
      throw new IllegalArgumentException("a mail of " + total + " postings is given " + given);
    }
  }

  /** Why a mail leaves: at once, or at the subscriber's time of day. */
  public enum Kind {
    INSTANT,
    DIGEST
  }

  /** The postings that one saved search found. */
  public record Section(String searchName, List<Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One posting as its board showed it. Board text is not trusted: it may hold anything.
   *
   * @param pay as written
   * @param board the board's name
   * @param remote null where the board does not say
   */
  public record Entry(
      String title,
      String url,
      @Nullable String company,
      @Nullable String location,
      @Nullable Boolean remote,
      @Nullable String pay,
      String board,
      @Nullable Instant postedAt,
      Instant firstSeenAt) {}

  /** Where the mail's own links lead. */
  public record Links(String unsubscribe, String settings, String searches, String mails) {

    /**
     * The pages of the web process.
     *
     * @param baseUrl without a slash at its end
     * @param token from {@link Tokens#unsubscribe}
     */
    public static Links of(URI baseUrl, String token) {
      return new Links(
          baseUrl + "/u/" + token,
          baseUrl + "/settings",
          baseUrl + "/searches",
          baseUrl + "/mails");
    }
  }
}
