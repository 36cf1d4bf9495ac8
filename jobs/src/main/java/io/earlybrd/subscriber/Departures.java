package io.earlybrd.subscriber;

import io.earlybrd.mail.AddressHash;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The diary of who left and who came back, by keyed hashes, which the journal takes to where the
 * backups are: a backup is a night old, and must not mail whoever left since. What holds now is in
 * {@link Suppressions}. All in the caller's transaction.
 */
public final class Departures {
  /** What removing a person is called there: their row went, with all that waited for them. */
  public static final String REMOVED = "removed";

  private final JdbcClient jdbc;
  private final List<String> secrets;

  /**
   * @param secrets the first hashes
   */
  public Departures(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = List.copyOf(secrets);
  }

  void left(String email, String reason) {
    write(List.of(email), reason, false);
  }

  void cameBack(String email, String reason) {
    write(List.of(email), reason, true);
  }

  /** Those of them who had been removed are here again. */
  void cameBack(List<String> emails) {
    if (jdbc.sql("SELECT EXISTS (SELECT FROM departure WHERE reason = :reason)")
        .param("reason", REMOVED)
        .query(Boolean.class)
        .single()) {
      write(emails, REMOVED, true);
    }
  }

  private void write(List<String> emails, String reason, boolean back) {
    var key = AddressHash.by(secrets.getFirst());
    jdbc.sql(
            """
            INSERT INTO departure (address_hash, reason, back)
            SELECT hash, :reason, :back
            FROM unnest(:hashes) AS hash
            WHERE NOT :back
               OR :reason <> :removed
               OR EXISTS (
                 SELECT FROM departure d
                 WHERE d.address_hash = hash
                   AND d.reason = :removed)
            """)
        .param("hashes", emails.stream().map(key::of).toArray(byte[][]::new))
        .param("reason", reason)
        .param("removed", REMOVED)
        .param("back", back)
        .update();
  }
}
