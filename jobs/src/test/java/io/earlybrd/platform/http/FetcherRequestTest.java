package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, and to whom. */
class FetcherRequestTest {
  private final Loopback server = new Loopback();
  private final Fetcher fetcher = Loopback.fetcher(Duration.ofSeconds(10), 100_000);
  private final List<String> bodies = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    server.close();
  }

  private static Ask post(URI url, String body, Map<String, String> headers) {
    return new Ask(url, body.getBytes(StandardCharsets.UTF_8), headers, null, null);
  }

  private Fetched fetch(Ask ask) throws InterruptedException {
    return fetcher.fetch(ask, fetched -> fetched);
  }

  private URI echoes(String path) {
    return server.answers(
        path,
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          Loopback.send(exchange, 200, "application/json", "{}");
        });
  }

  private URI redirects(Loopback from, String path, int status, Object target) {
    return from.answers(
        path,
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          exchange.getResponseHeaders().set("Location", target.toString());
          exchange.sendResponseHeaders(status, -1);
        });
  }

  @Test
  void a_body_is_posted_with_its_headers() throws InterruptedException {
    var url = echoes("/search");

    var fetched = fetch(post(url, "{\"q\":\"Köln\"}", Map.of("Content-Type", "application/json")));

    assertThat(fetched).isInstanceOf(Fetched.Document.class);
    assertThat(server.asked).containsExactly("POST /search");
    assertThat(bodies).containsExactly("{\"q\":\"Köln\"}");
    assertThat(server.requests.getFirst().get("Content-type")).containsExactly("application/json");
  }

  @Test
  void posts_use_a_kept_connection_too() throws InterruptedException {
    var ports = new CopyOnWriteArrayList<Integer>();
    var url =
        server.answers(
            "/search",
            exchange -> {
              ports.add(exchange.getRemoteAddress().getPort());
              exchange.getRequestBody().readAllBytes();
              Loopback.send(exchange, 200, null, "{}");
            });

    fetch(post(url, "one", Map.of()));
    fetch(post(url, "two", Map.of()));

    assertThat(ports.stream().distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303})
  void a_post_that_is_redirected_goes_on_as_a_get(int status) throws InterruptedException {
    echoes("/new");
    var url = redirects(server, "/old", status, "/new");

    fetch(post(url, "{}", Map.of("Content-Type", "application/json")));

    assertThat(server.asked).containsExactly("POST /old", "GET /new");
    assertThat(server.requests.getLast()).doesNotContainKey("Content-type");
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void a_post_is_repeated_where_the_redirect_says_so(int status) throws InterruptedException {
    echoes("/new");
    var url = redirects(server, "/old", status, "/new");

    fetch(post(url, "{}", Map.of("Content-Type", "application/json")));

    assertThat(server.asked).containsExactly("POST /old", "POST /new");
    assertThat(bodies).containsExactly("{}");
  }

  @Test
  void headers_of_the_question_win_over_our_own() throws InterruptedException {
    fetch(new Ask(echoes("/x"), null, Map.of("accept", "application/json"), null, null));

    assertThat(server.requests.getFirst().get("Accept")).containsExactly("application/json");
  }

  @Test
  void nobody_says_for_us_where_a_request_goes_or_ends() throws InterruptedException {
    var url = echoes("/x");

    fetch(post(url, "{}", Map.of("Host", "example.com", "Content-Length", "9000")));

    assertThat(server.requests.getFirst().get("Host")).containsExactly(url.getAuthority());
    assertThat(bodies).containsExactly("{}");
  }

  @Test
  void a_header_cannot_bring_in_another() throws InterruptedException {
    var ask = new Ask(echoes("/x"), null, Map.of("X-Key", "a\r\nX-Other: b"), null, null);

    assertThat(((Fetched.Refused) fetch(ask)).message()).contains("control character");
    assertThat(server.requests).isEmpty();
  }

  @Test
  void a_key_stays_with_the_host_that_it_is_for() throws InterruptedException {
    try (var other = new Loopback()) {
      redirects(server, "/jobs", 302, other.serves("/jobs", "text/html", "x"));

      fetch(new Ask(server.at("/jobs"), null, Map.of("Authorization-Key", "secret"), null, null));

      assertThat(server.requests.getFirst()).containsKey("Authorization-key");
      assertThat(other.requests.getFirst()).doesNotContainKey("Authorization-key");
    }
  }

  @Test
  void a_key_goes_with_a_redirect_on_the_same_host() throws InterruptedException {
    echoes("/new");
    var url = redirects(server, "/old", 302, "/new");

    fetch(new Ask(url, null, Map.of("Authorization-Key", "secret"), null, null));

    assertThat(server.requests.getLast()).containsKey("Authorization-key");
  }

  private static URI movedTo(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Document.class);
    return ((Fetched.Document) fetched).movedTo();
  }

  @ParameterizedTest
  @CsvSource({"301, 308", "308, 301"})
  void a_chain_of_permanent_redirects_is_told(int first, int second) throws InterruptedException {
    var end = echoes("/new");
    redirects(server, "/older", second, "/new");
    redirects(server, "/oldest", first, "/older");

    assertThat(movedTo(fetch(Ask.get(server.at("/oldest"))))).isEqualTo(end);
  }

  @Test
  void what_comes_after_a_temporary_redirect_is_not_remembered() throws InterruptedException {
    echoes("/new");
    redirects(server, "/old", 301, "/new");
    redirects(server, "/older", 302, "/old");
    redirects(server, "/oldest", 301, "/older");

    assertThat(movedTo(fetch(Ask.get(server.at("/oldest"))))).isEqualTo(server.at("/older"));
  }

  @Test
  void a_temporary_redirect_moves_nothing() throws InterruptedException {
    echoes("/new");
    redirects(server, "/old", 307, "/new");

    assertThat(movedTo(fetch(Ask.get(server.at("/old"))))).isNull();
  }

  @Test
  void a_post_that_went_on_as_a_get_moves_nothing() throws InterruptedException {
    echoes("/new");
    redirects(server, "/old", 301, "/new");

    assertThat(movedTo(fetch(post(server.at("/old"), "{}", Map.of())))).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://2130706433/, not as addresses are written",
    "http://0x7f.1/, has no host",
    "http://0177.0.0.1/, not as addresses are written",
    "http://127.1/, has no host",
    "http://user:secret@127.0.0.1/, user name or password",
    "http://user@127.0.0.1/, user name or password",
    "file:///etc/passwd, no http or https",
    "http://[::ffff:169.254.169.254]/, not a public address",
    "http://[64:ff9b::0a00:1]/, not a public address"
  })
  void addresses_that_lead_inwards_in_disguise_are_not_asked(String url, String reason)
      throws InterruptedException {
    assertThat(((Fetched.Refused) fetch(Ask.get(URI.create(url)))).message()).contains(reason);
  }

  @Test
  void letters_beyond_ascii_are_escaped_on_the_way() throws InterruptedException {
    fetch(Ask.get(URI.create(echoes("/st%C3%A4dte") + "?q=köln")));

    assertThat(server.asked).containsExactly("GET /st%C3%A4dte?q=k%C3%B6ln");
  }
}
