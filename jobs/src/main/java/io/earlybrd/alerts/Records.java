package io.earlybrd.alerts;

import io.earlybrd.alerts.Explanation.Mail;
import io.earlybrd.alerts.Explanation.Match;
import io.earlybrd.alerts.Explanation.Person;
import io.earlybrd.alerts.Explanation.Posting;
import io.earlybrd.mail.AddressHash;
import io.earlybrd.run.Guard;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was recorded of a subscriber, a posting, and the two together. */
final class Records {
  private final JdbcClient jdbc;
  private final List<String> secrets;

  Records(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  Optional<Person> person(String email) {
    return jdbc.sql(
            """
            SELECT id, email, next_digest_at, paused_until, suppressed_at
            FROM subscriber
            WHERE lower(email) = lower(:email)
            """)
        .param("email", email.strip())
        .query(
            (row, n) ->
                new Person(
                    row.getLong("id"),
                    row.getString("email"),
                    row.getTimestamp("next_digest_at").toInstant(),
                    instant(row, "paused_until"),
                    instant(row, "suppressed_at"),
                    row.getTimestamp("suppressed_at") == null
                        ? null
                        : suppressedFor(row.getString("email"))))
        .optional();
  }

  /** The list keeps hashes; null where the secret by which this one was made is not known here. */
  private @Nullable String suppressedFor(String email) {
    return jdbc.sql(
            """
            SELECT reason
            FROM suppression
            WHERE address_hash = ANY (:hashes)
            ORDER BY at
            LIMIT 1
            """)
        .param("hashes", AddressHash.all(secrets, email).toArray(byte[][]::new))
        .query(String.class)
        .optional()
        .orElse(null);
  }

  /** Those that were matched first; else as they are. */
  List<Long> preferMatched(long subscriber, List<Long> postings) {
    return jdbc.sql(
            """
            SELECT p.id
            FROM unnest(:postings) WITH ORDINALITY AS p (id, place)
            LEFT JOIN match w ON w.subscriber = :subscriber AND w.posting = p.id
            ORDER BY w.posting IS NULL, p.place
            """)
        .param("postings", postings.toArray(Long[]::new))
        .param("subscriber", subscriber)
        .query(Long.class)
        .list();
  }

  Posting posting(long id) {
    return jdbc.sql(
            """
            SELECT
              id, url, title, board, first_seen_at, stored_at, closed_at, baseline, held, text_version, matched_version,
              match_instance
            FROM posting
            WHERE id = :id
            """)
        .param("id", id)
        .query(
            (row, n) ->
                new Posting(
                    row.getLong("id"),
                    row.getString("url"),
                    row.getString("title"),
                    row.getString("board"),
                    row.getTimestamp("first_seen_at").toInstant(),
                    row.getTimestamp("stored_at").toInstant(),
                    instant(row, "closed_at"),
                    row.getBoolean("baseline"),
                    row.getBoolean("held"),
                    row.getInt("text_version"),
                    row.getInt("matched_version"),
                    row.getObject("match_instance") != null))
        .single();
  }

  Optional<Match> match(long subscriber, long posting) {
    return jdbc.sql(
            """
            SELECT searches, terms, matched_at, job_execution, waits_instant, waits_digest, reason
            FROM match
            WHERE subscriber = :subscriber
              AND posting = :posting
            """)
        .param("subscriber", subscriber)
        .param("posting", posting)
        .query(
            (row, n) ->
                new Match(
                    List.of((Long[]) array(row.getArray("searches"))),
                    List.of((String[]) array(row.getArray("terms"))),
                    row.getTimestamp("matched_at").toInstant(),
                    row.getLong("job_execution"),
                    row.getBoolean("waits_instant"),
                    row.getBoolean("waits_digest"),
                    row.getString("reason")))
        .optional();
  }

  /** By way of the subscriber's mails: what was released is in no index of its own. */
  List<Mail> mails(long subscriber, long posting) {
    return jdbc.sql(
            """
            SELECT
              m.public_id::text AS id, m.kind, m.state, m.due_at, m.created_at, m.sent_at, m.next_attempt_at, m.attempts,
              m.error, m.job_execution, h.released_at IS NOT NULL AS released,
              m.state = 'SENDING' AND %s AS orphaned
            FROM mail m
            JOIN mail_posting h ON h.mail = m.id AND h.posting = :posting
            WHERE m.subscriber = :subscriber
            ORDER BY m.id
            """
                .formatted(Guard.CLAIMER_IS_DEAD))
        .param("subscriber", subscriber)
        .param("posting", posting)
        .query(
            (row, n) ->
                new Mail(
                    row.getString("id"),
                    row.getString("kind"),
                    row.getString("state"),
                    row.getTimestamp("due_at").toInstant(),
                    row.getTimestamp("created_at").toInstant(),
                    instant(row, "sent_at"),
                    row.getTimestamp("next_attempt_at").toInstant(),
                    row.getInt("attempts"),
                    row.getString("error"),
                    row.getObject("job_execution", Long.class),
                    row.getBoolean("released"),
                    row.getBoolean("orphaned")))
        .list();
  }

  private static Object[] array(Array array) throws SQLException {
    return (Object[]) array.getArray();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    Timestamp timestamp = row.getTimestamp(column);
    return timestamp == null ? null : timestamp.toInstant();
  }
}
