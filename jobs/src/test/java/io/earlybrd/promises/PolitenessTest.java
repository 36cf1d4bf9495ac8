package io.earlybrd.promises;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.platform.pg.TestDatabases;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a host sees of two processes that want it at the same time. */
class PolitenessTest {
  private static final int BOARDS = 4;
  private static final long DELAY = 1_000;

  /** A request may be late on its way here, and the next one not. */
  private static final long LATE = 500;

  private static final byte[] FEED =
      "<rss><channel><item><title>Cook</title><guid>1</guid></item></channel></rss>"
          .getBytes(StandardCharsets.UTF_8);

  @TempDir Path home;

  private record Asked(String path, long began, long ended) {}

  private final ConcurrentLinkedQueue<Asked> asked = new ConcurrentLinkedQueue<>();

  private HttpServer host() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          long began = System.nanoTime() / 1_000_000;
          var path = exchange.getRequestURI().getPath();
          try (exchange) {
            Thread.sleep(150);
            boolean feed = path.startsWith("/feed/");
            exchange.sendResponseHeaders(feed ? 200 : 404, feed ? FEED.length : -1);
            // Before the answer is whole: whoever has it may ask again.
            asked.add(new Asked(path, began, System.nanoTime() / 1_000_000));
            if (feed) {
              exchange.getResponseBody().write(FEED);
            }
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    server.start();
    return server;
  }

  private CompletableFuture<LaunchedJvm.Ended> launched(LaunchedJvm jvm, String... arguments) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return jvm.run(arguments);
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        },
        Executors.newVirtualThreadPerTaskExecutor());
  }

  @Test
  void a_scan_and_a_check_side_by_side_ask_a_host_one_at_a_time_and_no_sooner_than_the_delay()
      throws Exception {
    var database = TestDatabases.fresh();
    var server = host();
    try (var connection = TestDatabases.connect(database)) {
      int port = server.getAddress().getPort();
      var yaml =
          IntStream.range(0, BOARDS)
              .mapToObj(
                  i ->
                      "  - {id: b%d, url: \"http://127.0.0.1:%d/feed/%d\", format: rss}\n"
                          .formatted(i, port, i))
              .collect(Collectors.joining("", "boards:\n", ""));
      var file = Files.writeString(home.resolve("boards.yaml"), yaml);
      var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      new BoardStore(jdbc).store(BoardsYaml.read(file), false);

      var scan =
          launched(new LaunchedJvm(home, database), "run", "scan", "--at", "2031-03-03T12:00:00Z");
      var check = launched(new LaunchedJvm(home, database), "boards", "check");

      assertThat(scan.get().exit()).as(scan.get().said()).isZero();
      assertThat(check.get().exit()).as(check.get().said()).isZero();
      var requests = asked.stream().sorted(Comparator.comparingLong(Asked::began)).toList();
      assertThat(requests).filteredOn(one -> one.path().startsWith("/feed/")).hasSize(2 * BOARDS);
      assertThat(requests)
          .filteredOn(one -> one.path().equals("/robots.txt"))
          .as("what one process learned of the host, the other knows")
          .hasSizeLessThanOrEqualTo(2);
      for (int i = 1; i < requests.size(); i++) {
        assertThat(requests.get(i).began() - requests.get(i - 1).ended())
            .as("%s after %s", requests.get(i), requests.get(i - 1))
            .isGreaterThanOrEqualTo(DELAY - LATE);
      }
    } finally {
      server.stop(0);
    }
  }
}
