package io.earlybrd.chaos;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Job boards on loopback, in html, rss and json, that gain postings when told, and can be slow. */
final class BoardServer implements AutoCloseable {
  private final HttpServer server;
  private final List<String> boards;
  private final Map<String, List<Posting>> postings = new ConcurrentHashMap<>();
  private final Map<String, Hold> holds = new ConcurrentHashMap<>();
  private volatile Duration delay = Duration.ZERO;

  /**
   * @param boards how many; the formats take turns
   */
  BoardServer(int boards) {
    this.boards = java.util.stream.IntStream.range(0, boards).mapToObj(n -> "board-" + n).toList();
    this.boards.forEach(board -> postings.put(board, new CopyOnWriteArrayList<>()));
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  List<String> boards() {
    return boards;
  }

  void show(String board, Posting posting) {
    postings.get(board).add(posting);
  }

  /** Everything that any board shows. */
  List<Posting> all() {
    return boards.stream().flatMap(board -> postings.get(board).stream()).toList();
  }

  /** How long each answer takes. */
  void delay(Duration each) {
    delay = each;
  }

  /** The board's next answer waits. */
  Hold hold(String board) {
    var hold = new Hold();
    holds.put(board, hold);
    return hold;
  }

  String yaml() {
    return "boards:\n" + boards.stream().map(this::definition).collect(Collectors.joining());
  }

  private String definition(String board) {
    var head =
        """
          - id: %s
            name: The %s
            url: http://127.0.0.1:%d/%s
            every: 1m
        """
            .formatted(board, board, server.getAddress().getPort(), board);
    return head
        + switch (format(board)) {
          case 0 ->
              """
                  format: html
                  posting: div.card
                  fields:
                    title: h2
                    url: a @href
              """;
          case 1 ->
              """
                  format: rss
              """;
          default ->
              """
                  format: json
                  posting: /jobs
                  fields:
                    title: /title
                    url: /url
              """;
        };
  }

  private int format(String board) {
    return boards.indexOf(board) % 3;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var board = exchange.getRequestURI().getPath().substring(1);
      var shown = postings.get(board);
      if (shown == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      wait(holds.remove(board));
      var body = document(board, List.copyOf(shown)).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", type(board));
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void wait(@Nullable Hold hold) {
    if (hold != null) {
      hold.stay();
    }
    try {
      Thread.sleep(delay);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String type(String board) {
    return switch (format(board)) {
      case 0 -> "text/html; charset=utf-8";
      case 1 -> "application/rss+xml";
      default -> "application/json";
    };
  }

  private String document(String board, List<Posting> shown) {
    return switch (format(board)) {
      case 0 ->
          each(shown, "<div class=card><h2>%s</h2><a href=\"%s\">more</a></div>\n", "")
              .transform(cards -> "<!doctype html><title>Jobs</title>\n" + cards);
      case 1 ->
          each(shown, "<item><title>%s</title><link>%s</link></item>\n", "")
              .transform(
                  items ->
                      "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Jobs</title>"
                          + "<link>https://jobs.example.com/</link><description>Jobs</description>"
                          + items
                          + "</channel></rss>");
      default -> "{\"jobs\":[" + each(shown, "{\"title\":\"%s\",\"url\":\"%s\"}", ",") + "]}";
    };
  }

  private static String each(List<Posting> shown, String template, String between) {
    return shown.stream()
        .map(posting -> template.formatted(posting.title(), posting.url()))
        .collect(Collectors.joining(between));
  }

  @Override
  public void close() {
    holds.values().forEach(Hold::release);
    server.stop(0);
  }
}
