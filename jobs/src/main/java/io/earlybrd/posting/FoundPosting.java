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
 * @param description plain text with line breaks, at most 200,000 characters
 */
public record FoundPosting(
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
