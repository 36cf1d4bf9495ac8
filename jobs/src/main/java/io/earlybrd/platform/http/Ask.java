package io.earlybrd.platform.http;

import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a host.
 *
 * @param url http or https
 * @param body what to POST; null: a GET
 * @param headers beside those that every request has, such as {@code Content-Type}; they win
 * @param etag as the last answer had it, or null
 * @param lastModified likewise; both are sent, since they are independent
 */
public record Ask(
    URI url,
    byte @Nullable [] body,
    Map<String, String> headers,
    @Nullable String etag,
    @Nullable String lastModified) {

  /** A plain GET. */
  public static Ask get(URI url) {
    return new Ask(url, null, Map.of(), null, null);
  }
}
