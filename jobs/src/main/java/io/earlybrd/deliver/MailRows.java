package io.earlybrd.deliver;

import io.earlybrd.deliver.HeldPosting.Facts;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.subscriber.Zones;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what mails are made of. A morning's postings are news to many: each is read once, and
 * remembered until {@link #forget}. Thread-safe.
 */
final class MailRows {
  /** Of about 150 bytes. */
  private static final int FACTS = 40_000;

  /** Of about 1 KB. */
  private static final int SHOWN = 6_000;

  private final JdbcClient jdbc;
  private final Remembered<Long, Facts> facts = new Remembered<>(FACTS);
  private final Remembered<Long, Shown> shown = new Remembered<>(SHOWN);

  MailRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** What is read after this is what there is then. */
  void forget() {
    facts.clear();
    shown.clear();
  }

  /** What is said of a mail as a whole. */
  record Head(
      UUID publicId,
      String messageId,
      Instant date,
      Kind kind,
      String recipient,
      ZoneId zone,
      UUID subscriber) {}

  /** A posting as a mail shows it; {@code contentHash} is of the text that this was read from. */
  record Shown(String contentHash, Entry entry) {}

  /** Mails that are gone are left out. */
  Map<Long, Head> heads(List<Long> mails) {
    var heads = new LinkedHashMap<Long, Head>();
    jdbc.sql(
            """
            SELECT
              m.id, m.public_id, m.message_id, m.message_date, m.kind, m.recipient,
              s.time_zone, s.public_id AS subscriber
            FROM mail m
            JOIN subscriber s ON s.id = m.subscriber
            WHERE m.id = ANY (:mails)
            """)
        .param("mails", mails.toArray(Long[]::new))
        .query(
            row -> {
              heads.put(row.getLong("id"), head(row));
            });
    return heads;
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getObject("public_id", UUID.class),
        row.getString("message_id"),
        row.getTimestamp("message_date").toInstant(),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("recipient"),
        Zones.orUtc(row.getString("time_zone")),
        row.getObject("subscriber", UUID.class));
  }

  private record Row(long mail, long posting, @Nullable Long search, String terms) {}

  /** All that the mails hold, but for postings that have vanished. */
  Map<Long, List<HeldPosting>> held(List<Long> mails) {
    var rows =
        jdbc.sql(
                """
                SELECT h.mail, h.posting, w.searches[1] AS search, array_to_string(w.terms, E'\\n') AS terms
                FROM mail_posting h
                LEFT JOIN match w ON w.subscriber = h.subscriber AND w.posting = h.posting
                WHERE h.mail = ANY (:mails)
                """)
            .param("mails", mails.toArray(Long[]::new))
            .query(
                (row, n) ->
                    new Row(
                        row.getLong("mail"),
                        row.getLong("posting"),
                        row.getObject("search", Long.class),
                        text(row.getString("terms"))))
            .list();
    var ids = new HashSet<Long>();
    rows.forEach(row -> ids.add(row.posting()));
    var known = facts(ids);
    var held = new LinkedHashMap<Long, List<HeldPosting>>();
    for (var row : rows) {
      var ofPosting = known.get(row.posting());
      if (ofPosting != null) {
        held.computeIfAbsent(row.mail(), mail -> new ArrayList<>())
            .add(new HeldPosting(row.posting(), row.search(), row.terms(), ofPosting));
      }
    }
    return held;
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private Map<Long, Facts> facts(Set<Long> ids) {
    var known = facts.known(ids);
    var unknown = without(ids, known);
    if (unknown.length > 0) {
      var read = new LinkedHashMap<Long, Facts>();
      jdbc.sql(
              """
              SELECT
                id, board, same_as, first_seen_at, coalesce(posted_at, first_seen_at) AS dated, pay IS NULL AS payless
              FROM posting
              WHERE id = ANY (:ids)
              """)
          .param("ids", unknown)
          .query(
              row -> {
                read.put(
                    row.getLong("id"),
                    new Facts(
                        row.getString("board").intern(),
                        row.getObject("same_as", Long.class),
                        row.getTimestamp("first_seen_at").toInstant(),
                        row.getTimestamp("dated").toInstant(),
                        row.getBoolean("payless")));
              });
      facts.putAll(read);
      known.putAll(read);
    }
    return known;
  }

  /** The names of searches; those that are no more have none. */
  Map<Long, String> names(Set<Long> searches) {
    var names = new LinkedHashMap<Long, String>();
    jdbc.sql("SELECT id, name FROM saved_search WHERE id = ANY (:ids)")
        .param("ids", searches.toArray(Long[]::new))
        .query(
            row -> {
              names.put(row.getLong("id"), row.getString("name"));
            });
    return names;
  }

  Map<Long, Shown> shown(Set<Long> ids) {
    var known = shown.known(ids);
    var unknown = without(ids, known);
    if (unknown.length > 0) {
      var read = new LinkedHashMap<Long, Shown>();
      jdbc.sql(
              """
              SELECT
                p.id, p.content_hash, p.title, p.url, p.company, p.location, p.remote, p.pay, b.name AS board,
                p.posted_at, p.first_seen_at
              FROM posting p
              JOIN board b ON b.id = p.board
              WHERE p.id = ANY (:ids)
              """)
          .param("ids", unknown)
          .query(
              row -> {
                read.put(row.getLong("id"), shown(row));
              });
      shown.putAll(read);
      known.putAll(read);
    }
    return known;
  }

  private static Shown shown(ResultSet row) throws SQLException {
    return new Shown(
        row.getString("content_hash"),
        new Entry(
            row.getString("title"),
            row.getString("url"),
            row.getString("company"),
            row.getString("location"),
            row.getObject("remote", Boolean.class),
            row.getString("pay"),
            row.getString("board"),
            instant(row.getTimestamp("posted_at")),
            row.getTimestamp("first_seen_at").toInstant()));
  }

  private static Long[] without(Collection<Long> ids, Map<Long, ?> known) {
    return ids.stream().filter(id -> !known.containsKey(id)).toArray(Long[]::new);
  }

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
