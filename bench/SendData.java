import io.earlybrd.platform.Config;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Subscribers whose digests are due, and what they are to be told: a morning's 4,000 postings on 80 boards. */
final class SendData {
  private static final int POSTINGS = 4_000;

  private final Connection connection;

  SendData(Config.Datasource database) throws SQLException {
    this.connection = DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  /** {@code subscribers} with {@code each} matches; the first is due ten minutes before the others. */
  void load(int subscribers, int each, Instant slot) throws SQLException {
    execute(
        "TRUNCATE match, mail, mail_posting, saved_search, subscriber, posting, posting_words, board, board_visit CASCADE",
        """
        INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)
        SELECT 'board-' || n, initcap((ARRAY['harbour', 'meridian', 'copper', 'lantern', 'orchard', 'granite', 'falcon', 'willow'])[1 + n % 8])
            || ' ' || (ARRAY['Board', 'Jobs', 'Works', 'Careers'])[1 + n / 8 % 4] || ' ' || n,
          'http://127.0.0.1/' || n, 'rss', '{}', '', '1 day', 'infinity'
        FROM generate_series(0, 79) AS n
        """,
        """
        INSERT INTO posting (board, external_id, url, title, company, location, remote, pay, description,
          posted_at, first_seen_at, last_seen_at, content_hash, baseline, matched_version, claims, tsv_rules, tsv)
        OVERRIDING USER VALUE
        SELECT 'board-' || n % 80, n, 'https://board-' || n % 80 || '.bench.example/jobs/' || n || '-senior-engineer?ref=feed',
          (ARRAY['Senior', 'Staff', 'Junior', 'Lead', 'Principal'])[1 + n % 5] || ' '
            || (ARRAY['Java', 'Kotlin', 'Python', 'Go', 'Rust', 'TypeScript', 'SQL'])[1 + n % 7] || ' '
            || (ARRAY['Engineer', 'Developer', 'Architect', 'Consultant'])[1 + n % 4] || ' for '
            || (ARRAY['billing', 'logistics', 'search', 'payments & ledgers', 'Büro-Software', 'maps'])[1 + n % 6],
          (ARRAY['Acme', 'Umbra', 'Nordlicht', 'Kestrel', 'Société Générique'])[1 + n % 5] || ' ' || n % 311 || ' GmbH',
          (ARRAY['Berlin, Germany', 'Remote, EU', 'London', 'New York, NY', 'São Paulo', 'Zürich'])[1 + n % 6],
          CASE WHEN n % 3 = 0 THEN true END,
          CASE WHEN n % 2 = 0 THEN 60 + n % 40 || ',000 – ' || 90 + n % 40 || ',000 EUR a year' END,
          repeat('You keep what others built running, and build what others will keep running. We use Java and Kafka daily. ', 14),
          TIMESTAMPTZ '{slot}' - n * interval '9 seconds', TIMESTAMPTZ '{slot}' - n * interval '9 seconds', TIMESTAMPTZ '{slot}', n, false, 1, 1, 1, ''
        FROM generate_series(1, 4000) AS n
        """
            .replace("{slot}", slot.minus(1, ChronoUnit.HOURS).toString()),
        """
        INSERT INTO subscriber (email, time_zone, delivery, send_at, next_digest_at)
        SELECT 's' || n || '@reader.example', (ARRAY['Europe/Berlin', 'UTC', 'America/New_York', 'Asia/Tokyo'])[1 + n % 4],
          'digest', '08:00', TIMESTAMPTZ '{slot}' - CASE n WHEN 0 THEN interval '10 minutes' ELSE '0' END
        FROM generate_series(0, {last}) AS n
        """
            .replace("{slot}", slot.toString())
            .replace("{last}", Integer.toString(subscribers - 1)),
        """
        INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query)
        SELECT s.id, t.text, t.text, t.text, 'x'
        FROM subscriber s
        CROSS JOIN LATERAL (VALUES ((ARRAY['java', 'kotlin', 'python', 'go', 'rust'])[1 + s.id % 5] || ' remote'), ('senior engineer')) AS t (text)
        """,
        """
        INSERT INTO match (subscriber, posting, searches, terms, job_instance, job_execution, matched_at, waits_instant, waits_digest)
        SELECT s.id, p.first + (s.id * 37 + k * 61) % {postings}, ARRAY[q.ids[1 + k % 2]],
          CASE k % 3 WHEN 0 THEN ARRAY['java', 'remot'] WHEN 1 THEN ARRAY['senior', 'engin'] ELSE ARRAY['kafka'] END,
          1, 1, TIMESTAMPTZ '{slot}', false, true
        FROM subscriber s
        JOIN (SELECT subscriber, array_agg(id ORDER BY id) AS ids FROM saved_search GROUP BY subscriber) q ON q.subscriber = s.id
        CROSS JOIN (SELECT min(id) AS first FROM posting) p
        CROSS JOIN generate_series(1, {each}) AS k
        """
            .replace("{postings}", Integer.toString(POSTINGS))
            .replace("{each}", Integer.toString(each))
            .replace("{slot}", slot.minus(30, ChronoUnit.MINUTES).toString()),
        "VACUUM (ANALYZE) match",
        "VACUUM (ANALYZE) subscriber",
        "VACUUM (ANALYZE) saved_search",
        "VACUUM (ANALYZE) posting",
        "VACUUM (ANALYZE) mail",
        "VACUUM (ANALYZE) mail_posting",
        "CHECKPOINT");
  }

  /** Process id of the database server. */
  long postmaster() throws SQLException {
    return number("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint");
  }

  /** Mails that have not left. */
  long unsent() throws SQLException {
    return number("SELECT count(*) FROM mail WHERE state <> 'SENT'");
  }

  private long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }
}
