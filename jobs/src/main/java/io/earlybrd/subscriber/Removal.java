package io.earlybrd.subscriber;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Removes a person: their row, searches and matches go, what waits to be mailed ends. The mails of
 * the past stay in the ledger, with their counts and postings and without the address. All in the
 * caller's transaction.
 *
 * <p>It keeps nobody from coming back: who must not be mailed is in {@link Suppressions}, which
 * stays as it is.
 */
public final class Removal {
  /** What the ledger has in place of the address. */
  public static final String DELETED = "deleted";

  private final JdbcClient jdbc;
  private final Departures departures;

  /**
   * @param secrets the first hashes the address for {@link Departures}
   */
  public Removal(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.departures = new Departures(jdbc, secrets);
  }

  /**
   * What was removed.
   *
   * @param stopped mails that waited and will not leave
   * @param kept mails in the ledger, the stopped ones among them
   */
  public record Removed(String email, int searches, int stopped, int kept) {}

  private record Found(long id, String email) {}

  /** Empty where there is no such subscriber. */
  public Optional<Removed> remove(String email) {
    return jdbc.sql("SELECT id, email FROM subscriber WHERE lower(email) = :email FOR UPDATE")
        .param("email", email.toLowerCase(Locale.ROOT))
        .query((row, n) -> new Found(row.getLong("id"), row.getString("email")))
        .optional()
        .map(this::remove);
  }

  private Removed remove(Found found) {
    int stopped = stop(found.id());
    forgetWords(
        "skipped_item", "reason", "item IN (SELECT 'mail ' || public_id FROM theirs)", found);
    forgetWords("mail_event", "detail", "mail IN (SELECT id FROM theirs)", found);
    int kept = forgetAddress(found);
    jdbc.sql("DELETE FROM match WHERE subscriber = :id").param("id", found.id()).update();
    int searches =
        jdbc.sql("DELETE FROM saved_search WHERE subscriber = :id")
            .param("id", found.id())
            .update();
    jdbc.sql("DELETE FROM sent_before WHERE subscriber = :id").param("id", found.id()).update();
    jdbc.sql("DELETE FROM subscriber WHERE id = :id").param("id", found.id()).update();
    departures.left(found.email(), Departures.REMOVED);
    return new Removed(found.email(), searches, stopped, kept);
  }

  /**
   * One in doubt may have arrived, and never becomes SUPPRESSED; it must not leave again either.
   */
  private int stop(long id) {
    return jdbc.sql(
            """
            WITH stopped AS (
              UPDATE mail
              SET state = CASE WHEN doubted_at IS NULL THEN 'SUPPRESSED' ELSE 'FAILED' END,
                  error = 'the subscriber was removed'
              WHERE subscriber = :id
                AND state IN ('PENDING', 'IN_DOUBT')
              RETURNING id
            ), released AS (
              UPDATE mail_posting h
              SET released_at = clock_timestamp()
              FROM stopped
              WHERE h.mail = stopped.id
                AND h.released_at IS NULL
            )
            SELECT count(*)
            FROM stopped
            """)
        .param("id", id)
        .query(Integer.class)
        .single();
  }

  /** Mail servers repeat the address in what they say. */
  private void forgetWords(String table, String column, String whose, Found found) {
    jdbc.sql(
            """
            WITH theirs AS (
              SELECT id, public_id
              FROM mail
              WHERE subscriber = :id
            )
            UPDATE %1$s
            SET %2$s = %3$s
            WHERE %4$s
              AND strpos(lower(%2$s), :lower) > 0
            """
                .formatted(table, column, without(column), whose))
        .param("id", found.id())
        .param("pattern", pattern(found.email()))
        .param("lower", found.email().toLowerCase(Locale.ROOT))
        .update();
  }

  private int forgetAddress(Found found) {
    return jdbc.sql(
            """
            UPDATE mail
            SET recipient = '%s',
                error = %s
            WHERE subscriber = :id
               OR (subscriber IS NULL AND lower(recipient) = :lower)
            """
                .formatted(DELETED, without("error")))
        .param("id", found.id())
        .param("pattern", pattern(found.email()))
        .param("lower", found.email().toLowerCase(Locale.ROOT))
        .update();
  }

  private static String without(String column) {
    return "regexp_replace(%s, :pattern, '%s', 'gi')".formatted(column, DELETED);
  }

  /** The address as a regular expression that means nothing but itself. */
  private static String pattern(String email) {
    return email.replaceAll("[^\\p{L}\\p{N}@_-]", "\\\\$0");
  }
}
