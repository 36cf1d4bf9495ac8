package io.earlybrd.platform.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.earlybrd.platform.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A web server on loopback that answers as it is told, and remembers what it was asked. */
public final class Loopback implements AutoCloseable {
  /** What to do with one request. */
  @FunctionalInterface
  public interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();

  /** The headers of each request, in order. */
  public final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();

  /** What each request asked for, such as {@code GET /jobs?page=2}, in order. */
  public final List<String> asked = new CopyOnWriteArrayList<>();

  public Loopback() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          requests.add(Map.copyOf(exchange.getRequestHeaders()));
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          try (exchange) {
            answers
                .getOrDefault(exchange.getRequestURI().getPath(), e -> send(e, 404, null, ""))
                .to(exchange);
          }
        });
    server.start();
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  public URI answers(String path, Answer answer) {
    answers.put(path, answer);
    return at(path);
  }

  public URI serves(String path, String contentType, String body) {
    return answers(path, exchange -> send(exchange, 200, contentType, body));
  }

  public URI serves(String path, String contentType, byte[] body) {
    return answers(path, exchange -> send(exchange, 200, contentType, body));
  }

  public static void send(HttpExchange exchange, int status, String contentType, String body)
      throws IOException {
    send(exchange, status, contentType, body.getBytes(StandardCharsets.UTF_8));
  }

  public static void send(HttpExchange exchange, int status, String contentType, byte[] body)
      throws IOException {
    if (contentType != null) {
      exchange.getResponseHeaders().set("Content-Type", contentType);
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      exchange.getResponseBody().write(body);
    }
  }

  /** A fetcher that may reach this server, and nothing else that is private. */
  public static Fetcher fetcher(Duration timeout, long max) {
    var settings = new Config.Fetch(List.of("127.0.0.1"), 4, 4, Duration.ZERO, timeout, max);
    return new Fetcher(
        settings,
        AddressGuard.allowing(settings.allow()),
        URI.create("https://alerts.example.com"));
  }

  /** What comes of a fetch. */
  public static Fetched fetch(Fetcher fetcher, URI url, String etag, String lastModified) {
    try {
      return fetcher.fetch(
          new Ask(url, null, java.util.Map.of(), etag, lastModified), fetched -> fetched);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
