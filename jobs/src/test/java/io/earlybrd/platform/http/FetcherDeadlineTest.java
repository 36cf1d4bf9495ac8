package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the other side does, a fetch ends. */
class FetcherDeadlineTest {
  private final Loopback server = new Loopback();
  private final Fetcher fetcher = Loopback.fetcher(Duration.ofSeconds(10), 100_000);
  private final Fetcher hasty = Loopback.fetcher(Duration.ofMillis(400), 100_000);

  @AfterEach
  void stop() {
    server.close();
  }

  private Fetched fetch(URI url) {
    return Loopback.fetch(fetcher, url, null, null);
  }

  private static String refusal(Fetched fetched) {
    assertThat(fetched).isInstanceOf(Fetched.Refused.class);
    return ((Fetched.Refused) fetched).message();
  }

  @Test
  void an_answer_that_does_not_come_is_cut_at_the_timeout() {
    var release = new CountDownLatch(1);
    var url =
        server.answers(
            "/slow",
            exchange -> {
              try {
                release.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    long begun = System.nanoTime();

    var message = refusal(Loopback.fetch(hasty, url, null, null));
    release.countDown();

    assertThat(message).contains("did not answer in full within");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void a_body_that_comes_in_drips_is_cut_at_the_timeout() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n";
    try (var dripping = new Dripping(head, "x")) {
      assertCutAtTimeout(dripping.url());
    }
  }

  @Test
  void headers_that_come_in_drips_are_cut_at_the_timeout() throws IOException {
    try (var dripping = new Dripping("HTTP/1.1 200 OK\r\nX-Long: ", "x")) {
      assertCutAtTimeout(dripping.url());
    }
  }

  private void assertCutAtTimeout(URI url) {
    long begun = System.nanoTime();
    assertThat(refusal(Loopback.fetch(hasty, url, null, null)))
        .contains("did not answer in full within");
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
  }

  @Test
  void a_connection_that_breaks_off_gives_no_document() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it";
    try (var broken = new Dripping(head, null)) {
      assertThat(refusal(fetch(broken.url()))).contains("broke off before its end");
    }
  }

  @Test
  void chunks_that_break_off_give_no_document() throws IOException {
    var head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n";
    try (var broken = new Dripping(head, null)) {
      assertThat(refusal(fetch(broken.url()))).contains("broke off before its end");
    }
  }

  @Test
  void what_is_not_http_is_refused() throws IOException {
    try (var other = new Dripping("220 mail.example.com ESMTP\r\n", null)) {
      assertThat(refusal(fetch(other.url()))).isNotBlank();
    }
  }

  @Test
  void cancelling_ends_what_is_under_way_and_what_comes_after() throws Exception {
    var asked = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var url =
        server.answers(
            "/slow",
            exchange -> {
              asked.countDown();
              try {
                release.await(20, TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    var fetch = CompletableFuture.supplyAsync(() -> fetch(url));
    assertThat(asked.await(5, TimeUnit.SECONDS)).isTrue();

    fetcher.cancelAll();

    assertThat(fetch.get(1, TimeUnit.SECONDS)).isEqualTo(new Fetched.Cancelled());
    assertThat(fetch(url)).isEqualTo(new Fetched.Cancelled());
    release.countDown();
  }

  /** Sends {@code head}, then {@code drip} every 20 ms for ever; without a drip it hangs up. */
  private static final class Dripping implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());

    Dripping(String head, String drip) throws IOException {
      Thread.startVirtualThread(() -> serve(head, drip));
    }

    URI url() {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }

    private void serve(String head, String drip) {
      while (!socket.isClosed()) {
        try (var client = socket.accept()) {
          client.getInputStream().read(new byte[4_096]);
          client.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          while (drip != null) {
            client.getOutputStream().write(drip.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            Thread.sleep(20);
          }
        } catch (IOException e) {
          // The client hung up, as it should.
        } catch (InterruptedException e) {
          return;
        }
      }
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
