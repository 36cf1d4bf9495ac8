package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What the suppression list keeps in place of an address: without the secret nobody can tell whose
 * it is.
 */
public final class AddressHash {
  private AddressHash() {}

  /** HMAC-SHA256 of the lower-cased address, 32 bytes. */
  public static byte[] of(String secret, String email) {
    return Keys.hmac(
        Keys.derive(secret, "address hash", "HmacSHA256"),
        email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** One hash a secret: an address suppressed before the secret was changed must be found still. */
  public static List<byte[]> all(List<String> secrets, String email) {
    return secrets.stream().map(secret -> of(secret, email)).toList();
  }
}
