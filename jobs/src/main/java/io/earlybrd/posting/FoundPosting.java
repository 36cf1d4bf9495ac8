package io.earlybrd.posting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One posting as a board shows it now, cleaned: no markup, no control characters, no blank texts.
 *
 * @param externalId tells the posting apart within its board, the same at each visit; at most 500
 *     characters
 * @param url absolute http or https; the board's own address where the posting has no link
 * @param title one line, at most 500 characters
 * @param location one line; several places as {@code A; B}
 * @param remote null: the board does not say
 * @param pay as shown
 * @param payRange the same as numbers, or what the text says; null where nothing is known
 * @param description plain text with line breaks, at most 200,000 characters
 * @param detail whether the posting's own page was read, where its board's list lacks something
 */
public record FoundPosting(
    String externalId,
    String url,
    String title,
    @Nullable String company,
    @Nullable String location,
    @Nullable Boolean remote,
    @Nullable String pay,
    @Nullable PayRange payRange,
    @Nullable String department,
    @Nullable String description,
    @Nullable Instant postedAt,
    Detail detail) {

  /** What is known of a posting beyond its board's list. */
  public enum Detail {
    /** The list says all that there is. */
    NONE,
    /** Its own page was read in this visit, and what it says is in here. */
    READ,
    /**
     * It has a page of its own, which was not read in this visit: parts that are null are not known
     * now, and what an earlier visit learned stays.
     */
    UNREAD
  }

  /**
   * The title of a posting whose own page says it and was not read in this visit: what an earlier
   * visit learned stays. A posting that is not known yet is not stored so.
   */
  public static final String TITLE_UNREAD = "";

  /** A posting of which its board's list says all, its pay as it is shown. */
  public FoundPosting(
      String externalId,
      String url,
      String title,
      @Nullable String company,
      @Nullable String location,
      @Nullable Boolean remote,
      @Nullable String pay,
      @Nullable String department,
      @Nullable String description,
      @Nullable Instant postedAt) {
    this(
        externalId,
        url,
        title,
        company,
        location,
        remote,
        pay,
        PayRange.parse(pay),
        department,
        description,
        postedAt,
        Detail.NONE);
  }

  /** The same posting, of which that is known. */
  public FoundPosting with(Detail known) {
    return new FoundPosting(
        externalId,
        url,
        title,
        company,
        location,
        remote,
        pay,
        payRange,
        department,
        description,
        postedAt,
        known);
  }

  /** This posting, with what its own page says where its board's list says nothing. */
  public FoundPosting completedBy(FoundPosting own) {
    return new FoundPosting(
        externalId,
        url,
        title.equals(TITLE_UNREAD) ? own.title : title,
        company == null ? own.company : company,
        location == null ? own.location : location,
        remote == null ? own.remote : remote,
        pay == null ? own.pay : pay,
        payRange == null ? own.payRange : payRange,
        department == null ? own.department : department,
        description == null ? own.description : description,
        postedAt == null ? own.postedAt : postedAt,
        Detail.READ);
  }

  /** Bytes of memory, roughly and rather too many. */
  public long weight() {
    long characters = 0;
    for (var text :
        new String[] {externalId, url, title, company, location, pay, department, description}) {
      characters += text == null ? 0 : text.length();
    }
    return 400 + 2 * characters;
  }

  public PostingText text() {
    return new PostingText(title, company, location, remote, pay, description);
  }
}
