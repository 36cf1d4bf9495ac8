package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.earlybrd.mail.ScriptedSmtp;
import io.earlybrd.platform.Config;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A mail in doubt whose provider can be asked. */
class AskedInDoubtTest {
  private static final String ANN = "ann@example.org";

  private static volatile int status;
  private static volatile String events;

  private static final HttpServer PROVIDER = provider();

  @RegisterExtension
  static final Scene scene =
      new Scene(
          new Config.Feedback(
              null,
              "key-of-the-tests",
              URI.create("http://127.0.0.1:" + PROVIDER.getAddress().getPort()),
              null,
              null,
              List.of()));

  private static HttpServer provider() {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/v3/",
          exchange -> {
            try (exchange) {
              var body = events.getBytes(StandardCharsets.UTF_8);
              exchange.sendResponseHeaders(status, body.length);
              exchange.getResponseBody().write(body);
            }
          });
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @AfterAll
  static void stop() {
    PROVIDER.stop(0);
  }

  @BeforeEach
  void aMailInDoubt() {
    scene.newsFor(ANN);
    // The message arrived; its answer did not.
    scene.mailServer().answer(".", ScriptedSmtp.CUT);
    scene.run("alerts", minute(0));
    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("IN_DOUBT");
  }

  @Test
  void what_the_provider_took_does_not_leave_again() {
    answers(200, "{\"items\": [{\"event\": \"accepted\"}]}");

    scene.run("send", minute(1));

    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("SENT");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(1);
  }

  @Test
  void what_the_provider_has_not_seen_yet_waits_until_it_could_have_been_seen() {
    answers(200, "{\"items\": []}");

    scene.run("send", minute(1));
    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("IN_DOUBT");
    scene.db().sql("UPDATE mail SET doubted_at = doubted_at - interval '11 minutes'");
    scene.run("send", minute(6));

    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("SENT");
    assertThat(scene.told(ANN, "Java developer")).isEqualTo(2);
  }

  @Test
  void a_provider_that_cannot_be_asked_keeps_it_for_an_hour() {
    answers(500, "down");

    scene.run("send", minute(1));
    assertThat(scene.db().value("SELECT state || error FROM mail"))
        .startsWith("IN_DOUBT")
        .contains("cannot be asked")
        .doesNotContain("key-of-the-tests");
    scene.db().sql("UPDATE mail SET doubted_at = doubted_at - interval '61 minutes'");
    scene.run("send", minute(6));

    assertThat(scene.db().value("SELECT state FROM mail")).isEqualTo("SENT");
  }

  private static void answers(int code, String json) {
    status = code;
    events = json;
  }
}
