package io.earlybrd.chaos;

import io.earlybrd.chaos.Launched.Ended;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.EmbeddedPostgres;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.platform.pg.TestHomes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * EarlyBrd on a morning when everybody's digest is written and none has left. Commands are
 * processes; slots go on by a minute a launch.
 */
final class Postbag implements AutoCloseable {
  static final int CONNECTIONS = 4;

  /** Of which every digest has some, so that many are told of each. */
  private static final int POSTINGS = 500;

  private static final int EACH = 5;

  final MailSink sink = new MailSink();
  private final Path home;
  private final Map<String, String> environment = new HashMap<>();
  private Instant slot = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);
  private @Nullable EmbeddedPostgres own;
  private SingleConnectionDataSource connection;

  private Postbag(Path home, Config.Datasource database, @Nullable EmbeddedPostgres own) {
    this.home = home;
    this.own = own;
    this.connection = connected(database);
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_SECRET", "a secret of the chaos tests");
    environment.put("EARLYBRD_MAIL_CONNECTIONS", Integer.toString(CONNECTIONS));
    environment.put("SPRING_MAIL_HOST", "127.0.0.1");
    environment.put("SPRING_MAIL_PORT", Integer.toString(sink.port()));
    environment.put("EARLYBRD_MAIL_FROM", "EarlyBrd <alerts@earlybrd.example>");
  }

  /** On a PostgreSQL that nobody else uses, and that may be killed. */
  static Postbag onServerOfItsOwn(Path training, int mails) {
    Service.train(training);
    var home = TestHomes.migrated();
    var server = EmbeddedPostgres.open(home, line -> {});
    var bag = new Postbag(home, server.datasource(), server);
    bag.fill(mails);
    return bag;
  }

  /** On the server of all tests. */
  static Postbag onSharedServer(Path home, int mails) {
    Service.train(home);
    var database = TestDatabases.fresh();
    var bag = new Postbag(home, database, null);
    bag.put("SPRING_DATASOURCE_URL", database.url());
    bag.put("SPRING_DATASOURCE_USERNAME", database.username());
    bag.put("SPRING_DATASOURCE_PASSWORD", database.password());
    bag.fill(mails);
    return bag;
  }

  private void put(String variable, @Nullable String value) {
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private void fill(int mails) {
    for (var sql :
        List.of(
            """
            INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)
            VALUES ('a', 'A board', 'http://127.0.0.1/a', 'rss', '{}', '', '1 day', 'infinity')
            """,
            """
            INSERT INTO posting (board, external_id, url, title, posted_at, first_seen_at, last_seen_at,
              content_hash, baseline, matched_version, claims, tsv_rules, tsv)
            OVERRIDING USER VALUE
            SELECT 'a', n, 'https://jobs.example.com/' || n, 'Senior falcon keeper ' || n,
              %1$s - interval '3 hours', %1$s - interval '3 hours', %1$s, n, false, 1, 1, 1, ''
            FROM generate_series(1, %2$d) AS n
            """,
            """
            INSERT INTO subscriber (email, time_zone, delivery, send_at, next_digest_at)
            SELECT 'reader-' || n || '@example.org', 'UTC', 'digest', '08:00', %1$s
            FROM generate_series(1, %4$d) AS n
            """,
            """
            INSERT INTO saved_search (subscriber, name, query_text, normalised_query, query)
            SELECT id, 'falcon', 'falcon', 'falcon', 'x' FROM subscriber
            """,
            """
            INSERT INTO match (subscriber, posting, searches, terms, job_instance, job_execution,
              matched_at, waits_instant, waits_digest)
            SELECT q.subscriber, p.first + (q.subscriber * 37 + k * 61) %% %2$d, ARRAY[q.id],
              ARRAY['falcon'], 1, 1, %1$s - interval '1 hour', false, true
            FROM saved_search q
            CROSS JOIN (SELECT min(id) AS first FROM posting) p
            CROSS JOIN generate_series(1, %3$d) AS k
            """)) {
      jdbc().sql(sql.formatted("TIMESTAMPTZ '" + slot + "'", POSTINGS, EACH, mails)).update();
    }
    succeed("mail", "pause");
    succeed("run", "digest", "--at", slot.toString());
    succeed("mail", "resume", "--yes");
  }

  private void succeed(String... arguments) {
    var ended = command(arguments);
    if (ended.exit() != 0) {
      throw new IllegalStateException(ended.toString());
    }
  }

  /** Runs a command to its end. */
  Ended command(String... arguments) {
    try (var launched = Application.start(home, environment, arguments)) {
      return launched.end();
    }
  }

  /** {@code run JOB} at the next minute. */
  Launched launch(String job) {
    slot = slot.plus(1, ChronoUnit.MINUTES);
    return Application.start(home, environment, "run", job, "--at", slot.toString());
  }

  /** The process of this bag's own PostgreSQL that all the others belong to. */
  long postmaster() {
    try {
      var lines = Files.readAllLines(home.resolve("pg/data/postmaster.pid"));
      return Long.parseLong(lines.getFirst().strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** After this bag's own PostgreSQL was killed and a launch has started it again. */
  void reconnect() {
    var former = own;
    var server = EmbeddedPostgres.open(home, line -> {});
    own = server;
    connection.destroy();
    connection = connected(server.datasource());
    if (former != null) {
      former.close();
    }
  }

  /** One connection, kept. */
  JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  private static SingleConnectionDataSource connected(Config.Datasource database) {
    return new SingleConnectionDataSource(
        database.url(), database.username(), database.password(), true);
  }

  @Override
  public void close() {
    sink.close();
    connection.destroy();
    var server = own;
    if (server != null) {
      server.close();
    }
  }
}
