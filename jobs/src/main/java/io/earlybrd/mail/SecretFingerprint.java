package io.earlybrd.mail;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** By what two hosts can tell that they have the same secret, and nobody can tell which. */
public final class SecretFingerprint {
  private static final byte[] CONSTANT = "earlybrd".getBytes(StandardCharsets.UTF_8);

  private SecretFingerprint() {}

  /** 16 hexadecimal digits, the same for the same secret. */
  public static String of(String secret) {
    var hmac = Keys.hmac(Keys.derive(secret, "fingerprint", "HmacSHA256"), CONSTANT);
    return HexFormat.of().formatHex(hmac, 0, 8);
  }
}
