package io.earlybrd.promises;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.platform.pg.TestDatabases;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Whatever hosts do, a scan ends, says of each what happened, and has all the good boards. */
class FaultsTest {
  private static final int GOOD = 10;
  private static final String OK = "HTTP/1.1 200 OK\r\nConnection: close\r\n";
  private static final String FEED =
      "<rss><channel><item><title>Cook</title><guid>1</guid></item></channel></rss>";

  @TempDir Path home;

  private static FaultyHosts faults() throws Exception {
    var hosts = new FaultyHosts();
    var laughs =
        "<!DOCTYPE rss [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
            + "<rss><channel><item><title>&b;</title></item></channel></rss>";
    var bomb = FaultyHosts.packed(500L << 20);
    hosts
        .host(
            "bomb",
            out -> {
              out.write(
                  (OK + "Content-Encoding: gzip\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
              out.write(bomb);
            })
        .host(
            "busy", "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 1200\r\nConnection: close", "")
        .host(
            "down",
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 0\r\nConnection: close",
            "")
        .host("garbage", out -> out.write(new byte[] {0, 1, 2, (byte) 0xff, 13, 10, 13, 10}))
        .host("garbled", OK + "Content-Type: application/rss+xml", "\u0000\u0001<rss\u0002")
        .host("hangs", out -> Thread.sleep(60_000))
        .host(
            "headers",
            out -> {
              out.write(OK.getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 5_000_000; i++) {
                out.write("X-More: and more\r\n".getBytes(StandardCharsets.US_ASCII));
              }
            })
        .host(
            "inwards",
            "HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/latest\r\nConnection: close",
            "")
        .host(
            "large",
            out -> {
              out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
              var block = new byte[1 << 16];
              for (int i = 0; i < 3_200; i++) {
                out.write(block);
              }
            })
        .host("laughs", OK, laughs)
        .host("loops", "HTTP/1.1 302 Found\r\nLocation: /jobs\r\nConnection: close", "")
        .host("shorter", OK + "Content-Length: 100000", FEED)
        .host(
            "slow",
            out -> {
              out.write((OK + "\r\n").getBytes(StandardCharsets.US_ASCII));
              for (int i = 0; i < 600; i++) {
                out.write(' ');
                out.flush();
                Thread.sleep(100);
              }
            })
        .host("truncated", OK, FEED.substring(0, 40));
    for (int i = 0; i < GOOD; i++) {
      hosts.host("z-good-" + i, OK + "Content-Length: " + FEED.length(), FEED);
    }
    return hosts;
  }

  @Test
  void every_fault_ends_in_time_as_a_visit_with_a_message_and_the_other_boards_are_complete()
      throws Exception {
    var database = TestDatabases.fresh();
    try (var hosts = faults();
        var connection = TestDatabases.connect(database)) {
      var jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
      var file = Files.writeString(home.resolve("boards.yaml"), hosts.yaml());
      new BoardStore(jdbc).store(BoardsYaml.read(file), false);

      long began = System.nanoTime();
      var ended =
          new LaunchedJvm(home, database)
              .with("EARLYBRD_FETCH_TIMEOUT", "5s")
              .with("EARLYBRD_FETCH_DELAY", "0")
              .run("run", "alerts", "--at", "2031-03-03T12:00:00Z");
      long seconds = (System.nanoTime() - began) / 1_000_000_000;

      assertThat(ended.exit()).as(ended.said()).isZero();
      var visits = visits(jdbc);
      assertThat(visits).hasSize(14 + GOOD);
      assertThat(visits.keySet().stream().filter(board -> board.startsWith("z-good")))
          .allMatch(board -> visits.get(board).equals("found 1"));
      assertThat(visits.get("bomb")).contains("failed", "is longer than", "EARLYBRD_FETCH_MAX");
      assertThat(visits.get("busy")).contains("failed", "answered 429 Too Many Requests");
      assertThat(visits.get("down")).contains("failed", "answered 500 Internal Server Error");
      assertThat(visits.get("garbage")).contains("failed");
      assertThat(visits.get("garbled")).contains("failed");
      assertThat(visits.get("hangs")).contains("failed", "did not answer in full within 5s");
      assertThat(visits.get("headers")).contains("failed");
      assertThat(visits.get("inwards"))
          .contains("failed", "169.254.169.254", "which is not a public address");
      assertThat(visits.get("large")).contains("failed", "is longer than", "EARLYBRD_FETCH_MAX");
      assertThat(visits.get("laughs")).contains("failed", "internal DTD subset");
      assertThat(visits.get("loops")).contains("failed", "redirects");
      assertThat(visits.get("shorter")).contains("failed", "broke off before its end");
      assertThat(visits.get("slow")).contains("failed", "did not answer in full within 5s");
      assertThat(visits.get("truncated")).contains("failed");
      assertThat(visits.values()).noneMatch(visit -> visit.contains("Exception"));
      // Nobody waits for another's fault; the rest is a slow machine's start.
      assertThat(seconds).isLessThan(30);
      assertThat(ended.megabytes()).isLessThanOrEqualTo(256);
      var busy =
          jdbc.sql("SELECT next_visit_at >= '2031-03-03T12:20:00Z' FROM board WHERE id = 'busy'");
      assertThat(busy.query(Boolean.class).single()).as("Retry-After is heeded").isTrue();
    }
  }

  private static Map<String, String> visits(JdbcClient jdbc) {
    var visits = new TreeMap<String, String>();
    jdbc.sql("SELECT board, outcome, found, error FROM board_visit")
        .query(
            row -> {
              var error = row.getString("error");
              visits.put(
                  row.getString("board"),
                  row.getString("outcome") + " " + (error == null ? row.getInt("found") : error));
            });
    return visits;
  }
}
