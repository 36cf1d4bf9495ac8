package io.earlybrd.mail;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * Tokens in the links of a mail. Thread-safe.
 *
 * <p>A token is the encrypted public id: it shows nothing, cannot be made without the secret, never
 * expires (an unsubscribe link must work in a mail of last year), and is the same whenever it is
 * made, so that a mail which goes out again is the same message. The first secret signs, every
 * secret verifies.
 */
public final class Tokens {
  private static final int IV = 12;
  private static final int TAG = 16;
  private static final int LENGTH = IV + 16 + TAG;

  private final List<Pair> subscribers;
  private final List<Pair> mails;
  private final List<SecretKey> offers;

  public Tokens(List<String> secrets) {
    if (secrets.isEmpty()) {
      throw new IllegalArgumentException("no secret");
    }
    this.subscribers = secrets.stream().map(secret -> Pair.of(secret, "unsubscribe 1")).toList();
    this.mails = secrets.stream().map(secret -> Pair.of(secret, "view 1")).toList();
    this.offers =
        secrets.stream().map(secret -> Keys.derive(secret, "offer 1", "HmacSHA256")).toList();
  }

  /** A URL-safe token of 59 characters for the subscriber's own page. */
  public String unsubscribe(UUID subscriberPublicId) {
    return encoded(subscribers.getFirst().seal(subscriberPublicId));
  }

  /**
   * Whose token it is; empty for anything that {@link #unsubscribe} did not make under one of the
   * secrets.
   */
  public Optional<UUID> readUnsubscribe(String token) {
    return read(token, subscribers);
  }

  /** As {@link #unsubscribe}, for reading one mail in the browser. Neither opens the other. */
  public String view(UUID mailPublicId) {
    return encoded(mails.getFirst().seal(mailPublicId));
  }

  /** Which mail {@link #view} made it for. */
  public Optional<UUID> readView(String token) {
    return read(token, mails);
  }

  /**
   * What a form of the page at {@code token} must bring back with {@code fields}: nobody but us
   * offers it.
   */
  public String offer(String token, String... fields) {
    return encoded(offer(offers.getFirst(), token, fields));
  }

  /** Whether {@link #offer} made {@code offered} under one of the secrets. */
  public boolean isOffer(String offered, String token, String... fields) {
    return offers.stream()
        .anyMatch(
            key ->
                MessageDigest.isEqual(
                    offered.getBytes(StandardCharsets.UTF_8),
                    encoded(offer(key, token, fields)).getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] offer(SecretKey key, String token, String... fields) {
    // No form holds U+0000, and browsers send line breaks as CRLF, whatever they were.
    var text = token + "\0" + String.join("\0", fields);
    return Keys.hmac(key, text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<UUID> read(String token, List<Pair> pairs) {
    byte[] sealed;
    try {
      sealed = Base64.getUrlDecoder().decode(token);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // The decoder ignores spare bits at the end: one id has one token, not four.
    if (sealed.length != LENGTH || !encoded(sealed).equals(token)) {
      return Optional.empty();
    }
    return pairs.stream().flatMap(pair -> pair.open(sealed).stream()).findFirst();
  }

  private static String encoded(byte[] sealed) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
  }

  /**
   * AES-256-GCM whose IV is taken from the plain text, so that no IV is ever used for two different
   * ones.
   */
  private record Pair(String purpose, SecretKey encryption, SecretKey iv) {

    static Pair of(String secret, String purpose) {
      return new Pair(
          purpose,
          Keys.derive(secret, purpose + " encryption", "AES"),
          Keys.derive(secret, purpose + " iv", "HmacSHA256"));
    }

    byte[] seal(UUID id) {
      var plain =
          ByteBuffer.allocate(16)
              .putLong(id.getMostSignificantBits())
              .putLong(id.getLeastSignificantBits())
              .array();
      var nonce = nonce(plain);
      try {
        var encrypted = cipher(Cipher.ENCRYPT_MODE, nonce).doFinal(plain);
        return ByteBuffer.allocate(LENGTH).put(nonce).put(encrypted).array();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("this JDK has no AES-256-GCM", e);
      }
    }

    Optional<UUID> open(byte[] sealed) {
      var nonce = Arrays.copyOf(sealed, IV);
      byte[] plain;
      try {
        plain = cipher(Cipher.DECRYPT_MODE, nonce).doFinal(sealed, IV, LENGTH - IV);
      } catch (GeneralSecurityException e) {
        return Optional.empty();
      }
      if (!MessageDigest.isEqual(nonce, nonce(plain))) {
        return Optional.empty();
      }
      var id = ByteBuffer.wrap(plain);
      return Optional.of(new UUID(id.getLong(), id.getLong()));
    }

    private byte[] nonce(byte[] plain) {
      return Arrays.copyOf(Keys.hmac(iv, plain), IV);
    }

    private Cipher cipher(int mode, byte[] nonce) throws GeneralSecurityException {
      var cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, encryption, new GCMParameterSpec(TAG * 8, nonce));
      cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
      return cipher;
    }
  }
}
