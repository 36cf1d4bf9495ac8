package io.earlybrd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** RFC 8058: what a mail program sends when somebody clicks its own “Unsubscribe”. */
class OneClickTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension
  @Order(1)
  static final Scene scene = new Scene();

  @RegisterExtension
  @Order(2)
  static final Served served = new Served(scene);

  @Test
  void one_click_as_a_form_unsubscribes() throws IOException {
    assertUnsubscribed(clicked("application/x-www-form-urlencoded", "List-Unsubscribe=One-Click"));
  }

  @Test
  void one_click_as_multipart_unsubscribes() throws IOException {
    assertUnsubscribed(
        clicked(
            "multipart/form-data; boundary=ab",
            "--ab\r\n"
                + "Content-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\n"
                + "One-Click\r\n--ab--\r\n"));
  }

  private static String clicked(String type, String body) throws IOException {
    scene.importSubscribers(Person.both(ANN, "java"));
    try (var socket = new Socket("127.0.0.1", served.port())) {
      socket.setSoTimeout(10_000);
      var request =
          """
          POST %s HTTP/1.1
          Host: alerts.earlybrd.example
          Content-Type: %s
          Content-Length: %d
          Connection: close

          """
              .formatted(served.page(ANN), type, body.length())
              .replace("\n", "\r\n");
      socket.getOutputStream().write((request + body).getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void assertUnsubscribed(String answer) {
    assertThat(answer).startsWith("HTTP/1.1 200").doesNotContain("Set-Cookie", "Location:");
    assertThat(scene.db().column("SELECT reason FROM suppression")).containsExactly("unsubscribe");
    assertThat(scene.db().count("subscriber WHERE suppressed_at IS NOT NULL")).isEqualTo(1);
  }
}
