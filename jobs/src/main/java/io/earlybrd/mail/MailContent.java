package io.earlybrd.mail;

import io.earlybrd.search.HitWords;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one mail says, loaded from the ledger. Immutable. The same content renders to the
 * same bytes, so that a mail which goes out again is the same message.
 *
 * @param date its Date header; the age of a posting is relative to it
 * @param zone the subscriber's, for the day that the mail names
 * @param sections at least one posting in all; a posting stands under the first search that hit it
 * @param total how many entries the mail has, of which the sections may show fewer
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

  /** A mail shows no more entries than this and links to the rest. */
  public static final int SHOWN = 50;

  /** An entry names no more other boards than this. */
  public static final int ELSEWHERE = 12;

  public MailContent {
    sections = List.copyOf(sections);
    int given = sections.stream().mapToInt(section -> section.entries().size()).sum();
    if (given == 0 || total < given) {
      throw new IllegalArgumentException("a mail of " + total + " entries is given " + given);
    }
  }

  /** Why a mail leaves: at once, or at the subscriber's time of day. */
  public enum Kind {
    INSTANT,
    DIGEST
  }

  /** What one saved search found. */
  public record Section(String searchName, List<Entry> entries) {
    public Section {
      entries = List.copyOf(entries);
    }
  }

  /**
   * One posting as its board showed it, and where else it is: the same one on other boards is no
   * entry of its own. Board text is not trusted: it may hold anything.
   *
   * @param pay as written
   * @param board the board's name
   * @param remote null where the board does not say
   * @param hits the words to mark
   * @param excerpt of the description, where nothing of the above shows why the search hit it
   * @param elsewhere at most {@link #ELSEWHERE}
   * @param more how many there are beyond {@code elsewhere}
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
      Instant firstSeenAt,
      HitWords hits,
      @Nullable String excerpt,
      List<Elsewhere> elsewhere,
      int more) {

    public Entry {
      elsewhere = List.copyOf(elsewhere);
    }

    /** A posting on one board, of which nothing is marked. */
    public Entry(
        String title,
        String url,
        @Nullable String company,
        @Nullable String location,
        @Nullable Boolean remote,
        @Nullable String pay,
        String board,
        @Nullable Instant postedAt,
        Instant firstSeenAt) {
      this(
          title,
          url,
          company,
          location,
          remote,
          pay,
          board,
          postedAt,
          firstSeenAt,
          HitWords.NONE,
          null,
          List.of(),
          0);
    }

    /** The same posting, of which more is known. */
    public Entry with(
        HitWords known, @Nullable String why, List<Elsewhere> others, int furtherOthers) {
      return new Entry(
          title,
          url,
          company,
          location,
          remote,
          pay,
          board,
          postedAt,
          firstSeenAt,
          known,
          why,
          others,
          furtherOthers);
    }

    /** Whether the words that the search hit can be seen without an excerpt. */
    public boolean showsHits() {
      return Stream.of(title, company, location, pay)
          .anyMatch(text -> text != null && hits.firstIn(text) != null);
    }
  }

  /**
   * The same posting on another board.
   *
   * @param location as that board shows it
   */
  public record Elsewhere(String board, String url, @Nullable String location) {}

  /**
   * Where the mail's own links lead.
   *
   * @param page the subscriber's own: unsubscribe, pause, change. A POST to it unsubscribes (RFC
   *     8058)
   * @param view this mail in the browser, with all that it holds
   */
  public record Links(String page, String view) {

    /**
     * The pages of the web process.
     *
     * @param baseUrl without a slash at its end
     * @param token from {@link Tokens#unsubscribe}
     * @param viewToken from {@link Tokens#view}
     */
    public static Links of(URI baseUrl, String token, String viewToken) {
      return new Links(baseUrl + "/u/" + token, baseUrl + "/m/" + viewToken);
    }
  }
}
