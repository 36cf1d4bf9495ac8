package io.earlybrd.platform.http;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What came of a {@link Fetcher#fetch}. */
public sealed interface Fetched {

  /**
   * 304: the document is the one that the validators named.
   *
   * @param etag the validator to send next time: the new one where the answer had one
   * @param lastModified likewise
   */
  record NotModified(@Nullable String etag, @Nullable String lastModified) implements Fetched {}

  /**
   * A whole document, answered with 2xx.
   *
   * @param body decompressed; not copied, so not to be written to
   * @param contentType as sent, with its parameters
   * @param finalUrl where the document was found after all redirects
   * @param movedTo where a chain of permanent redirects from the asked address leads; null where it
   *     begins with none
   */
  record Document(
      int status,
      byte[] body,
      @Nullable String contentType,
      URI finalUrl,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable URI movedTo)
      implements Fetched {}

  /**
   * No document.
   *
   * @param status null where nothing was answered, or where what was answered could not be read
   * @param message one line for the operator: what happened, and to which address
   * @param retryAfter how long the host wants to be left alone (Retry-After); null where it does
   *     not say
   */
  record Refused(@Nullable Integer status, String message, @Nullable Duration retryAfter)
      implements Fetched {}

  /** Cut by {@link Fetcher#cancelAll} or an interrupt: says nothing about the address. */
  record Cancelled() implements Fetched {}
}
