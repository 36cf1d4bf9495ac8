package io.earlybrd.deliver;

import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailContent.Entry;
import io.earlybrd.mail.MailContent.Kind;
import io.earlybrd.mail.MailContent.Links;
import io.earlybrd.mail.MailContent.Section;
import io.earlybrd.mail.Tokens;
import io.earlybrd.search.HitWords;
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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * One mail for the browser, with every posting that it holds, whatever became of it. Unlike in the
 * mail, the same posting on several boards is as many entries.
 */
public final class MailPages {
  /** Postings of a page. */
  public static final int SIZE = 100;

  /** The heading of what a search found that its subscriber has stopped since. */
  private static final String STOPPED = "A search that you stopped";

  private final JdbcClient jdbc;
  private final Tokens tokens;
  private final URI baseUrl;
  private final Excerpts excerpts;

  public MailPages(JdbcClient jdbc, Tokens tokens, URI baseUrl) {
    this.jdbc = jdbc;
    this.tokens = tokens;
    this.baseUrl = baseUrl;
    this.excerpts = new Excerpts(jdbc);
  }

  /**
   * @param content the mail with the postings of this page; {@code total} counts all of them
   * @param number from 1
   * @param pages how many there are
   */
  public record Page(MailContent content, int number, int pages) {}

  private record Head(
      long id,
      String messageId,
      Instant date,
      Kind kind,
      String recipient,
      ZoneId zone,
      UUID subscriber,
      int total) {}

  private record Held(String search, HitWords hits, long posting, String contentHash, Entry shown) {

    boolean isUnexplained() {
      return !hits.isEmpty() && !shown.with(hits, null, List.of(), 0).showsHits();
    }

    Excerpts.Wanted wanted() {
      return new Excerpts.Wanted(posting, contentHash, hits);
    }
  }

  /** Empty where there is no such mail, or no such page of it. */
  public Optional<Page> find(UUID mail, int number) {
    return head(mail)
        .filter(head -> number >= 1 && number <= pages(head))
        .map(head -> page(mail, head, number));
  }

  private static int pages(Head head) {
    return (head.total() + SIZE - 1) / SIZE;
  }

  private Page page(UUID mail, Head head, int number) {
    var held = held(head.id(), (number - 1) * SIZE);
    var found =
        excerpts.find(
            held.stream()
                .filter(Held::isUnexplained)
                .map(Held::wanted)
                .collect(Collectors.toSet()));
    var sections = new LinkedHashMap<String, List<Entry>>();
    for (var one : held) {
      sections
          .computeIfAbsent(one.search(), name -> new ArrayList<>())
          .add(one.shown().with(one.hits(), found.get(one.wanted()), List.of(), 0));
    }
    var content =
        new MailContent(
            mail,
            head.messageId(),
            head.date(),
            head.kind(),
            head.recipient(),
            head.zone(),
            sections.entrySet().stream().map(s -> new Section(s.getKey(), s.getValue())).toList(),
            head.total(),
            Links.of(baseUrl, tokens.unsubscribe(head.subscriber()), tokens.view(mail)));
    return new Page(content, number, pages(head));
  }

  private Optional<Head> head(UUID mail) {
    return jdbc.sql(
            """
            SELECT
              m.id, m.message_id, m.message_date, m.kind, m.recipient, s.time_zone, s.public_id,
              (SELECT count(*) FROM mail_posting h JOIN posting p ON p.id = h.posting WHERE h.mail = m.id) AS total
            FROM mail m
            JOIN subscriber s ON s.id = m.subscriber
            WHERE m.public_id = :mail
              AND m.kind IN ('instant', 'digest')
            """)
        .param("mail", mail)
        .query(
            (row, n) ->
                new Head(
                    row.getLong("id"),
                    row.getString("message_id"),
                    row.getTimestamp("message_date").toInstant(),
                    Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                    row.getString("recipient"),
                    ZoneId.of(row.getString("time_zone")),
                    row.getObject("public_id", UUID.class),
                    row.getInt("total")))
        .optional();
  }

  /** By search as in the mail, the newest first. */
  private List<Held> held(long mail, int offset) {
    return jdbc.sql(
            """
            SELECT
              coalesce(q.name, :stopped) AS search, w.terms,
              p.id, p.content_hash, p.title, p.url, p.company, p.location, p.remote, p.pay, b.name AS board,
              p.posted_at, p.first_seen_at
            FROM mail_posting h
            JOIN posting p ON p.id = h.posting
            JOIN board b ON b.id = p.board
            LEFT JOIN match w ON w.subscriber = h.subscriber AND w.posting = h.posting
            LEFT JOIN saved_search q ON q.id = w.searches[1]
            WHERE h.mail = :mail
            ORDER BY q.id NULLS LAST, coalesce(p.posted_at, p.first_seen_at) DESC, p.id
            LIMIT :size OFFSET :offset
            """)
        .param("stopped", STOPPED)
        .param("mail", mail)
        .param("size", SIZE)
        .param("offset", offset)
        .query((row, n) -> held(row))
        .list();
  }

  private static Held held(ResultSet row) throws SQLException {
    var terms = row.getArray("terms");
    return new Held(
        row.getString("search"),
        HitWords.of(terms == null ? List.of() : List.of((String[]) terms.getArray())),
        row.getLong("id"),
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

  private static @Nullable Instant instant(@Nullable Timestamp timestamp) {
    return timestamp == null ? null : timestamp.toInstant();
  }
}
