package io.earlybrd.platform.http;

import io.earlybrd.platform.UserError;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which addresses may be reached: those of the public Internet, and those that the operator allows.
 * So nobody who writes a board's address, or a redirect, can look into the network that this
 * machine stands in. Immutable.
 */
public final class AddressGuard {
  private static final List<Cidr> NOT_PUBLIC =
      cidrs(
          // Unspecified, private, carrier's NAT, loopback, link-local (with the clouds' metadata).
          "0.0.0.0/8",
          "10.0.0.0/8",
          "100.64.0.0/10",
          "127.0.0.0/8",
          "169.254.0.0/16",
          "172.16.0.0/12",
          "192.168.0.0/16",
          // Protocol assignments, benchmarks, multicast, reserved, broadcast.
          "192.0.0.0/24",
          "198.18.0.0/15",
          "224.0.0.0/4",
          "240.0.0.0/4",
          // A metadata service behind a public address.
          "168.63.129.16/32",
          // Unspecified, loopback, compatible with IPv4, discard, local NAT64, Teredo.
          "::/96",
          "100::/64",
          "64:ff9b:1::/48",
          "2001::/32",
          // Unique-local, link-local, site-local, multicast.
          "fc00::/7",
          "fe80::/10",
          "fec0::/10",
          "ff00::/8");

  /** Addresses that carry an IPv4 address, by where in them it begins. */
  private static final Cidr NAT64 = Cidr.parse("64:ff9b::/96");

  private static final Cidr SIX_TO_FOUR = Cidr.parse("2002::/16");

  private final List<Cidr> allowed;

  private AddressGuard(List<Cidr> allowed) {
    this.allowed = allowed;
  }

  /**
   * Allows what is public and {@code cidrs}, the value of {@code EARLYBRD_FETCH_ALLOW}.
   *
   * @throws UserError naming the variable, when one of them is no block of addresses
   */
  public static AddressGuard allowing(List<String> cidrs) {
    return new AddressGuard(cidrs.stream().map(AddressGuard::allowed).toList());
  }

  private static Cidr allowed(String text) {
    try {
      return Cidr.parse(text);
    } catch (IllegalArgumentException e) {
      throw new UserError(
          "EARLYBRD_FETCH_ALLOW must be addresses or CIDRs such as 127.0.0.0/8,fd00::/8, not “"
              + text
              + "”",
          e);
    }
  }

  /** Whether {@code address} may be connected to. */
  public boolean allows(InetAddress address) {
    // Java gives IPv4-mapped IPv6 addresses as IPv4 ones already.
    var bytes = address.getAddress();
    return contains(allowed, bytes) || isPublic(bytes);
  }

  /** Whether the operator named {@code address}: a host of their own, or one that expects us. */
  boolean names(InetAddress address) {
    return contains(allowed, address.getAddress());
  }

  private boolean isPublic(byte[] address) {
    if (contains(NOT_PUBLIC, address)) {
      return false;
    }
    if (NAT64.contains(address)) {
      return allowsInner(Arrays.copyOfRange(address, 12, 16));
    }
    return !SIX_TO_FOUR.contains(address) || allowsInner(Arrays.copyOfRange(address, 2, 6));
  }

  private boolean allowsInner(byte[] address) {
    return contains(allowed, address) || !contains(NOT_PUBLIC, address);
  }

  private static boolean contains(List<Cidr> cidrs, byte[] address) {
    return cidrs.stream().anyMatch(cidr -> cidr.contains(address));
  }

  private static List<Cidr> cidrs(String... texts) {
    return Stream.of(texts).map(Cidr::parse).toList();
  }
}
