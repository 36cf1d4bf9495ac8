package io.earlybrd.promises;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;

/** Boards with documents of megabytes, on every loopback address, each of which is a host. */
final class FatBoards implements AutoCloseable {
  static final byte[] SMALL_CARDS =
      repeated("<div class=card><h2>Job title number one</h2></div>\n", 190_000);
  static final byte[] POSTINGS =
      ("{\"jobs\":[" + "{\"title\":\"A job of 300,000\"},".repeat(299_999) + "{\"title\":\"x\"}]}")
          .getBytes(UTF_8);
  static final byte[] NESTED = repeated("<b>", 3_300_000);
  static final byte[] GOOD =
      "<div class=card><h2>Java developer</h2></div><div class=card><h2>Cook</h2></div>"
          .getBytes(UTF_8);

  /** As a board may well be: much text, of which little is taken. */
  static final byte[] LONG_TEXTS =
      repeated(
          "<div class=card><h2>Driver</h2><p>%s</p></div>\n"
              .formatted("We are looking for a driver. ".repeat(3_000)),
          103);

  private final HttpServer server;
  private final Map<String, byte[]> documents = new ConcurrentHashMap<>();
  private final StringBuilder yaml = new StringBuilder("boards:\n");

  FatBoards() {
    try {
      server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            var document = documents.get(exchange.getRequestURI().getPath().substring(1));
            if (document == null) {
              exchange.sendResponseHeaders(404, -1);
              return;
            }
            exchange.sendResponseHeaders(200, document.length);
            exchange.getResponseBody().write(document);
          }
        });
    server.start();
  }

  private static byte[] repeated(String text, int times) {
    return text.repeat(times).getBytes(UTF_8);
  }

  FatBoards page(String id, String host, byte[] document) {
    return board(id, host, document, "html", "div.card", "h2");
  }

  FatBoards json(String id, String host, byte[] document) {
    return board(id, host, document, "json", "/jobs", "/title");
  }

  private FatBoards board(
      String id, String host, byte[] document, String format, String posting, String title) {
    documents.put(id, document);
    yaml.append(
        """
          - id: %s
            name: %s
            url: http://%s:%d/%s
            every: 1m
            format: %s
            posting: %s
            fields:
              title: %s
        """
            .formatted(id, id, host, server.getAddress().getPort(), id, format, posting, title));
    return this;
  }

  /** As a file for {@code boards import}. */
  String yaml() {
    return yaml.toString();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
