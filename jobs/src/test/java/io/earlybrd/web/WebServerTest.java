package io.earlybrd.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for every page. */
class WebServerTest {
  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/u/x", "/m/x", "/nothing", "/style.css", "/robots.txt", "/actuator/health"})
  void every_answer_keeps_browsers_from_harm(String path) {
    var headers = served.get(path).headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'", "form-action 'self'");
    assertThat(headers.firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("X-Robots-Tag")).contains("noindex, nofollow");
    assertThat(headers.firstValue("Strict-Transport-Security")).isPresent();
    assertThat(headers.firstValue("Set-Cookie")).isEmpty();
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void nobody_keeps_a_page_that_a_token_opens() {
    scene.importSubscribers(Person.both("ann@example.org", "java"));

    var page = served.get(served.page("ann@example.org"));

    assertThat(page.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void health_is_up_while_the_database_answers() {
    var health = served.get("/actuator/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
  }

  @Test
  void without_its_database_it_says_so_and_goes_on() {
    var nowhere = new Config.Datasource("jdbc:postgresql://127.0.0.1:9/none", "none", "none");
    try (var server = Served.start(Served.config(scene.config(), null), nowhere)) {
      var base = "http://127.0.0.1:" + server.port();
      scene.importSubscribers(Person.both("ann@example.org", "java"));

      var health = served.send(get(base + "/actuator/health"));
      var page = served.send(get(base + served.page("ann@example.org")));

      assertThat(health.statusCode()).isEqualTo(503);
      assertThat(health.body()).isEqualTo("{\"status\":\"DOWN\"}");
      assertThat(page.statusCode()).isEqualTo(503);
      assertThat(page.headers().firstValue("Retry-After")).isPresent();
      assertThat(page.body()).contains("in a few minutes");
    }
  }

  private static HttpRequest.Builder get(String address) {
    return HttpRequest.newBuilder(URI.create(address)).GET();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "PATCH"})
  void a_method_that_a_page_does_not_have_is_refused(String method) {
    var answer =
        served.send(
            HttpRequest.newBuilder(served.at("/u/x")).method(method, BodyPublishers.ofString("x")));

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow").orElse("")).contains("GET", "POST");
  }

  @Test
  void head_has_no_body() {
    var answer =
        served.send(HttpRequest.newBuilder(served.at("/")).method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/u/x", "/u/x/pause", "/webhooks/mailgun", "/"})
  void a_body_beyond_all_need_is_not_read(String path) {
    var answer =
        served.send(
            HttpRequest.newBuilder(served.at(path))
                .POST(BodyPublishers.ofByteArray(new byte[Safeguards.MOST_BODY + 1])));

    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void a_form_without_a_length_is_not_read_beyond_all_need() {
    scene.importSubscribers(Person.both("ann@example.org", "java"));
    var form = new byte[Safeguards.MOST_FORM * 2];
    java.util.Arrays.fill(form, (byte) 'a');

    var answer =
        served.send(
            HttpRequest.newBuilder(served.at(served.page("ann@example.org") + "/pause"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(form))));

    assertThat(answer.statusCode()).isBetween(400, 413);
  }

  @Test
  void a_request_that_is_none_is_told_nothing_of_the_server() throws IOException {
    try (var socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /u/ x y HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(answer).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("tomcat", "java");
    }
  }

  @Test
  void robots_stay_out_of_what_tokens_open() {
    assertThat(served.get("/robots.txt").body()).contains("Disallow: /u/", "Disallow: /m/");
  }

  @Test
  void the_stylesheet_of_a_page_may_be_kept() {
    var page = org.jsoup.Jsoup.parse(served.get("/").body());

    var stylesheet = served.get(page.select("link[rel=stylesheet]").attr("href"));

    assertThat(stylesheet.statusCode()).isEqualTo(200);
    assertThat(stylesheet.headers().firstValue("Cache-Control").orElse("")).contains("immutable");
    assertThat(stylesheet.headers().firstValue("Content-Type").orElse("")).contains("text/css");
  }

  @Test
  void a_favicon_is_asked_for_and_not_there() {
    assertThat(served.get("/favicon.ico").statusCode()).isEqualTo(204);
  }

  @Test
  void a_port_that_is_taken_is_a_mistake_in_one_line() {
    var config = Served.config(scene.config(), null);

    assertThatThrownBy(
            () -> WebServer.start(config, scene.database(), Clock.systemUTC(), served.port()))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Port %d is in use: stop what listens there, or set SERVER_PORT to another"
                .formatted(served.port()));
  }

  @Test
  void pages_know_no_cookies_and_no_scripts() {
    for (var path : List.of("/", "/u/x", "/m/x")) {
      assertThat(served.get(path).body()).doesNotContain("<script", "style=");
    }
  }
}
