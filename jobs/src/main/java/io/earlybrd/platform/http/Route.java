package io.earlybrd.platform.http;

import java.net.InetAddress;
import java.util.List;

/**
 * Where a request goes: only to addresses that were checked.
 *
 * @param host in lower case, an IPv6 address in its brackets
 * @param addresses to be tried in order; at least one
 * @param named whether the operator named every one of them in {@code EARLYBRD_FETCH_ALLOW}
 */
record Route(String host, int port, boolean secure, List<InetAddress> addresses, boolean named) {

  /** The host however it is written, always with its port. */
  String authority() {
    return host + ":" + port;
  }

  /** As the Host header has it. */
  String hostHeader() {
    return port == (secure ? 443 : 80) ? host : authority();
  }

  String origin() {
    return (secure ? "https://" : "http://") + hostHeader();
  }

  /** As a certificate names it. */
  String peer() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }
}
