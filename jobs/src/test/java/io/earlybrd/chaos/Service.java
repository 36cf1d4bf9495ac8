package io.earlybrd.chaos;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.chaos.Launched.Ended;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.subscriber.SubscriberImport;
import io.earlybrd.subscriber.SubscribersCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * EarlyBrd on one server, as an operator sets it up: a database of its own, boards, subscribers, a
 * mail server. Commands are processes.
 *
 * <p>Slots go on by a minute a launch, so that boards are due without waiting for the clock.
 */
final class Service implements AutoCloseable {
  static final List<String> WORDS =
      List.of("falcon", "heron", "kestrel", "osprey", "plover", "wagtail");

  private static final String SECRET = "a secret of the chaos tests";
  private static final List<String> DELIVERIES = List.of("instant", "both", "digest");

  final BoardServer boards;
  final MailSink sink = new MailSink();
  final List<Reader> readers;

  private final Path home;
  private final Config.Datasource database = TestDatabases.fresh();
  private final SingleConnectionDataSource connection =
      new SingleConnectionDataSource(
          database.url(), database.username(), database.password(), true);
  private final Map<String, String> environment = new HashMap<>();
  private final List<Posting> news = new ArrayList<>();
  private Instant slot = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);

  private Service(Path home, int boards, List<Reader> readers) {
    this.home = home;
    this.boards = new BoardServer(boards);
    this.readers = readers;
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_SECRET", SECRET);
    environment.put("EARLYBRD_FETCH_ALLOW", "127.0.0.0/8");
    environment.put("EARLYBRD_FETCH_DELAY", "0s");
    environment.put("SPRING_DATASOURCE_URL", database.url());
    put("SPRING_DATASOURCE_USERNAME", database.username());
    put("SPRING_DATASOURCE_PASSWORD", database.password());
    // So that a test can say which mail a kill meets; SenderKillTest is about several.
    environment.put("EARLYBRD_MAIL_CONNECTIONS", "1");
    environment.put("SPRING_MAIL_HOST", "127.0.0.1");
    environment.put("SPRING_MAIL_PORT", Integer.toString(sink.port()));
    environment.put("EARLYBRD_MAIL_FROM", "EarlyBrd <alerts@earlybrd.example>");
  }

  /**
   * One whose boards' first visits are behind it, so that whatever they show is news. The visits
   * themselves are not made: each would be one more launch.
   */
  static Service running(Path home, int boards, int subscribers) {
    train(home);
    var service = new Service(home, boards, readers(subscribers));
    service.load(false);
    service.jdbc().sql("UPDATE board SET baseline_at = created_at, state = 'ok'").update();
    return service;
  }

  /** A whole way from a board to a mail, for the cache that later launches use. */
  static void train(Path home) {
    Application.trainOnce(() -> makeCache(home));
  }

  private static void makeCache(Path home) {
    try (var service = new Service(home, 3, readers(6))) {
      service.load(true);
      service
          .boards
          .boards()
          .forEach(board -> service.boards.show(board, service.posting(WORDS.getFirst())));
      Application.train(
          home, service.environment, "run", "alerts", "--at", service.nextSlot().toString());
    }
  }

  private static List<Reader> readers(int subscribers) {
    return java.util.stream.IntStream.range(0, subscribers)
        .mapToObj(
            n ->
                new Reader(
                    "reader-%d@example.org".formatted(n),
                    DELIVERIES.get(n % DELIVERIES.size()),
                    WORDS.get(n / DELIVERIES.size() % WORDS.size())))
        .toList();
  }

  private void load(boolean mailFirst) {
    try {
      var yaml = Files.writeString(home.resolve("boards.yaml"), boards.yaml());
      new BoardStore(jdbc()).store(BoardsYaml.read(yaml), mailFirst);
      var rows =
          readers.stream()
              .map(
                  reader ->
                      "%s,UTC,%s,08:00,%s\n"
                          .formatted(reader.email(), reader.delivery(), reader.word()))
              .collect(Collectors.joining("", "email,time_zone,delivery,send_at,search\n", ""));
      var csv = Files.writeString(home.resolve("subscribers.csv"), rows);
      new SubscriberImport(jdbc(), List.of(SECRET)).store(SubscribersCsv.read(csv), slot);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void put(String variable, @Nullable String value) {
    if (value != null) {
      environment.put(variable, value);
    }
  }

  /** What this service signs and hashes by. */
  List<String> secrets() {
    return List.of(SECRET);
  }

  /** The database is gone, as with its server; nothing names it any more. */
  void loseTheDatabase() {
    connection.destroy();
    environment.remove("SPRING_DATASOURCE_URL");
    TestDatabases.drop(database);
  }

  /** Changes the environment of later launches. */
  void set(String variable, String value) {
    environment.put(variable, value);
  }

  /** A new posting on a board, which readers of the word want. */
  void publish(String board, String word) {
    var posting = posting(word);
    news.add(posting);
    boards.show(board, posting);
  }

  /** One on each board, the words in turn. */
  void publishEverywhere() {
    for (int n = 0; n < boards.boards().size(); n++) {
      publish(boards.boards().get(n), WORDS.get(n % WORDS.size()));
    }
  }

  private Posting posting(String word) {
    int number = 1_000 + boards.all().size();
    return new Posting(
        "Senior %s keeper %d".formatted(word, number), "https://jobs.example.com/" + number);
  }

  /** What was published after the first visit. */
  List<Posting> news() {
    return List.copyOf(news);
  }

  /** On to the next minute. */
  Instant nextSlot() {
    slot = slot.plus(1, ChronoUnit.MINUTES);
    return slot;
  }

  Instant slot() {
    return slot;
  }

  /** On to a later slot. */
  void later(Duration time) {
    slot = slot.plus(time);
  }

  /** Makes writing to a table slow, so that steps are met in the middle of it. */
  void slowDown(String table, Duration eachStatement) {
    jdbc()
        .sql(
            """
            CREATE FUNCTION slow_%1$s() RETURNS trigger LANGUAGE plpgsql
            AS $$ BEGIN PERFORM pg_sleep(%2$s); RETURN NULL; END $$;
            CREATE TRIGGER slow_%1$s AFTER INSERT ON %1$s FOR EACH STATEMENT EXECUTE FUNCTION slow_%1$s()
            """
                .formatted(table, eachStatement.toMillis() / 1000.0))
        .update();
  }

  Launched launch(String... arguments) {
    return Application.start(home, environment, arguments);
  }

  Launched launchAt(String job, Instant at) {
    return launch("run", job, "--at", at.toString());
  }

  /** Runs alerts at the next slot, to its end. */
  Ended alerts() {
    return alertsAt(nextSlot());
  }

  Ended alertsAt(Instant at) {
    try (var launched = launchAt("alerts", at)) {
      return launched.end();
    }
  }

  /** Runs a command to its end. */
  Ended command(String... arguments) {
    try (var launched = launch(arguments)) {
      return launched.end();
    }
  }

  /**
   * Runs alerts, a minute later each time, until nothing is due: boards are not, since the same
   * minute is asked twice.
   */
  List<Ended> alertsUntilNothingIsDue() {
    var launches = new ArrayList<Ended>();
    nextSlot();
    while (launches.isEmpty() || !launches.getLast().nothingWasDue()) {
      if (launches.size() == 8) {
        throw new AssertionError("alerts does not come to an end: " + launches);
      }
      launches.add(alertsAt(slot));
    }
    return launches;
  }

  /** A connection of its own, which the caller closes. */
  Connection connect() throws SQLException {
    return TestDatabases.connect(database);
  }

  /** One connection, kept. */
  JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  @Override
  public void close() {
    boards.close();
    sink.close();
    connection.destroy();
  }
}
