package io.earlybrd.board;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Links as pages write them, and addresses as operators do. */
final class Links {
  /** Longer ones do not survive mail programs and proxies. */
  private static final int LONGEST = 4_000;

  private static final Pattern AUTHORITY = Pattern.compile("[\\w.-]+(:\\d{1,5})?");

  private Links() {}

  /**
   * The absolute address that a browser on {@code base} would go to, in ASCII; null when {@code
   * written} leads to no http or https address.
   */
  static @Nullable String resolve(URI base, String written) {
    var reference = escaped(written.strip());
    if (reference.isEmpty() || reference.length() > LONGEST) {
      return null;
    }
    try {
      var uri = new URI(withHost(reference));
      var absolute = uri.isAbsolute() ? uri : against(base, uri, reference);
      var scheme = absolute.getScheme().toLowerCase(Locale.ROOT);
      var authority = absolute.getRawAuthority();
      // A name before the host is there to deceive: https://bank.example@elsewhere.example/
      if (!scheme.equals("http") && !scheme.equals("https")
          || authority == null
          || !AUTHORITY.matcher(authority).matches()) {
        return null;
      }
      return absolute.toASCIIString();
    } catch (URISyntaxException | IllegalArgumentException e) {
      return null;
    }
  }

  /** Whether {@code link} leads to {@code page} itself, to no place on it. */
  static boolean leadsTo(String link, URI page) {
    var address = link.endsWith("#") ? link.substring(0, link.length() - 1) : link;
    return address.equals(page.toASCIIString().split("#", 2)[0]);
  }

  /**
   * The address of a board.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  static URI boardUrl(String written) {
    URI uri;
    try {
      uri = new URI(withHost(written.strip()));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "“" + written + "” is no address: " + e.getReason().toLowerCase(Locale.ROOT), e);
    }
    var scheme = uri.getScheme();
    if (scheme == null || !scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
      throw new IllegalArgumentException("“" + written + "” must begin with http:// or https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("an address with a user name or password is not fetched");
    }
    if (uri.getHost() == null || uri.getPort() > 65_535) {
      throw new IllegalArgumentException("“" + written + "” has no valid host");
    }
    return URI.create(uri.toASCIIString());
  }

  /** RFC 3986; {@link URI#resolve} follows an older one where there is only a query or no path. */
  private static URI against(URI base, URI reference, String written) throws URISyntaxException {
    if (written.startsWith("//")) {
      return new URI(base.getScheme() + ":" + written);
    }
    var page = base.toString().split("#", 2)[0];
    if (written.startsWith("#")) {
      return new URI(page + written);
    }
    if (written.startsWith("?")) {
      return new URI(page.split("\\?", 2)[0] + written);
    }
    var rooted =
        base.getRawPath() == null || base.getRawPath().isEmpty() ? base.resolve("/") : base;
    var absolute = rooted.resolve(reference).toString();
    int path = absolute.indexOf('/', absolute.indexOf("://") + 3);
    while (path > 0 && absolute.startsWith("/../", path)) {
      absolute = absolute.substring(0, path) + absolute.substring(path + 3);
    }
    return new URI(absolute);
  }

  /** Characters that an address must not have, as browsers mend them. */
  private static String escaped(String written) {
    if (isPlain(written)) {
      return written;
    }
    var out = new StringBuilder(written.length());
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean secondHash = c == '#' && written.indexOf('#') < i;
      boolean bare = c == '%' && !isEscape(written, i);
      if (bare || secondHash || "\"<>\\^`{|}[] ".indexOf(c) >= 0) {
        escape(c, out);
      } else if (c > ' ' && c != 127) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** As nearly all are: there is nothing in it to be mended. */
  private static boolean isPlain(String written) {
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      boolean plain =
          c >= 'a' && c <= 'z'
              || c >= '-' && c <= ':'
              || c >= 'A' && c <= 'Z'
              || c == '?'
              || c == '='
              || c == '&'
              || c == '_';
      if (!plain) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  private static void escape(char character, StringBuilder out) {
    for (byte b : String.valueOf(character).getBytes(StandardCharsets.UTF_8)) {
      out.append('%').append(String.format(Locale.ROOT, "%02X", b));
    }
  }

  /** The same address with its host in ASCII. */
  private static String withHost(String address) {
    int start = address.indexOf("//");
    if (start < 0 || address.chars().allMatch(c -> c < 128)) {
      return address;
    }
    int end = start + 2;
    while (end < address.length() && "/?#:".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    var host = address.substring(start + 2, end);
    return address.substring(0, start + 2)
        + (host.isEmpty() ? host : IDN.toASCII(host, IDN.ALLOW_UNASSIGNED))
        + address.substring(end);
  }
}
