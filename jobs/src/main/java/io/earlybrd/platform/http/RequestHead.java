package io.earlybrd.platform.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What goes over the wire for an {@link Ask}. */
final class RequestHead {
  /** Those that say where a message goes and where it ends are nobody else's to write. */
  private static final Set<String> OURS =
      Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

  private RequestHead() {}

  static byte[] bytes(Ask ask, Route route, String userAgent) throws Refusal {
    var headers = new LinkedHashMap<String, String>();
    headers.put("User-Agent", userAgent);
    // As curl asks, with which boards are tried out; much else prefers HTML.
    headers.put("Accept", "*/*");
    headers.put("Accept-Encoding", "gzip");
    put(headers, "If-None-Match", ask.etag());
    put(headers, "If-Modified-Since", ask.lastModified());
    if (!ask.headers().isEmpty()) {
      var theirs = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
      theirs.putAll(ask.headers());
      OURS.forEach(theirs::remove);
      headers.keySet().removeIf(theirs::containsKey);
      headers.putAll(theirs);
    }
    var body = ask.body();
    var head = new StringBuilder(400);
    head.append(body == null ? "GET " : "POST ").append(target(ask.url())).append(" HTTP/1.1\r\n");
    line(head, "Host", route.hostHeader());
    for (Map.Entry<String, String> header : headers.entrySet()) {
      line(head, header.getKey(), header.getValue());
    }
    if (body != null) {
      line(head, "Content-Length", String.valueOf(body.length));
    }
    var bytes = head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    return body == null ? bytes : joined(bytes, body);
  }

  private static void put(Map<String, String> headers, String name, @Nullable String value) {
    if (value != null) {
      headers.put(name, value);
    }
  }

  private static String target(URI given) {
    var url = URI.create(given.toASCIIString());
    var path = url.getRawPath();
    var query = url.getRawQuery();
    return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
  }

  private static void line(StringBuilder head, String name, String value) throws Refusal {
    if (hasControls(name) || name.indexOf(':') >= 0 || hasControls(value)) {
      throw new Refusal("cannot be asked: a header has a line end or control character in it");
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }

  private static boolean hasControls(String text) {
    return text.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127);
  }

  private static byte[] joined(byte[] head, byte[] body) {
    var whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    return whole;
  }
}
