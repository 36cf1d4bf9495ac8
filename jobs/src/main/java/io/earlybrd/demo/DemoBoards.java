package io.earlybrd.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The sample boards on a port of 127.0.0.1: the first version of each until {@link
 * #showSecondVersion()}. Answers conditional requests by {@code ETag}. Thread-safe.
 *
 * <p>The port is the same at each start from the same home, since a board whose address changes
 * starts anew with a baseline; another one only where somebody else has taken it.
 */
final class DemoBoards implements AutoCloseable {
  private static final Map<String, String> TYPES =
      Map.of(
          "/harbour-jobs.html", "text/html; charset=utf-8",
          "/werkbank.html", "text/html; charset=utf-8",
          "/far-and-wide.xml", "application/rss+xml; charset=utf-8",
          "/civic-work.xml", "application/atom+xml; charset=utf-8",
          "/fernweh-robotics.json", "application/json",
          "/gigwharf.json", "application/json");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile String version = "v1";

  private DemoBoards(HttpServer server) {
    this.server = server;
  }

  /**
   * Starts serving.
   *
   * @param home where the port is remembered, usually {@code $EARLYBRD_HOME}; made if need be
   * @throws IOException when there is no free port, or {@code home} cannot be written
   */
  static DemoBoards open(Path home) throws IOException {
    var remembered = new RememberedPort(home);
    var boards = new DemoBoards(bind(remembered.read()));
    try {
      remembered.write(boards.base().getPort());
      boards.server.createContext("/", boards::answer);
      boards.server.setExecutor(boards.threads);
      boards.server.start();
      return boards;
    } catch (IOException | RuntimeException e) {
      boards.close();
      throw e;
    }
  }

  private static HttpServer bind(int port) throws IOException {
    try {
      return HttpServer.create(new InetSocketAddress(loopback(), port), 0);
    } catch (BindException e) {
      if (port == 0) {
        throw e;
      }
      return bind(0);
    }
  }

  /** Not {@link InetAddress#getLoopbackAddress()}, which may be IPv6. */
  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** {@code http://127.0.0.1:PORT}. */
  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** A {@code boards.yaml} whose boards are on this server. */
  String boardsYaml() throws IOException {
    return Sample.text("boards.yaml").replace("{port}", String.valueOf(base().getPort()));
  }

  /** From now on some postings are new, and some gone. */
  void showSecondVersion() {
    version = "v2";
  }

  /** Stops at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var path = exchange.getRequestURI().getPath();
      var type = TYPES.get(path);
      var method = exchange.getRequestMethod();
      if (!method.equals("GET") && !method.equals("HEAD")) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        exchange.sendResponseHeaders(405, -1);
      } else if (type == null) {
        exchange.sendResponseHeaders(404, -1);
      } else {
        send(exchange, Sample.of(version + path), type);
      }
    }
  }

  private static void send(HttpExchange exchange, Sample document, String type) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("ETag", document.etag());
    headers.set("Cache-Control", "no-cache");
    if (document.isAmong(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
      exchange.sendResponseHeaders(304, -1);
      return;
    }
    headers.set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      headers.set("Content-Length", String.valueOf(document.bytes().length));
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.sendResponseHeaders(200, document.bytes().length);
    exchange.getResponseBody().write(document.bytes());
  }
}
