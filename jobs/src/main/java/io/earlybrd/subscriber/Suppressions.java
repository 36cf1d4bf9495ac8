package io.earlybrd.subscriber;

import io.earlybrd.mail.AddressHash;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who must not be mailed, and why: by a keyed hash of the address, which outlives the subscriber's
 * row and comes to hold again when a file brings the address back. All in the caller's transaction.
 */
public final class Suppressions {

  /** An address may be suppressed for several reasons; it is mailed again when none is left. */
  public enum Reason {
    UNSUBSCRIBE,
    BOUNCE,
    COMPLAINT,
    DELETED;

    String sql() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final JdbcClient jdbc;
  private final List<String> secrets;
  private final Departures departures;

  /**
   * @param secrets the first hashes what is added, all find what is there
   */
  public Suppressions(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = List.copyOf(secrets);
    this.departures = new Departures(jdbc, secrets);
  }

  /** Whether it was not suppressed for this reason before. */
  public boolean add(String email, Reason reason) {
    // Whoever composes for the subscriber, or sends, holds or waits for the same row.
    lock(email);
    boolean known = of(email).contains(reason);
    if (!known) {
      jdbc.sql("INSERT INTO suppression (address_hash, reason) VALUES (:hash, :reason)")
          .param("hash", AddressHash.of(secrets.getFirst(), email))
          .param("reason", reason.sql())
          .update();
      departures.left(email, reason.sql());
    }
    jdbc.sql(
            """
            UPDATE subscriber
            SET suppressed_at = clock_timestamp()
            WHERE lower(email) = :email
              AND suppressed_at IS NULL
            """)
        .param("email", email.toLowerCase(Locale.ROOT))
        .update();
    return !known;
  }

  /** Whether the address may be mailed again: no other reason is left. */
  public boolean lift(String email, Reason reason) {
    lock(email);
    int lifted =
        jdbc.sql("DELETE FROM suppression WHERE address_hash = ANY (:hashes) AND reason = :reason")
            .param("hashes", hashes(email))
            .param("reason", reason.sql())
            .update();
    if (lifted > 0) {
      departures.cameBack(email, reason.sql());
    }
    boolean free = of(email).isEmpty();
    if (free) {
      jdbc.sql("UPDATE subscriber SET suppressed_at = NULL WHERE lower(email) = :email")
          .param("email", email.toLowerCase(Locale.ROOT))
          .update();
    }
    return free;
  }

  /** Why the address must not be mailed; empty where it may. */
  public Set<Reason> of(String email) {
    var reasons = EnumSet.noneOf(Reason.class);
    jdbc.sql("SELECT reason FROM suppression WHERE address_hash = ANY (:hashes)")
        .param("hashes", hashes(email))
        .query(String.class)
        .list()
        .forEach(reason -> reasons.add(Reason.valueOf(reason.toUpperCase(Locale.ROOT))));
    return reasons;
  }

  private void lock(String email) {
    jdbc.sql("SELECT id FROM subscriber WHERE lower(email) = :email FOR UPDATE")
        .param("email", email.toLowerCase(Locale.ROOT))
        .query(Long.class)
        .list();
  }

  private byte[][] hashes(String email) {
    return AddressHash.all(secrets, email).toArray(byte[][]::new);
  }
}
