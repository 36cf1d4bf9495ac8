package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FetcherTest {
  private final Loopback server = new Loopback();
  private final Fetcher fetcher = Loopback.fetcher(Duration.ofSeconds(10), 100_000);

  @AfterEach
  void stop() {
    server.close();
  }

  private Fetched fetch(URI url) {
    return Loopback.fetch(fetcher, url, null, null);
  }

  private static String refusal(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Refused.class);
    var message = ((Fetched.Refused) fetched).message();
    assertThat(message).doesNotContain("\n").startsWith("http");
    return message;
  }

  @Test
  void a_document_comes_with_its_validators_and_type() {
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("ETag", "\"v1\"");
              exchange.getResponseHeaders().set("Last-Modified", "Thu, 05 Jan 2017 23:02:56 GMT");
              Loopback.send(exchange, 200, "text/html; charset=utf-8", "<p>Hello");
            });

    var document = (Fetched.Document) fetch(url);

    assertThat(new String(document.body(), StandardCharsets.UTF_8)).isEqualTo("<p>Hello");
    assertThat(document)
        .returns(200, Fetched.Document::status)
        .returns("text/html; charset=utf-8", Fetched.Document::contentType)
        .returns(url, Fetched.Document::finalUrl)
        .returns("\"v1\"", Fetched.Document::etag)
        .returns("Thu, 05 Jan 2017 23:02:56 GMT", Fetched.Document::lastModified);
  }

  @Test
  void both_validators_are_sent_and_304_means_not_modified() {
    var url = server.answers("/jobs", exchange -> exchange.sendResponseHeaders(304, -1));

    var fetched = Loopback.fetch(fetcher, url, "\"v1\"", "Thu, 05 Jan 2017 23:02:56 GMT");

    assertThat(fetched)
        .isEqualTo(new Fetched.NotModified("\"v1\"", "Thu, 05 Jan 2017 23:02:56 GMT"));
    assertThat(server.requests.getFirst().get("If-none-match")).containsExactly("\"v1\"");
    assertThat(server.requests.getFirst().get("If-modified-since"))
        .containsExactly("Thu, 05 Jan 2017 23:02:56 GMT");
  }

  @Test
  void a_304_that_was_not_asked_for_is_no_good_visit() {
    var url = server.answers("/jobs", exchange -> exchange.sendResponseHeaders(304, -1));

    assertThat(refusal(fetch(url))).contains("304 Not Modified, though nothing was known of it");
  }

  @Test
  void the_other_side_can_see_who_asks() {
    fetch(server.serves("/jobs", "text/html", "x"));

    assertThat(server.requests.getFirst().get("User-agent"))
        .containsExactly("EarlyBrd/0.1 (+https://alerts.example.com)");
  }

  @Test
  void connections_are_used_again() {
    var ports = new java.util.concurrent.CopyOnWriteArrayList<Integer>();
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              ports.add(exchange.getRemoteAddress().getPort());
              exchange.sendResponseHeaders(304, -1);
            });

    for (int i = 0; i < 5; i++) {
      Loopback.fetch(fetcher, url, "\"v1\"", null);
    }

    assertThat(ports).hasSize(5);
    assertThat(ports.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 403, 404, 410, 429, 500, 502, 503, 599})
  void a_bad_status_is_refused_with_its_number(int status) {
    var url =
        server.answers("/jobs", exchange -> Loopback.send(exchange, status, "text/html", "No"));

    var refused = (Fetched.Refused) fetch(url);

    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.message()).startsWith(url + " answered " + status);
  }

  @Test
  void a_document_is_decompressed() throws IOException {
    var url = servesGzip("/jobs", "<p>Hello".getBytes(StandardCharsets.UTF_8));

    assertThat(((Fetched.Document) fetch(url)).body())
        .isEqualTo("<p>Hello".getBytes(StandardCharsets.UTF_8));
    assertThat(server.requests.getFirst().get("Accept-encoding")).containsExactly("gzip");
  }

  @Test
  void a_small_answer_that_grows_too_long_is_cut() throws IOException {
    var url = servesGzip("/bomb", new byte[50_000_000]);

    assertThat(refusal(fetch(url))).contains("is longer than", "EARLYBRD_FETCH_MAX");
  }

  @Test
  void what_says_that_it_is_compressed_and_is_not_is_refused() {
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
              Loopback.send(exchange, 200, "text/html", "<p>Hello");
            });

    assertThat(refusal(fetch(url))).contains("is compressed, and it is not");
  }

  @Test
  void an_encoding_that_was_not_asked_for_is_refused() {
    var url =
        server.answers(
            "/jobs",
            exchange -> {
              exchange.getResponseHeaders().set("Content-Encoding", "br");
              Loopback.send(exchange, 200, "text/html", "<p>Hello");
            });

    assertThat(refusal(fetch(url))).contains("encoding that was not asked for");
  }

  @Test
  void too_long_a_document_is_refused_by_its_announced_length() {
    var url = server.serves("/long", "text/html", new byte[100_001]);

    assertThat(refusal(fetch(url))).contains("is longer than");
  }

  @Test
  void too_long_a_document_is_refused_while_it_comes() {
    var url =
        server.answers(
            "/long",
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(new byte[100_001]);
            });

    assertThat(refusal(fetch(url))).contains("is longer than");
  }

  @Test
  void a_document_of_just_the_allowed_length_is_taken() {
    var url = server.serves("/long", "text/html", new byte[100_000]);

    assertThat(((Fetched.Document) fetch(url)).body()).hasSize(100_000);
  }

  @Test
  void redirects_are_followed_and_the_last_address_is_told() {
    var end = server.serves("/new/jobs", "text/html", "<p>Hello");
    redirects("/old", "new/jobs");

    assertThat(((Fetched.Document) fetch(server.at("/old"))).finalUrl()).isEqualTo(end);
  }

  @Test
  void redirects_without_end_are_refused() {
    redirects("/round", "/round");

    assertThat(refusal(fetch(server.at("/round")))).contains("more than 5 redirects");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://example.com/",
        "javascript:alert(1)",
        "http://",
        "::"
      })
  void redirects_to_what_is_no_web_address_are_refused(String target) {
    redirects("/odd", target);

    assertThat(refusal(fetch(server.at("/odd")))).contains("which is not fetched");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://[::ffff:10.0.0.1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://[fd00:ec2::254]/"
      })
  void redirects_to_private_addresses_are_refused(String target) {
    redirects("/in", target);

    assertThat(refusal(fetch(server.at("/in"))))
        .startsWith(target)
        .contains("not a public address", "EARLYBRD_FETCH_ALLOW");
  }

  @Test
  void a_private_address_is_not_even_connected_to() {
    var closed =
        new Fetcher(
            new io.earlybrd.platform.Config.Fetch(
                java.util.List.of(), 4, 4, Duration.ZERO, Duration.ofSeconds(5), 1_000),
            AddressGuard.allowing(java.util.List.of()),
            URI.create("https://alerts.example.com"));

    refusal(Loopback.fetch(closed, server.serves("/jobs", "text/html", "x"), null, null));

    assertThat(server.requests).isEmpty();
  }

  @Test
  void a_host_that_is_not_there_is_refused() {
    assertThat(refusal(fetch(URI.create("http://nowhere.invalid/jobs"))))
        .isEqualTo("http://nowhere.invalid/jobs has a host that is not known");
  }

  @Test
  void a_port_that_nobody_listens_on_is_refused() throws IOException {
    int port;
    try (var socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }

    assertThat(refusal(fetch(URI.create("http://127.0.0.1:" + port + "/"))))
        .contains("could not be connected to");
  }

  private void redirects(String path, String target) {
    server.answers(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Location", target);
          exchange.sendResponseHeaders(302, -1);
        });
  }

  private URI servesGzip(String path, byte[] body) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return server.answers(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          Loopback.send(exchange, 200, "text/html", packed.toByteArray());
        });
  }
}
