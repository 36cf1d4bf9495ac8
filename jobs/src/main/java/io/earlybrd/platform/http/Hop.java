package io.earlybrd.platform.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a redirect leads, and what is asked there. */
final class Hop {
  private Hop() {}

  static boolean isRedirect(int status) {
    return status >= 301 && status <= 303 || status == 307 || status == 308;
  }

  /** Whether it says that the address has changed for good: then it can be remembered. */
  static boolean isPermanent(int status) {
    return status == 301 || status == 308;
  }

  /**
   * What to ask at {@code next}: as browsers do, a POST becomes a GET unless the status says that
   * it must not. What only one host was to see stays with it.
   */
  static Ask onward(Ask ask, int status, URI next) {
    boolean repeats = status == 307 || status == 308;
    var body = repeats ? ask.body() : null;
    var headers = ask.headers();
    if (!headers.isEmpty()) {
      var kept = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      kept.putAll(headers);
      if (ask.body() != null && body == null) {
        kept.remove("Content-Type");
      }
      if (!sameOrigin(ask.url(), next)) {
        kept.keySet().removeIf(name -> !name.matches("(?i)accept(-language)?|content-type"));
      }
      headers = Map.copyOf(kept);
    }
    return new Ask(next, body, headers, ask.etag(), ask.lastModified());
  }

  private static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }

  /** Null where it is no web address. */
  static @Nullable URI target(URI url, String location) {
    try {
      // Header bytes come as Latin-1, and servers send blanks.
      var reference = new URI(location.strip().replace(" ", "%20"));
      var next =
          location.startsWith("?")
              ? new URI(url.toString().split("[?#]", 2)[0] + reference)
              : url.resolve(reference);
      var scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
      boolean fetchable =
          (scheme.equals("http") || scheme.equals("https"))
              && next.getHost() != null
              && next.getRawUserInfo() == null;
      return fetchable ? URI.create(next.toASCIIString()) : null;
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }
}
