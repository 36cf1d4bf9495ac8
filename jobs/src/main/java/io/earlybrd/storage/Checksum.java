package io.earlybrd.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** What a server compares with what came. */
enum Checksum {
  SHA256("SHA-256"),
  MD5("MD5");

  private final String algorithm;

  Checksum(String algorithm) {
    this.algorithm = algorithm;
  }

  MessageDigest begin() {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no " + algorithm, e);
    }
  }

  String of(byte[] content) {
    return encoded(begin().digest(content));
  }

  /** As headers have it. */
  static String encoded(byte[] digest) {
    return Base64.getEncoder().encodeToString(digest);
  }
}
