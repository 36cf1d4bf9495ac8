import io.earlybrd.platform.Config;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Fills the database with searches and postings, sets it back between runs, and asks it what became of them. */
final class MatchDatabase implements AutoCloseable {
  /** Text gathered before it is sent. */
  private static final int BUFFER = 1 << 20;

  private static final int STAGED = 10_000;

  private static final String WORDS_INDEX =
      """
       FROM pg_index i
      JOIN pg_class c ON c.oid = i.indexrelid
      JOIN pg_am a ON a.oid = c.relam
      WHERE a.amname = 'gin' AND i.indrelid::regclass::text LIKE 'posting%'
      """;

  private final Connection connection;
  private final MatchData data;
  private final long postmaster;
  private final String wordsTable;
  private final String wordsIndex;

  MatchDatabase(Config.Datasource datasource, MatchData data) throws SQLException {
    this.connection = DriverManager.getConnection(datasource.url(), datasource.username(), datasource.password());
    this.data = data;
    this.postmaster = (long) number("SELECT split_part(pg_read_file('postmaster.pid'), chr(10), 1)::bigint");
    this.wordsTable = text("SELECT indrelid::regclass::text" + WORDS_INDEX);
    this.wordsIndex = text("SELECT indexrelid::regclass::text" + WORDS_INDEX);
    execute(
        """
        INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)
        SELECT 'board-' || n, 'Board ' || n, 'http://127.0.0.1/' || n, 'rss', '{}', '', '1 day', 'infinity'
        FROM generate_series(0, %d) AS n
        """
            .formatted(MatchData.BOARDS - 1));
  }

  /** Where rows are written to, a line each, in COPY's text format. */
  private final class Copy implements AutoCloseable {
    private final CopyIn copy;
    private final StringBuilder rows = new StringBuilder(BUFFER + 10_000);

    Copy(String columns) throws SQLException {
      copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + columns + " FROM STDIN");
    }

    void row(Object... values) throws SQLException {
      for (int i = 0; i < values.length; i++) {
        rows.append(i == 0 ? "" : "\t").append(values[i] == null ? "\\N" : values[i].toString().replace("\\", "\\\\"));
      }
      rows.append('\n');
      if (rows.length() >= BUFFER) {
        send();
      }
    }

    private void send() throws SQLException {
      var bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
      copy.writeToCopy(bytes, 0, bytes.length);
      rows.setLength(0);
    }

    @Override
    public void close() throws SQLException {
      send();
      copy.endCopy();
    }
  }

  /** These searches, their subscribers, and no others; {@code file} gets a line each, of id and text. */
  void load(MatchData.Kind kind, int searches, Path file) throws SQLException, IOException {
    execute("BEGIN", "TRUNCATE match, mail, mail_posting, saved_search, subscriber");
    var counts = data.searchesOfEach(searches);
    try (var copy = new Copy("subscriber (id, email, time_zone, delivery, send_at, next_digest_at)")) {
      for (int i = 0; i < counts.length; i++) {
        copy.row(i + 1, "s" + i + "@bench.example", "UTC", i % 2 == 0 ? "digest" : "instant", "08:00", "infinity");
      }
    }
    int id = 0;
    try (var copy = new Copy("saved_search (id, subscriber, name, query_text, normalised_query, query, query_rules)");
        BufferedWriter lines = Files.newBufferedWriter(file)) {
      for (int i = 0; i < counts.length; i++) {
        for (var search : data.searches(kind, i, counts[i])) {
          copy.row(++id, i + 1, search.text(), search.text(), search.normalised(), search.tsquery(), MatchRules.RULES);
          lines.write(id + "\t" + search.text() + "\n");
        }
      }
    }
    execute("COMMIT", "VACUUM (ANALYZE) subscriber", "VACUUM (ANALYZE) saved_search");
  }

  /**
   * The first {@code count} postings and no others, and no matches.
   *
   * @param settled they have been matched, and were first seen in the last 90 days; else they are new
   */
  void store(int count, boolean settled) throws SQLException {
    var index = text("SELECT pg_get_indexdef('" + wordsIndex + "'::regclass)");
    // What a transaction makes anew it need not log, and indexing all at once is faster: this is not what is measured.
    execute(
        "BEGIN",
        "TRUNCATE match, mail, mail_posting, posting, " + wordsTable + " RESTART IDENTITY CASCADE",
        "DROP INDEX " + wordsIndex,
        "SET LOCAL maintenance_work_mem = '512MB'",
        "SET LOCAL session_replication_role = replica");
    for (int from = 0; from < count; from += STAGED) {
      stage(from, Math.min(from + STAGED, count), settled);
    }
    if (!wordsTable.equals("posting")) {
      // As the trigger would, and settling since.
      execute(
          """
          INSERT INTO %s (posting, first_seen_at, tsv, kept_at)
          SELECT id, first_seen_at, tsv, first_seen_at FROM posting WHERE first_seen_at > now() - interval '8 days'
          """
              .formatted(wordsTable));
    }
    execute(index, "COMMIT", "VACUUM (ANALYZE) posting", "VACUUM (ANALYZE) " + wordsTable, "CHECKPOINT");
  }

  private void stage(int from, int to, boolean settled) throws SQLException {
    execute(
        """
        CREATE TEMP TABLE IF NOT EXISTS staged (
          n bigint, board text, title text, company text, location text, remote boolean, pay integer, description text,
          words text
        )
        """,
        "TRUNCATE staged");
    try (var copy = new Copy("staged (n, board, title, company, location, remote, pay, description, words)")) {
      for (int n = from; n < to; n++) {
        var one = data.posting(n);
        copy.row(
            n, one.board(), one.title(), one.company(), one.location(), one.remote() ? "t" : null, one.pay(),
            one.description(), MatchRules.vector(one));
      }
    }
    execute(
        """
        INSERT INTO posting (
          board, external_id, url, title, company, location, remote, pay_min, pay_max, pay_currency, pay_period, description,
          first_seen_at, stored_at, last_seen_at, content_hash, baseline, matched_version, claims, tsv, tsv_rules
        )
        SELECT
          board, n, 'http://127.0.0.1/' || n, title, company, location, remote, pay, pay,
          CASE WHEN pay IS NOT NULL THEN 'EUR' END, CASE WHEN pay IS NOT NULL THEN 'year' END,
          description, first_seen_at, first_seen_at, first_seen_at, '', false, %1$d, %1$d, words::tsvector || %2$s, %3$d
        FROM (SELECT *, now() - %4$s * interval '1 day' AS first_seen_at FROM staged) AS dated
        """
            .formatted(
                settled ? 1 : 0,
                MatchRules.vectorOfRow("board", "first_seen_at"),
                MatchRules.RULES,
                settled ? "(n % 90)" : "0"));
  }

  /** As before any run: nothing has matched, every posting is new. */
  void reset() throws SQLException {
    execute(
        "TRUNCATE match, mail, mail_posting",
        "UPDATE posting SET matched_version = 0, match_instance = NULL, claims = 0",
        "VACUUM (ANALYZE) posting",
        "CHECKPOINT");
  }

  /** Seconds that the server has worked since it started. */
  double serverCpu() throws SQLException, IOException {
    return MatchProcess.serverCpu(postmaster);
  }

  /** Seconds of each step of the job execution that began last, in their order. */
  Map<String, Double> stepsOfTheLastRun() throws SQLException {
    var steps = new LinkedHashMap<String, Double>();
    try (var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                """
                SELECT step_name, extract(epoch FROM end_time - start_time)
                FROM batch_step_execution
                WHERE job_execution_id = (SELECT max(job_execution_id) FROM batch_job_execution)
                ORDER BY step_execution_id
                """)) {
      while (rows.next()) {
        steps.put(rows.getString(1), rows.getDouble(2));
      }
    }
    return steps;
  }

  /** The table by whose index the words of postings are counted, with columns {@code tsv} and {@code first_seen_at}. */
  String wordsTable() {
    return wordsTable;
  }

  String wordsIndex() {
    return wordsIndex;
  }

  private String text(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getString(1);
    }
  }

  /** The columns of the first row. */
  List<Double> row(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      var values = new ArrayList<Double>();
      for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
        values.add(rows.getDouble(i));
      }
      return values;
    }
  }

  double number(String sql) throws SQLException {
    return row(sql).getFirst();
  }

  void execute(String... statements) throws SQLException {
    try (var statement = connection.createStatement()) {
      for (var sql : statements) {
        statement.execute(sql);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
