package io.earlybrd.scene;

import com.sun.net.httpserver.HttpExchange;
import io.earlybrd.platform.http.Loopback;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A board that shows what it is told to, as a JSON document, and its entry in {@code boards.yaml}.
 * Thread-safe.
 */
public final class BoardPage {
  private final String id;
  private final Map<String, String> entry = new LinkedHashMap<>();
  private final Map<String, String> fields = new LinkedHashMap<>();
  private volatile List<SamplePosting> shown = List.of();
  private volatile Loopback.@Nullable Answer answer;
  private volatile boolean validated;
  private volatile int asked;

  BoardPage(Loopback web, String id) {
    this.id = id;
    entry.put("id", id);
    entry.put("name", "Board " + id);
    entry.put("url", web.answers("/" + id, this::answer).toString());
    entry.put("every", "1m");
    entry.put("format", "json");
    entry.put("posting", "/jobs");
    fields.put("id", "/id");
    fields.put("title", "/title");
    fields.put("location", "/place");
    fields.put("description", "/text");
    fields.put("url", "/link");
    web.answers("/" + id + "/moved", this::answer);
  }

  public String id() {
    return id;
  }

  public BoardPage shows(SamplePosting... postings) {
    shown = List.of(postings);
    answer = null;
    return this;
  }

  /** Shows these, too. */
  public BoardPage adds(SamplePosting... postings) {
    shown = Stream.concat(shown.stream(), Stream.of(postings)).toList();
    return this;
  }

  public BoardPage answers(int status) {
    return answers(exchange -> Loopback.send(exchange, status, "text/plain", "no"));
  }

  /** Until it {@link #shows} postings. */
  public BoardPage answers(Loopback.Answer other) {
    answer = other;
    return this;
  }

  /** Gives an ETag, and 304 to whoever knows it. */
  public BoardPage validated() {
    validated = true;
    return this;
  }

  /** How often it was asked. */
  public int asked() {
    return asked;
  }

  /** Another entry in the file from now on. */
  public BoardPage definedWith(String key, String value) {
    entry.put(key, value);
    return this;
  }

  /** Another field in the file from now on. */
  public BoardPage reads(String field, String where) {
    fields.put(field, where);
    return this;
  }

  /** The same documents are at another address. */
  public BoardPage moves() {
    return definedWith("url", entry.get("url") + "/moved");
  }

  String yaml() {
    return entry.entrySet().stream()
            .map(e -> "%s: %s\n".formatted(e.getKey(), quoted(e.getValue())))
            .collect(Collectors.joining("    ", "  - ", "    fields:\n"))
        + fields.entrySet().stream()
            .map(e -> "      %s: %s\n".formatted(e.getKey(), quoted(e.getValue())))
            .collect(Collectors.joining());
  }

  private static String quoted(String value) {
    return JsonMapper.shared().writeValueAsString(value);
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked++;
    var other = answer;
    if (other != null) {
      other.to(exchange);
      return;
    }
    var document =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of("jobs", shown.stream().map(posting -> posting.json(id)).toList()));
    if (validated) {
      var etag = "\"" + Integer.toHexString(document.hashCode()) + "\"";
      exchange.getResponseHeaders().set("ETag", etag);
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
    }
    Loopback.send(exchange, 200, "application/json", document);
  }
}
