package io.earlybrd.platform.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Finds the way to an address, once, and lets nobody go where the guard does not. Thread-safe. */
final class Routes {
  /** A host with more is not better reached. */
  private static final int MOST_ADDRESSES = 8;

  /** The last label begins with a digit: an address, in one of the ways to write it. */
  private static final Pattern NUMERIC = Pattern.compile("(^|\\.)\\d[^.:\\]]*\\.?$");

  /** The one way that everybody reads alike: to some 0177.0.0.1 is 127.0.0.1, to others not. */
  private static final Pattern QUAD = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  private final AddressGuard guard;
  private final Resolver resolver;

  Routes(AddressGuard guard, Resolver resolver) {
    this.guard = guard;
    this.resolver = resolver;
  }

  static boolean isQuad(String host) {
    return QUAD.matcher(host).matches();
  }

  /** Which addresses a name has now. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws IOException, InterruptedException;
  }

  /**
   * @throws Refusal when one of the host's addresses may not be reached: which of them is taken is
   *     not ours to say
   */
  Route to(URI url) throws IOException, InterruptedException {
    var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw Refusal.deadEnd(null, "is no http or https address");
    }
    if (url.getRawUserInfo() != null) {
      throw Refusal.deadEnd(
          null, "has a user name or password in it, which is never sent: take it out");
    }
    if (url.getHost() == null || url.getPort() == 0 || url.getPort() > 65_535) {
      throw Refusal.deadEnd(null, "has no host that can be asked");
    }
    var host = url.getHost().toLowerCase(Locale.ROOT);
    if (NUMERIC.matcher(host).find() && !isQuad(host)) {
      throw Refusal.deadEnd(null, "has a number for a host, and not as addresses are written");
    }
    var addresses = resolver.addresses(host);
    boolean named = true;
    for (var address : addresses) {
      if (!guard.allows(address)) {
        var shown = address.getHostAddress().replaceAll("%.*", "");
        throw Refusal.deadEnd(
            null,
            "is at %s, which is not a public address; to allow it, add it to EARLYBRD_FETCH_ALLOW"
                .formatted(shown));
      }
      named &= guard.names(address);
    }
    boolean secure = scheme.equals("https");
    int port = url.getPort() > 0 ? url.getPort() : secure ? 443 : 80;
    var tried = List.of(addresses).subList(0, Math.min(addresses.length, MOST_ADDRESSES));
    return new Route(host, port, secure, tried, named);
  }
}
