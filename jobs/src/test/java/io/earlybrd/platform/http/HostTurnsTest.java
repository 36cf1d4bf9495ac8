package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Politeness that holds over processes: two fetchers with turns of their own on one database. */
@Timeout(120)
class HostTurnsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** From when to when the server had a request. */
  private record Seen(long from, long to, String who) {}

  private static final Config.Datasource DATABASE = TestDatabases.fresh();
  private final Loopback server = new Loopback();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  private URI slow(Duration each) {
    return server.answers(
        "/jobs",
        exchange -> {
          long from = System.nanoTime();
          try {
            Thread.sleep(each);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          seen.add(new Seen(from, System.nanoTime(), exchange.getRequestURI().getQuery()));
          Loopback.send(exchange, 200, "text/plain", "x");
        });
  }

  private PoliteProcess process(int perHost, Duration delay) {
    return new PoliteProcess(DATABASE, perHost, delay, TIMEOUT);
  }

  /** Each process asks from so many threads at once, so often each. */
  private void ask(URI url, List<PoliteProcess> processes, int threads, int times) {
    try (var all = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int process = 0; process < processes.size(); process++) {
        var fetcher = processes.get(process);
        var own = URI.create(url + "?" + process);
        for (int thread = 0; thread < threads; thread++) {
          all.submit(
              () -> {
                for (int i = 0; i < times; i++) {
                  assertThat(fetcher.fetch(own)).isInstanceOf(Fetched.Document.class);
                }
              });
        }
      }
    }
  }

  private List<Seen> inOrder() {
    var sorted = new ArrayList<>(seen);
    sorted.sort(Comparator.comparingLong(Seen::from));
    return sorted;
  }

  private int mostAtOnce() {
    return seen.stream()
        .mapToInt(
            one ->
                (int)
                    seen.stream()
                        .filter(other -> other.from() <= one.from() && other.to() > one.from())
                        .count())
        .max()
        .orElse(0);
  }

  @Test
  void two_processes_keep_the_delay_between_all_their_requests() {
    var delay = Duration.ofMillis(300);
    try (var scan = process(1, delay);
        var check = process(1, delay)) {
      ask(slow(Duration.ofMillis(50)), List.of(scan, check), 2, 2);
    }

    var requests = inOrder();
    assertThat(requests).hasSize(8);
    for (int i = 1; i < requests.size(); i++) {
      long gap = requests.get(i).from() - requests.get(i - 1).to();
      assertThat(Duration.ofNanos(gap)).isGreaterThanOrEqualTo(delay);
    }
  }

  @Test
  void without_a_delay_two_processes_ask_no_more_at_once_than_may_be() {
    try (var scan = process(1, Duration.ZERO);
        var check = process(1, Duration.ZERO)) {
      ask(slow(Duration.ofMillis(20)), List.of(scan, check), 3, 5);
    }

    assertThat(seen).hasSize(30);
    assertThat(mostAtOnce()).isEqualTo(1);
  }

  @Test
  void as_many_at_once_as_may_be_are_asked_with_their_starts_apart() {
    var delay = Duration.ofMillis(200);
    try (var scan = process(2, delay);
        var check = process(2, delay)) {
      ask(slow(Duration.ofMillis(600)), List.of(scan, check), 2, 2);
    }

    var requests = inOrder();
    assertThat(mostAtOnce()).isEqualTo(2);
    for (int i = 1; i < requests.size(); i++) {
      long gap = requests.get(i).from() - requests.get(i - 1).from();
      // A request may take a while to get from its start to the server.
      assertThat(Duration.ofNanos(gap)).isGreaterThan(delay.minusMillis(100));
    }
  }

  @Test
  void a_process_beside_one_that_asks_on_and_on_gets_its_turn_soon() throws Exception {
    var url = slow(Duration.ofMillis(5));
    var stop = new CountDownLatch(1);
    try (var scan = process(1, Duration.ZERO);
        var check = process(1, Duration.ZERO)) {
      var scanning =
          CompletableFuture.runAsync(
              () -> {
                while (stop.getCount() > 0) {
                  scan.fetch(URI.create(url + "?scan"));
                }
              });
      while (seen.size() < 20) {
        Thread.sleep(5);
      }
      long begun = System.nanoTime();

      check.fetch(URI.create(url + "?check"));
      check.fetch(URI.create(url + "?check"));

      var took = Duration.ofNanos(System.nanoTime() - begun);
      stop.countDown();
      scanning.get(20, TimeUnit.SECONDS);
      assertThat(took).isLessThan(Duration.ofSeconds(6));
    }
  }

  @Test
  void with_a_delay_processes_take_turns() throws Exception {
    var url = slow(Duration.ofMillis(100));
    try (var scan = process(1, Duration.ofMillis(300));
        var check = process(1, Duration.ofMillis(300))) {
      var scanning = CompletableFuture.runAsync(() -> ask(url, List.of(scan), 1, 8));
      while (seen.isEmpty()) {
        Thread.sleep(5);
      }

      check.fetch(URI.create(url + "?check"));
      check.fetch(URI.create(url + "?check"));
      scanning.get(60, TimeUnit.SECONDS);
    }

    var order = inOrder().stream().map(Seen::who).toList();
    assertThat(order.lastIndexOf("check")).isLessThan(8);
  }

  @Test
  void a_process_that_dies_leaves_its_turn_to_the_others() throws Exception {
    var reached = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var hanging =
        server.answers(
            "/hangs",
            exchange -> {
              reached.countDown();
              try {
                release.await(30, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    try (var dying = process(1, Duration.ZERO);
        var other = process(1, Duration.ZERO)) {
      var fetch = CompletableFuture.supplyAsync(() -> dying.fetch(hanging));
      assertThat(reached.await(20, TimeUnit.SECONDS)).isTrue();

      killSessions();

      assertThat(other.fetch(slow(Duration.ZERO))).isInstanceOf(Fetched.Document.class);
      assertThat(fetch).isNotDone();
      release.countDown();
    }
  }

  @Test
  void a_connection_that_was_lost_is_replaced() throws Exception {
    var url = slow(Duration.ZERO);
    try (var process = process(1, Duration.ofMillis(10))) {
      process.fetch(url);

      killSessions();

      assertThat(process.fetch(url)).isInstanceOf(Fetched.Document.class);
    }
  }

  @Test
  void without_the_database_nobody_is_asked_and_no_board_is_blamed() {
    var nowhere = new Config.Datasource("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing");
    try (var process = new PoliteProcess(nowhere)) {
      assertThat(process.fetch(slow(Duration.ZERO))).isEqualTo(new Fetched.Cancelled());
    }
    assertThat(server.requests).isEmpty();
  }

  @Test
  void without_a_delay_a_host_costs_a_few_statements_however_often_it_is_asked() throws Exception {
    var url = server.serves("/jobs", "text/plain", "x");
    try (var process = process(1, Duration.ZERO)) {
      process.fetch(url);
      long before = transactions();
      long begun = System.nanoTime();

      for (int i = 0; i < 500; i++) {
        process.fetch(url);
      }

      var took = Duration.ofNanos(System.nanoTime() - begun);
      // What the statistics count late, and this test's own questions.
      Thread.sleep(1_500);
      assertThat(transactions() - before).isLessThan(100 + took.toMillis() / 10);
    }
  }

  @Test
  void nothing_of_a_host_is_held_when_nobody_asks_it_any_more() throws Exception {
    try (var process = process(1, Duration.ZERO)) {
      process.fetch(slow(Duration.ZERO));

      long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (advisoryLocks() > 0 && System.nanoTime() < deadline) {
        Thread.sleep(20);
      }

      assertThat(advisoryLocks()).isZero();
    }
  }

  @Test
  void retry_after_keeps_every_process_from_the_host() throws Exception {
    server.answers(
        "/busy",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", "300");
          Loopback.send(exchange, 429, null, "");
        });
    try (var scan = process(1, Duration.ZERO);
        var check = process(1, Duration.ZERO)) {
      scan.fetch(server.at("/busy"));
      int before = server.requests.size();

      for (var process : List.of(scan, check)) {
        var refused = (Fetched.Refused) process.fetch(server.at("/other"));
        assertThat(refused.message()).contains("asked to be left alone until ");
        assertThat(refused.retryAfter())
            .isBetween(Duration.ofSeconds(200), Duration.ofSeconds(300));
      }
      assertThat(server.requests).hasSize(before);
    }
  }

  @Test
  void a_host_that_wanted_to_be_left_alone_is_asked_again_when_that_is_over() throws Exception {
    execute(
        "INSERT INTO host (host, retry_at) VALUES ('127.0.0.1:%d', clock_timestamp() - interval '1 second')"
            .formatted(server.at("/").getPort()));
    try (var process = process(1, Duration.ZERO)) {
      assertThat(process.fetch(slow(Duration.ZERO))).isInstanceOf(Fetched.Document.class);
    }
  }

  @Test
  void cancelling_ends_those_who_wait_for_their_turn() throws Exception {
    execute(
        "INSERT INTO host (host, next_request_at) VALUES ('127.0.0.1:%d', clock_timestamp() + interval '1 hour')"
            .formatted(server.at("/").getPort()));
    var url = slow(Duration.ZERO);
    try (var process = process(1, Duration.ofSeconds(1))) {
      var waiting = CompletableFuture.supplyAsync(() -> process.fetch(url));
      Thread.sleep(300);

      process.fetcher.cancelAll();

      assertThat(waiting.get(5, TimeUnit.SECONDS)).isEqualTo(new Fetched.Cancelled());
    }
  }

  @Test
  void waiting_for_a_host_takes_no_time_from_the_request_and_no_connection_from_others()
      throws Exception {
    execute(
        "INSERT INTO host (host, next_request_at) VALUES ('127.0.0.1:%d', clock_timestamp() + interval '2500 ms')"
            .formatted(server.at("/").getPort()));
    var url = slow(Duration.ZERO);
    try (var other = new Loopback();
        var process =
            new PoliteProcess(DATABASE, 1, Duration.ofMillis(10), Duration.ofSeconds(1))) {
      var waiting = new ArrayList<CompletableFuture<Fetched>>();
      for (int i = 0; i < 20; i++) {
        waiting.add(
            CompletableFuture.supplyAsync(() -> process.fetch(url), Thread::startVirtualThread));
      }
      Thread.sleep(300);
      long begun = System.nanoTime();

      var quick = process.fetch(other.serves("/x", "text/plain", "x"));

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
      assertThat(quick).isInstanceOf(Fetched.Document.class);
      for (var fetch : waiting) {
        assertThat(fetch.get(60, TimeUnit.SECONDS)).isInstanceOf(Fetched.Document.class);
      }
    }
  }

  private void killSessions() throws SQLException {
    execute(
        """
        SELECT pg_terminate_backend(pid)
        FROM pg_stat_activity
        WHERE datname = current_database()
          AND application_name = 'earlybrd hosts'
        """);
  }

  private void execute(String sql) throws SQLException {
    try (var connection = TestDatabases.connect(DATABASE);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private long number(String sql) throws SQLException {
    try (var connection = TestDatabases.connect(DATABASE);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  private long transactions() throws SQLException {
    return number("SELECT xact_commit FROM pg_stat_database WHERE datname = current_database()");
  }

  private long advisoryLocks() throws SQLException {
    return number(
        """
        SELECT count(*)
        FROM pg_locks l
        JOIN pg_database d ON d.oid = l.database
        WHERE l.locktype = 'advisory'
          AND d.datname = current_database()
        """);
  }
}
