package io.earlybrd.web;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/**
 * Whether a webhook is Mailgun's: it signs a time and a token, and not what it reports, so that the
 * time must be near and a token counts once (whoever stores it sees to that).
 *
 * @param key empty: none is
 */
record MailgunSignatures(Optional<String> key, Clock clock) {
  /** Mailgun tries for 8 hours. */
  private static final Duration OLDEST = Duration.ofHours(9);

  private static final Duration AHEAD = Duration.ofMinutes(5);
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");
  private static final int LONGEST_TOKEN = 200;

  /** The token of {@code signature}; empty where it is forged, too old, or none at all. */
  Optional<String> token(JsonNode signature) {
    var timestamp = signature.path("timestamp").asString("");
    var token = signature.path("token").asString("");
    var signed = signature.path("signature").asString("");
    boolean complete =
        SECONDS.matcher(timestamp).matches()
            && !token.isEmpty()
            && token.length() <= LONGEST_TOKEN
            && token.chars().allMatch(c -> c > ' ' && c < 127);
    if (!complete || key.isEmpty()) {
      return Optional.empty();
    }
    // Compared first, so that only Mailgun learns what our clock says.
    var expected = HexFormat.of().formatHex(hmac(key.get(), timestamp + token));
    return equal(expected, signed) && isNear(timestamp) ? Optional.of(token) : Optional.empty();
  }

  private boolean isNear(String timestamp) {
    var at = Instant.ofEpochSecond(Long.parseLong(timestamp));
    var now = clock.instant();
    return !at.isBefore(now.minus(OLDEST)) && !at.isAfter(now.plus(AHEAD));
  }

  /** In a time that does not tell how much of it is right. */
  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.US_ASCII), given.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK has no HmacSHA256", e);
    }
  }

  /** The key is a secret. */
  @Override
  public String toString() {
    return "MailgunSignatures";
  }
}
