package io.earlybrd.mail;

import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Whether this host's secret is the one that this database's links were signed by. A host with
 * another one breaks the links of its mails, and mails people who have unsubscribed, without a
 * word. In the caller's transaction.
 */
public final class KnownSecret {
  private static final String KEY = "secret_fingerprint";

  private final JdbcClient jdbc;
  private final List<String> secrets;

  public KnownSecret(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = List.copyOf(secrets);
  }

  /** How the secrets of this host stand to the one that the database knows. */
  public enum Standing {
    /** {@code migrate} has stored none yet. */
    UNKNOWN,
    /** It is the one that signs here. */
    SAME,
    /** It is one that only verifies here: the secret is being changed, in the right way. */
    OLDER,
    /** It is none of them. */
    OTHER
  }

  public Standing standing() {
    var known = stored();
    if (known.isEmpty()) {
      return Standing.UNKNOWN;
    }
    int place = secrets.stream().map(SecretFingerprint::of).toList().indexOf(known.get());
    return place < 0 ? Standing.OTHER : place == 0 ? Standing.SAME : Standing.OLDER;
  }

  /**
   * Stores the secret that signs, where none is known or it follows the known one in the right way.
   *
   * @return as it was before
   */
  public Standing remember() {
    var standing = standing();
    if (standing == Standing.UNKNOWN || standing == Standing.OLDER) {
      jdbc.sql(
              """
              INSERT INTO setting (key, value)
              VALUES (:key, :value)
              ON CONFLICT (key) DO UPDATE
              SET value = excluded.value,
                  changed_by = excluded.changed_by,
                  changed_at = clock_timestamp()
              """)
          .param("key", KEY)
          .param("value", SecretFingerprint.of(secrets.getFirst()))
          .update();
    }
    return standing;
  }

  private Optional<String> stored() {
    return jdbc.sql("SELECT value FROM setting WHERE key = :key")
        .param("key", KEY)
        .query(String.class)
        .optional();
  }
}
