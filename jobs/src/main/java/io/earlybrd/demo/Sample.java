package io.earlybrd.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** A file of {@code demo/}, which the jar carries. */
record Sample(byte[] bytes, String etag) {

  /** {@code path} is below {@code demo/}, such as {@code v1/werkbank.html}. */
  static Sample of(String path) throws IOException {
    try (var file = Sample.class.getResourceAsStream("/demo/" + path)) {
      if (file == null) {
        throw new FileNotFoundException("demo/" + path + " is missing from the jar");
      }
      var bytes = file.readAllBytes();
      return new Sample(bytes, etag(bytes));
    }
  }

  static String text(String path) throws IOException {
    return new String(of(path).bytes(), StandardCharsets.UTF_8);
  }

  /** Whether an {@code If-None-Match} names this version (RFC 9110, 13.1.2: compared weakly). */
  boolean isAmong(@Nullable String ifNoneMatch) {
    return ifNoneMatch != null
        && Arrays.stream(ifNoneMatch.split(","))
            .map(String::strip)
            .anyMatch(tag -> tag.equals("*") || tag.equals(etag) || tag.equals("W/" + etag));
  }

  private static String etag(byte[] bytes) {
    try {
      var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 8) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
