package io.earlybrd.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.earlybrd.deliver.ProviderEvents.Known;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderEventsTest {
  private static final String ID = "<0b0f2a52-0000-4000-8000-3c5d6b0f2a52@mail.example.org>";
  private static final String KEY = "key-0123456789abcdef";

  private final List<String> asked = new ArrayList<>();
  private HttpServer server;
  private int status = 200;
  private String body = "";

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_mail_that_was_accepted_has_left() {
    body =
        """
        {"paging": {"next": "x"}, "items": [
          {"flags": {"event": "no"}, "event": "accepted", "message": {"headers": {"message-id": "x"}}}]}
        """;

    assertThat(ask()).isEqualTo(new Known.Left());
  }

  @Test
  void a_mail_that_was_delivered_has_left() {
    body =
        """
        {"items": [{"tags": [], "event": "opened"}, {"event": "delivered"}]}
        """;

    assertThat(ask()).isEqualTo(new Known.Left());
  }

  @Test
  void a_mail_without_events_was_not_seen() {
    body = "{\"items\": [], \"paging\": {}}";

    assertThat(ask()).isEqualTo(new Known.NotSeen());
  }

  @Test
  void it_asks_for_the_bare_id_of_the_senders_domain_with_the_key() {
    body = "{\"items\": []}";

    ask();

    var credentials =
        Base64.getEncoder().encodeToString(("api:" + KEY).getBytes(StandardCharsets.UTF_8));
    assertThat(asked)
        .containsExactly(
            "GET /v3/mail.example.org/events?message-id=0b0f2a52-0000-4000-8000-3c5d6b0f2a52%40"
                + "mail.example.org&event=accepted%20OR%20delivered&limit=2 Basic "
                + credentials);
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 429, 500, 503})
  void a_refusal_says_nothing_of_the_mail_and_tells_no_key(int refusal) {
    status = refusal;
    body = "{\"items\": []}";

    assertThat(ask())
        .isInstanceOfSatisfying(
            Known.CannotAsk.class,
            known -> assertThat(known.reason()).contains("" + refusal).doesNotContain(KEY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "<html>", "{\"items\": 3}", "{\"items\": [{\"event\""})
  void an_answer_that_is_none_says_nothing_of_the_mail(String other) {
    body = other;

    assertThat(ask()).isInstanceOf(Known.CannotAsk.class);
  }

  @Test
  void the_key_follows_no_redirect() {
    status = 302;

    assertThat(ask()).isInstanceOf(Known.CannotAsk.class);
    assertThat(asked).hasSize(1);
  }

  @Test
  void a_provider_that_does_not_answer_is_given_up() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var base = URI.create("http://127.0.0.1:" + silent.getLocalPort());

      var known = new ProviderEvents(base, KEY, Duration.ofMillis(200)).ask(ID, "example.org");

      assertThat(known).isInstanceOf(Known.CannotAsk.class);
    }
  }

  private Known ask() {
    var base = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new ProviderEvents(base, KEY, Duration.ofSeconds(5)).ask(ID, "mail.example.org");
  }

  private void answer(HttpExchange exchange) throws IOException {
    asked.add(
        "%s %s %s"
            .formatted(
                exchange.getRequestMethod(),
                exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Authorization")));
    exchange.getResponseHeaders().set("Location", "/elsewhere");
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
