package io.earlybrd.platform.http;

import java.net.InetAddress;

/** A block of addresses, such as {@code 10.0.0.0/8} or {@code fc00::/7}. */
record Cidr(byte[] network, int bits) {

  /**
   * Reads a block, or one address; never asks a name server.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Cidr parse(String text) {
    int slash = text.indexOf('/');
    var address = slash < 0 ? text : text.substring(0, slash);
    // ofLiteral also takes 10.1 for 10.0.0.1, which is hardly ever meant.
    if (address.indexOf(':') < 0 && !address.matches("\\d{1,3}(\\.\\d{1,3}){3}")) {
      throw new IllegalArgumentException(text);
    }
    var network = InetAddress.ofLiteral(address).getAddress();
    int length = network.length * 8;
    int bits = slash < 0 ? length : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > length) {
      throw new IllegalArgumentException(text);
    }
    return new Cidr(network, bits);
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += 8) {
      int mask = bits - bit >= 8 ? 0xff : 0xff << (8 - (bits - bit));
      if (((address[bit / 8] ^ network[bit / 8]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
