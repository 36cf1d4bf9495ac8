package io.earlybrd.deliver;

import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.subscriber.Zones;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The postings that mails show, of the postings that they hold. The same posting on several boards,
 * seen within 7 days of each other, is one entry. Two that one board shows are two: it tells them
 * apart. What nobody will see is not loaded.
 */
final class MailRows {
  /** From one appearance of the same posting to the next, so that they are one entry still. */
  private static final String SAME_WITHIN = "7 days";

  private final JdbcClient jdbc;

  MailRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is said of the mail as a whole. */
  record Head(
      long mail,
      UUID publicId,
      String messageId,
      Instant date,
      Kind kind,
      String recipient,
      ZoneId zone,
      UUID subscriber,
      int total) {}

  /**
   * One posting of an entry.
   *
   * @param size how many postings the entry has in all
   * @param searchId of the first search that hit the posting; null where it is no more
   * @param terms what hit it
   * @param contentHash of the posting as it is now
   * @param shown nothing marked in it yet
   */
  record Row(
      Head head,
      long entry,
      int size,
      @Nullable Long searchId,
      String search,
      List<String> terms,
      long posting,
      String contentHash,
      Entry shown) {}

  /**
   * By mail, the newest entry first; of an entry the posting first that was seen first, where
   * several were seen at once one that tells the pay.
   */
  void read(List<Long> mails, Consumer<Row> rows) {
    jdbc.sql(
            """
            WITH held AS (
              SELECT
                h.mail, h.subscriber, h.posting,
                p.first_seen_at, coalesce(p.posted_at, p.first_seen_at) AS dated, p.pay IS NULL AS payless,
                p.same_as, CASE WHEN p.same_as IS NULL THEN p.id END AS alone,
                row_number() OVER (
                  PARTITION BY h.mail, p.same_as, p.board
                  ORDER BY p.first_seen_at, p.id) AS copy
              FROM mail_posting h
              JOIN posting p ON p.id = h.posting
              WHERE h.mail = ANY (:mails)
            ), gaps AS (
              SELECT
                *,
                first_seen_at - lag(first_seen_at) OVER (
                  PARTITION BY mail, same_as, copy
                  ORDER BY first_seen_at) > interval '%1$s' AS again
              FROM held
            ), times AS (
              SELECT
                *,
                count(*) FILTER (WHERE again) OVER (
                  PARTITION BY mail, same_as, copy
                  ORDER BY first_seen_at) AS time
              FROM gaps
            ), same AS (
              SELECT
                *,
                first_value(posting) OVER entry AS entry,
                row_number() OVER entry AS nth,
                count(*) OVER (PARTITION BY mail, same_as, copy, alone, time) AS size
              FROM times
              WINDOW entry AS (
                PARTITION BY mail, same_as, copy, alone, time
                ORDER BY first_seen_at, payless, posting)
            ), entry AS (
              SELECT
                mail, entry,
                count(*) OVER (PARTITION BY mail) AS total,
                row_number() OVER (PARTITION BY mail ORDER BY dated DESC, posting) AS place
              FROM same
              WHERE nth = 1
            )
            SELECT
              m.id, m.public_id, m.message_id, m.message_date, m.kind, m.recipient,
              s.time_zone, s.public_id AS subscriber, e.total,
              e.entry, h.size, q.id AS search_id, coalesce(q.name, '') AS search, w.terms,
              p.id AS posting, p.content_hash, p.title, p.url, p.company, p.location, p.remote, p.pay, b.name AS board,
              p.posted_at, p.first_seen_at
            FROM entry e
            JOIN same h ON h.mail = e.mail AND h.entry = e.entry
            JOIN mail m ON m.id = e.mail
            JOIN subscriber s ON s.id = h.subscriber
            JOIN posting p ON p.id = h.posting
            JOIN board b ON b.id = p.board
            LEFT JOIN match w ON w.subscriber = h.subscriber AND w.posting = h.posting
            LEFT JOIN saved_search q ON q.id = w.searches[1]
            WHERE e.place <= :shown
              AND h.nth <= 1 + :elsewhere
            ORDER BY m.id, e.place, h.nth
            """
                .formatted(SAME_WITHIN))
        .param("mails", mails.toArray(Long[]::new))
        .param("shown", MailContent.SHOWN)
        .param("elsewhere", MailContent.ELSEWHERE)
        .query((ResultSet result) -> rows.accept(row(result)));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        head(row),
        row.getLong("entry"),
        row.getInt("size"),
        row.getObject("search_id", Long.class),
        row.getString("search"),
        texts(row.getArray("terms")),
        row.getLong("posting"),
        row.getString("content_hash"),
        shown(row));
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getLong("id"),
        row.getObject("public_id", UUID.class),
        row.getString("message_id"),
        row.getTimestamp("message_date").toInstant(),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("recipient"),
        Zones.orUtc(row.getString("time_zone")),
        row.getObject("subscriber", UUID.class),
        row.getInt("total"));
  }

  private static Entry shown(ResultSet row) throws SQLException {
    return new Entry(
        row.getString("title"),
        row.getString("url"),
        row.getString("company"),
        row.getString("location"),
        row.getObject("remote", Boolean.class),
        row.getString("pay"),
        row.getString("board"),
        instant(row.getTimestamp("posted_at")),
        row.getTimestamp("first_seen_at").toInstant());
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
