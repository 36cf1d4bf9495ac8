package io.earlybrd.storage;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Whether what lies in storage was written by somebody who has our secret ({@code
 * EARLYBRD_SECRET}): the first signs, every one verifies. Thread-safe.
 */
public final class Signatures {
  private final List<SecretKey> keys;

  /**
   * @param secrets at least one
   * @param purpose of what is signed: what is signed for one is nothing for another
   */
  public Signatures(List<String> secrets, String purpose) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("no secret");
    }
    this.keys = secrets.stream().map(secret -> key(secret, purpose)).toList();
  }

  private static SecretKey key(String secret, String purpose) {
    try {
      return KDF.getInstance("HKDF-SHA256")
          .deriveKey(
              "HmacSHA256",
              HKDFParameterSpec.ofExtract()
                  .addIKM(bytes(secret))
                  .addSalt(bytes("earlybrd storage 1"))
                  .thenExpand(bytes(purpose), 32));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HKDF-SHA256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** 64 hexadecimal digits. */
  public String of(String content) {
    return hmac(keys.getFirst(), content);
  }

  /** Whether one of the secrets made this signature of this content. */
  public boolean verifies(String content, String signature) {
    return keys.stream()
        .anyMatch(key -> MessageDigest.isEqual(bytes(hmac(key, content)), bytes(signature)));
  }

  private static String hmac(SecretKey key, String content) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return HexFormat.of().formatHex(mac.doFinal(bytes(content)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }
}
