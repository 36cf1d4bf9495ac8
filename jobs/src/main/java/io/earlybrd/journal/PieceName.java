package io.earlybrd.journal;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** Names of pieces, which say of what time they tell: {@code journal/FROM-TO-random.jsonl.gz}. */
public final class PieceName {
  /** Where all pieces are. */
  public static final String FOLDER = "journal/";

  /** What is at the end of a piece that is sealed. */
  public static final String SEALED = ".sealed";

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private static final Pattern NAME =
      Pattern.compile(
          "journal/\\d{8}T\\d{6}Z-(\\d{8}T\\d{6}Z)-[0-9a-f]{6}\\.jsonl\\.gz(\\.sealed)?");

  private PieceName() {}

  static String of(Instant from, Instant to, boolean sealed) {
    var random = new byte[3];
    new SecureRandom().nextBytes(random);
    return "%s%s-%s-%s.jsonl.gz%s"
        .formatted(
            FOLDER,
            TIME.format(from),
            TIME.format(to),
            java.util.HexFormat.of().formatHex(random),
            sealed ? SEALED : "");
  }

  /** Until when a piece tells, cut to the second; empty where it is no piece. */
  public static Optional<Instant> to(String key) {
    var name = NAME.matcher(key);
    return name.matches() ? Optional.of(Instant.from(TIME.parse(name.group(1)))) : Optional.empty();
  }

  static boolean isSealed(String key) {
    return key.endsWith(SEALED);
  }
}
