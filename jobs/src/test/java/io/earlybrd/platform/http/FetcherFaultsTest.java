package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What servers do that is not HTTP as it is meant: each has a line that says so. */
@Timeout(30)
class FetcherFaultsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";

  private final Fetcher fetcher = Loopback.fetcher(Duration.ofSeconds(10), 100_000);

  private Fetched fetch(URI url) {
    return Loopback.fetch(fetcher, url, null, null);
  }

  private String refusal(String answer) throws IOException {
    try (var server = RawServer.saying(answer)) {
      return refusal(server);
    }
  }

  private String refusal(RawServer server) {
    var fetched = fetch(server.url());
    assertThat(fetched).isInstanceOf(Fetched.Refused.class);
    var message = ((Fetched.Refused) fetched).message();
    assertThat(message).startsWith(server.url() + " ").doesNotContain("\n");
    return message;
  }

  private String document(String answer) throws IOException {
    try (var server = RawServer.saying(answer)) {
      var fetched = fetch(server.url());
      assertThat(fetched).isInstanceOf(Fetched.Document.class);
      return new String(((Fetched.Document) fetched).body(), StandardCharsets.ISO_8859_1);
    }
  }

  @Test
  void a_length_that_is_not_reached_is_a_document_that_broke_off() throws IOException {
    assertThat(refusal(OK + "Content-Length: 20\r\n\r\nhalf of it"))
        .contains("broke off before its end");
  }

  @Test
  void more_than_the_announced_length_is_no_whole_document() throws IOException {
    assertThat(refusal(OK + "Content-Length: 4\r\n\r\nhalf of it"))
        .contains("sent more than the length that it announced");
  }

  @Test
  void a_line_end_after_the_document_does_no_harm() throws IOException {
    assertThat(document(OK + "Content-Length: 5\r\n\r\nwhole\r\n")).isEqualTo("whole");
  }

  @Test
  void chunks_that_are_none_are_a_document_that_broke_off() throws IOException {
    assertThat(refusal(OK + "Transfer-Encoding: chunked\r\n\r\nnot a length\r\nhello\r\n"))
        .contains("broke off before its end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Content-Length: many", "Content-Length: -7"})
  void a_length_that_is_none_is_not_guessed_at(String header) throws IOException {
    assertThat(refusal(OK + header + "\r\n\r\nhello")).contains("did not answer in HTTP");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "220 mail.example.com ESMTP\r\n250 go on\r\n",
        "SSH-2.0-OpenSSH_9.6\r\n",
        "<html><body>Hello</body></html>\n",
        "HTTP/1.1 yes\r\n\r\n",
        "\u0015\u0003\u0001\u0000\u0002\u0002P\n"
      })
  void what_is_not_http_is_said_to_be_so(String garbage) throws IOException {
    assertThat(refusal(garbage)).contains("did not answer in HTTP");
  }

  @Test
  void a_server_that_hangs_up_is_said_to_do_so() throws IOException {
    assertThat(refusal("")).contains("hung up without an answer");
  }

  @Test
  void a_head_that_does_not_end_is_refused_and_not_kept() throws IOException {
    try (var server =
        RawServer.on(
            "127.0.0.1",
            (in, out) -> {
              RawServer.write(out, OK);
              while (true) {
                RawServer.write(out, "X-More: and more\r\n");
              }
            })) {
      assertThat(refusal(server)).contains("did not come to an end with its headers");
    }
  }

  @Test
  void a_header_line_that_does_not_end_is_refused_and_not_kept() throws IOException {
    try (var server =
        RawServer.on(
            "127.0.0.1",
            (in, out) -> {
              RawServer.write(out, OK + "X-Long: ");
              while (true) {
                RawServer.write(out, "and more ".repeat(1_000));
              }
            })) {
      assertThat(refusal(server)).contains("did not come to an end with its headers");
    }
  }

  @Test
  void interim_answers_are_passed_over() throws IOException {
    assertThat(
            document(
                "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
                    + OK
                    + "Content-Length: 5\r\n\r\nwhole"))
        .isEqualTo("whole");
  }

  @Test
  void an_answer_that_is_only_announced_again_and_again_is_refused() throws IOException {
    assertThat(refusal("HTTP/1.1 102 Processing\r\n\r\n".repeat(50)))
        .contains("goes on announcing its answer");
  }

  @Test
  void sloppy_headers_are_read_over() throws IOException {
    assertThat(document("HTTP/1.0 200\nno header at all\nContent-Type : text/html\n\nwhole"))
        .isEqualTo("whole");
  }

  @Test
  void an_endless_body_is_cut_at_the_longest_that_is_let_in() throws IOException {
    try (var server =
        RawServer.on(
            "127.0.0.1",
            (in, out) -> {
              RawServer.write(out, OK + "\r\n");
              while (true) {
                RawServer.write(out, "more and more ".repeat(1_000));
              }
            })) {
      assertThat(refusal(server)).contains("is longer than", "EARLYBRD_FETCH_MAX");
    }
  }

  @Test
  void a_bad_answer_is_not_waited_for_to_its_end() throws IOException {
    try (var server =
        RawServer.on(
            "127.0.0.1",
            (in, out) -> {
              RawServer.write(out, "HTTP/1.1 500 Oops\r\nContent-Length: 1000\r\n\r\nno");
              Thread.sleep(20_000);
            })) {
      long begun = System.nanoTime();
      assertThat(refusal(server)).contains("answered 500");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
    }
  }

  @Test
  void a_kept_connection_that_the_server_has_closed_is_replaced() throws IOException {
    try (var server = RawServer.saying(OK + "Content-Length: 5\r\n\r\nwhole")) {
      fetch(server.url());

      assertThat(fetch(server.url())).isInstanceOf(Fetched.Document.class);
      assertThat(server.connections).hasValue(2);
    }
  }

  @Test
  void an_address_that_takes_no_connection_is_given_up_at_the_timeout() throws IOException {
    // A full queue: the system answers no further attempt.
    try (var full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        var first = new java.net.Socket("127.0.0.1", full.getLocalPort());
        var second = new java.net.Socket("127.0.0.1", full.getLocalPort())) {
      assertThat(first.isConnected() && second.isConnected()).isTrue();
      var hasty = Loopback.fetcher(Duration.ofMillis(500), 1_000);
      long begun = System.nanoTime();
      var url = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");

      var fetched = (Fetched.Refused) Loopback.fetch(hasty, url, null, null);

      assertThat(fetched.message()).contains("did not answer in full within");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(4));
    }
  }
}
