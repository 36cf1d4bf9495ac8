package io.earlybrd.journal;

import io.earlybrd.mail.AddressHash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The journal in tables of the transaction's own, and whose hash is whose: addresses cannot be read
 * from their hashes, so that those of all subscribers are made once.
 */
final class ToldTables {
  private static final int SLICE = 2_000;

  private final JdbcClient jdbc;
  private final List<String> secrets;

  ToldTables(JdbcClient jdbc, List<String> secrets) {
    this.jdbc = jdbc;
    this.secrets = secrets;
  }

  void create() {
    jdbc.sql(
            """
            CREATE TEMP TABLE told_mail (
              message_id   text PRIMARY KEY,
              address_hash bytea,
              kind         text NOT NULL,
              due_at       timestamptz NOT NULL,
              local_date   date,
              message_date timestamptz NOT NULL,
              sent_at      timestamptz
            ) ON COMMIT DROP;
            CREATE TEMP TABLE told_posting (
              message_id  text NOT NULL,
              board       text NOT NULL,
              external_id text NOT NULL,
              appearance  integer NOT NULL,
              PRIMARY KEY (message_id, board, external_id, appearance)
            ) ON COMMIT DROP;
            CREATE TEMP TABLE told_departure (
              id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
              address_hash bytea NOT NULL,
              reason       text NOT NULL,
              back         boolean NOT NULL,
              at           timestamptz NOT NULL
            ) ON COMMIT DROP;
            CREATE TEMP TABLE told_person (
              address_hash bytea PRIMARY KEY,
              subscriber   bigint NOT NULL,
              email        text NOT NULL
            ) ON COMMIT DROP
            """)
        .update();
  }

  void analyze() {
    jdbc.sql("CREATE INDEX ON told_person (subscriber)").update();
    jdbc.sql("ANALYZE told_mail, told_posting, told_departure, told_person").update();
  }

  void read(FetchedPieces.Piece piece) {
    var lines = new Lines();
    try {
      piece.read(lines::add);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    lines.store();
  }

  /** Lines of one piece, stored some at a time. */
  private final class Lines {
    private final Map<Integer, Line.Posting> postings = new HashMap<>();
    private final List<Line.Mail> mails = new ArrayList<>();
    private final List<Line.Departure> departures = new ArrayList<>();

    void add(Line line) {
      switch (line) {
        case Line.Head _ -> {}
        case Line.Posting posting -> postings.put(posting.n(), posting);
        case Line.Mail mail -> mails.add(mail);
        case Line.Departure departure -> departures.add(departure);
      }
      if (mails.size() + departures.size() >= SLICE) {
        store();
      }
    }

    void store() {
      storeMails(mails);
      storePostings(mails, postings);
      storeDepartures(departures);
      mails.clear();
      departures.clear();
    }
  }

  /** A mail that was told of as in doubt, and later as sent, was sent. */
  private void storeMails(List<Line.Mail> mails) {
    jdbc.sql(
            """
            INSERT INTO told_mail (message_id, address_hash, kind, due_at, local_date, message_date, sent_at)
            SELECT DISTINCT ON (message_id)
              message_id, address_hash, kind, due_at, local_date, message_date, sent_at
            FROM unnest(:ids, :hashes, :kinds, :due::timestamptz[], :days::date[], :dates::timestamptz[],
                :sent::timestamptz[])
              AS d (message_id, address_hash, kind, due_at, local_date, message_date, sent_at)
            ORDER BY message_id, sent_at
            ON CONFLICT (message_id) DO UPDATE
            SET sent_at = coalesce(told_mail.sent_at, excluded.sent_at)
            """)
        .param("ids", texts(mails, Line.Mail::messageId))
        .param("hashes", mails.stream().map(Line.Mail::addressHash).toArray(byte[][]::new))
        .param("kinds", texts(mails, Line.Mail::kind))
        .param("due", texts(mails, Line.Mail::dueAt))
        .param("days", texts(mails, Line.Mail::localDate))
        .param("dates", texts(mails, Line.Mail::date))
        .param("sent", texts(mails, Line.Mail::sentAt))
        .update();
  }

  private void storePostings(List<Line.Mail> mails, Map<Integer, Line.Posting> postings) {
    var ids = new ArrayList<String>();
    var about = new ArrayList<Line.Posting>();
    for (var mail : mails) {
      for (var number : mail.postings()) {
        var posting = postings.get(number);
        if (posting == null) {
          throw new IllegalStateException("a mail of the journal names a posting that it does not");
        }
        ids.add(mail.messageId());
        about.add(posting);
      }
    }
    jdbc.sql(
            """
            INSERT INTO told_posting (message_id, board, external_id, appearance)
            SELECT *
            FROM unnest(:ids, :boards, :external_ids, :appearances)
            ON CONFLICT DO NOTHING
            """)
        .param("ids", ids.toArray(String[]::new))
        .param("boards", texts(about, Line.Posting::board))
        .param("external_ids", texts(about, Line.Posting::externalId))
        .param("appearances", about.stream().map(Line.Posting::appearance).toArray(Integer[]::new))
        .update();
  }

  private void storeDepartures(List<Line.Departure> departures) {
    for (var one : departures) {
      jdbc.sql(
              """
              INSERT INTO told_departure (address_hash, reason, back, at)
              VALUES (:hash, :reason, :back, :at)
              """)
          .param("hash", one.addressHash())
          .param("reason", one.reason())
          .param("back", one.back())
          .param("at", Timestamp.from(one.at()))
          .update();
    }
  }

  private static <T> @Nullable String[] texts(List<T> rows, Function<T, @Nullable Object> value) {
    return rows.stream()
        .map(value)
        .map(one -> one == null ? null : one.toString())
        .toArray(String[]::new);
  }

  private record Person(long id, String email) {}

  void readPeople() {
    var keys = secrets.stream().map(AddressHash::by).toList();
    long last = Long.MIN_VALUE;
    for (var people = people(last); !people.isEmpty(); people = people(last)) {
      for (var key : keys) {
        store(people, key);
      }
      last = people.getLast().id();
    }
  }

  private List<Person> people(long after) {
    return jdbc.sql(
            """
            SELECT id, email
            FROM subscriber
            WHERE id > :after
            ORDER BY id
            LIMIT :most
            """)
        .param("after", after)
        .param("most", SLICE)
        .query((row, n) -> new Person(row.getLong("id"), row.getString("email")))
        .list();
  }

  private void store(List<Person> people, AddressHash key) {
    jdbc.sql(
            """
            INSERT INTO told_person (address_hash, subscriber, email)
            SELECT *
            FROM unnest(:hashes, :ids, :emails)
            ON CONFLICT DO NOTHING
            """)
        .param("hashes", people.stream().map(one -> key.of(one.email())).toArray(byte[][]::new))
        .param("ids", people.stream().map(Person::id).toArray(Long[]::new))
        .param("emails", people.stream().map(Person::email).toArray(String[]::new))
        .update();
  }
}
