package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import javax.crypto.SecretKey;

/**
 * What the suppression list keeps in place of an address: without the secret nobody can tell whose
 * it is.
 */
public final class AddressHash {
  private final SecretKey key;

  private AddressHash(SecretKey key) {
    this.key = key;
  }

  /** For many addresses. */
  public static AddressHash by(String secret) {
    return new AddressHash(Keys.derive(secret, "address hash", "HmacSHA256"));
  }

  /** HMAC-SHA256 of the lower-cased address, 32 bytes. */
  public byte[] of(String email) {
    return Keys.hmac(key, email.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
  }

  /** The hash of one address. */
  public static byte[] of(String secret, String email) {
    return by(secret).of(email);
  }

  /** One hash a secret: an address suppressed before the secret was changed must be found still. */
  public static List<byte[]> all(List<String> secrets, String email) {
    return secrets.stream().map(secret -> of(secret, email)).toList();
  }
}
