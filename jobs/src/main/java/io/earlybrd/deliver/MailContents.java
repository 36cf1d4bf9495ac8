package io.earlybrd.deliver;

import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.mail.MailContent.Links;
import io.earlybrd.mail.MailContent.Section;
import io.earlybrd.mail.Tokens;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Loads what mails say from the ledger: the same rows give the same mail, also when it is sent
 * again.
 */
public final class MailContents {
  private final JdbcClient jdbc;
  private final Tokens tokens;
  private final URI baseUrl;

  public MailContents(JdbcClient jdbc, Tokens tokens, URI baseUrl) {
    this.jdbc = jdbc;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
  }

  private record Row(
      long mail,
      UUID publicId,
      String messageId,
      Instant date,
      Kind kind,
      String recipient,
      ZoneId zone,
      UUID subscriber,
      int total,
      String search,
      Entry entry) {}

  /** In the order of {@code ids}; a mail that has gone in the meantime is left out. */
  public Map<Long, MailContent> load(List<Long> ids) {
    var rows = new LinkedHashMap<Long, List<Row>>();
    ids.forEach(id -> rows.put(id, new ArrayList<>()));
    jdbc.sql(
            """
            WITH shown AS (
              SELECT
                h.mail, h.posting, h.subscriber,
                count(*) OVER (PARTITION BY h.mail) AS total,
                row_number() OVER (
                  PARTITION BY h.mail
                  ORDER BY coalesce(p.posted_at, p.first_seen_at) DESC, p.id) AS place
              FROM mail_posting h
              JOIN posting p ON p.id = h.posting
              WHERE h.mail = ANY (:ids)
            )
            SELECT
              m.id, m.public_id, m.message_id, m.message_date, m.kind, m.recipient,
              s.time_zone, s.public_id AS subscriber, h.total,
              coalesce(q.name, '') AS search,
              p.title, p.url, p.company, p.location, p.remote, p.pay, b.name AS board, p.posted_at, p.first_seen_at
            FROM shown h
            JOIN mail m ON m.id = h.mail
            JOIN subscriber s ON s.id = h.subscriber
            JOIN posting p ON p.id = h.posting
            JOIN board b ON b.id = p.board
            LEFT JOIN match w ON w.subscriber = h.subscriber AND w.posting = h.posting
            LEFT JOIN saved_search q ON q.id = w.searches[1]
            WHERE h.place <= :shown
            ORDER BY m.id, q.id, h.place
            """)
        .param("ids", ids.toArray(Long[]::new))
        .param("shown", MailContent.SHOWN)
        .query(
            (ResultSet result) -> {
              var row = row(result);
              rows.getOrDefault(row.mail(), new ArrayList<>()).add(row);
            });
    var contents = new LinkedHashMap<Long, MailContent>();
    rows.forEach(
        (id, ofMail) -> {
          if (!ofMail.isEmpty()) {
            contents.put(id, content(ofMail));
          }
        });
    return contents;
  }

  private MailContent content(List<Row> rows) {
    var sections = new LinkedHashMap<String, List<Entry>>();
    rows.forEach(
        row -> sections.computeIfAbsent(row.search(), name -> new ArrayList<>()).add(row.entry()));
    var first = rows.getFirst();
    return new MailContent(
        first.publicId(),
        first.messageId(),
        first.date(),
        first.kind(),
        first.recipient(),
        first.zone(),
        sections.entrySet().stream().map(s -> new Section(s.getKey(), s.getValue())).toList(),
        first.total(),
        Links.of(baseUrl, tokens.unsubscribe(first.subscriber())));
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        row.getLong("id"),
        row.getObject("public_id", UUID.class),
        row.getString("message_id"),
        row.getTimestamp("message_date").toInstant(),
        Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        row.getString("recipient"),
        ZoneId.of(row.getString("time_zone")),
        row.getObject("subscriber", UUID.class),
        row.getInt("total"),
        row.getString("search"),
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

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
