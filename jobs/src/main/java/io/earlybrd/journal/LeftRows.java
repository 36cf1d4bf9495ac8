package io.earlybrd.journal;

import io.earlybrd.mail.AddressHash;
import io.earlybrd.subscriber.Removal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Reads what left in a part of the time, row by row: memory grows with the postings that are told
 * of, not with the mails. In the caller's transaction.
 */
final class LeftRows {
  /** Mails of one piece, unless more left in the same microsecond. */
  static final int MOST = 20_000;

  private static final int FETCHED = 1_000;

  /** Mails of a window, and all that may have left, a row for each of their postings. */
  static final String MAILS =
      """
      SELECT
        m.id, m.message_id, m.recipient, m.kind, m.due_at, m.local_date, m.message_date, m.sent_at,
        p.id AS posting, p.board, p.external_id, p.appearance
      FROM (
        SELECT id, message_id, recipient, kind, due_at, local_date, message_date, sent_at
        FROM mail
        WHERE sent_at >= :from
          AND sent_at < :to
          AND state = 'SENT'
        UNION ALL
        SELECT id, message_id, recipient, kind, due_at, local_date, message_date, NULL
        FROM mail
        WHERE unfinished
          AND state IN ('SENDING', 'IN_DOUBT')
      ) m
      LEFT JOIN mail_posting h ON h.mail = m.id AND h.released_at IS NULL
      LEFT JOIN posting p ON p.id = h.posting
      ORDER BY m.sent_at, m.id\
      """;

  private final JdbcClient jdbc;
  private final AddressHash hash;

  LeftRows(JdbcClient jdbc, AddressHash hash) {
    this.jdbc = jdbc;
    this.hash = hash;
  }

  /** A part of the time, and whether it ends before it must because it is full. */
  record Window(Instant from, Instant to, boolean more) {}

  /** How much was written. */
  record Count(int mails, int leavers) {}

  /**
   * From where the last piece ended up to a moment before which nothing can be committed any more:
   * a mail is stamped a little before that is committed. Sessions of other roles do not show when
   * they began; theirs are over in two seconds. One that hangs must not stop the journal.
   */
  Window next(int most) {
    findByKeys();
    var window =
        jdbc.sql(
                """
                SELECT
                  s.value::timestamptz AS from_at,
                  greatest(
                    s.value::timestamptz,
                    clock_timestamp() - interval '5 minutes',
                    least(
                      clock_timestamp() - interval '2 seconds',
                      (SELECT min(xact_start)
                       FROM pg_stat_activity
                       WHERE datname = current_database()
                         AND backend_xid IS NOT NULL
                         AND pid <> pg_backend_pid()))) AS to_at
                FROM setting s
                WHERE s.key = :told_until
                """)
            .param("told_until", JournalWork.TOLD_UNTIL)
            .query((row, n) -> new Window(instant(row, "from_at"), instant(row, "to_at"), false))
            .single();
    return jdbc.sql(
            """
            SELECT sent_at
            FROM mail
            WHERE sent_at >= :from
              AND sent_at < :to
            ORDER BY sent_at
            OFFSET :most
            LIMIT 1
            """)
        .param("from", Timestamp.from(window.from()))
        .param("to", Timestamp.from(window.to()))
        .param("most", most)
        .query((row, n) -> new Window(window.from(), instant(row, "sent_at"), true))
        .optional()
        .orElse(window);
  }

  /** {@code mail} has been counted or not, it is the few that left lately that are wanted. */
  void findByKeys() {
    jdbc.sql(
            """
            SELECT
              set_config('enable_seqscan', 'off', true),
              set_config('enable_hashjoin', 'off', true),
              set_config('enable_mergejoin', 'off', true),
              set_config('jit', 'off', true)
            """)
        .query((row, n) -> true)
        .list();
  }

  Count write(Window window, PieceWriter piece) {
    return new Count(new Mails(piece).write(window), departures(window, piece));
  }

  private int departures(Window window, PieceWriter piece) {
    var count = new int[1];
    jdbc.sql(
            """
            SELECT address_hash, reason, back, at
            FROM departure
            WHERE at >= :from
              AND at < :to
            ORDER BY at, id
            """)
        .param("from", Timestamp.from(window.from()))
        .param("to", Timestamp.from(window.to()))
        .query(
            row -> {
              count[0]++;
              var departure =
                  new Line.Departure(
                      row.getBytes("address_hash"),
                      row.getString("reason"),
                      row.getBoolean("back"),
                      instant(row, "at"));
              write(() -> piece.write(departure));
            });
    return count[0];
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getTimestamp(column).toInstant();
  }

  private interface Writing {
    void write() throws IOException;
  }

  private static void write(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Mails, a row for each of their postings, put together. */
  private final class Mails {
    private final PieceWriter piece;
    private final Map<Long, Integer> numbers = new HashMap<>();
    private final List<Integer> postings = new ArrayList<>();
    private Line.@Nullable Mail open;
    private long openId;
    private int count;

    Mails(PieceWriter piece) {
      this.piece = piece;
    }

    int write(Window window) {
      jdbc.sql(MAILS)
          .param("from", Timestamp.from(window.from()))
          .param("to", Timestamp.from(window.to()))
          .withFetchSize(FETCHED)
          .query(this::row);
      close();
      return count;
    }

    private void row(ResultSet row) throws SQLException {
      long id = row.getLong("id");
      if (open == null || id != openId) {
        close();
        openId = id;
        open = mail(row);
        count++;
      }
      if (row.getString("board") != null) {
        postings.add(number(row));
      }
    }

    private Line.Mail mail(ResultSet row) throws SQLException {
      var recipient = row.getString("recipient");
      var sent = row.getTimestamp("sent_at");
      return new Line.Mail(
          row.getString("message_id"),
          recipient.equals(Removal.DELETED) ? null : hash.of(recipient),
          row.getString("kind"),
          instant(row, "due_at"),
          row.getObject("local_date", LocalDate.class),
          instant(row, "message_date"),
          sent == null ? null : sent.toInstant(),
          List.of());
    }

    /** A posting is named once a piece, when the first mail is about it. */
    private int number(ResultSet row) throws SQLException {
      long posting = row.getLong("posting");
      var known = numbers.get(posting);
      if (known != null) {
        return known;
      }
      int number = numbers.size();
      numbers.put(posting, number);
      var line =
          new Line.Posting(
              number,
              row.getString("board"),
              row.getString("external_id"),
              row.getInt("appearance"));
      LeftRows.write(() -> piece.write(line));
      return number;
    }

    private void close() {
      var mail = open;
      if (mail != null) {
        var whole =
            new Line.Mail(
                mail.messageId(),
                mail.addressHash(),
                mail.kind(),
                mail.dueAt(),
                mail.localDate(),
                mail.date(),
                mail.sentAt(),
                List.copyOf(postings));
        LeftRows.write(() -> piece.write(whole));
        postings.clear();
        open = null;
      }
    }
  }
}
