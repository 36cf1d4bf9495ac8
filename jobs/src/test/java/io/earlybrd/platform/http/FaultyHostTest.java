package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hosts that do the same wrong to every question, robots.txt too: each fetch ends within its
 * timeouts, with a line that names the fault.
 */
@Timeout(60)
class FaultyHostTest {
  private static final Config.Datasource DATABASE = TestDatabases.fresh();
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final byte[] BOMB = bomb();

  private static byte[] bomb() {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[1 << 20]);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static RawServer.Script says(String answer) {
    return (in, out) -> RawServer.write(out, answer);
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments("error", says("HTTP/1.1 500 Oops\r\n\r\n"), "answered 500"),
        arguments(
            "too often", says("HTTP/1.1 429 Slow Down\r\nRetry-After: 60\r\n\r\n"), "answered 429"),
        arguments("hang", (RawServer.Script) (in, out) -> Thread.sleep(30_000), "within 2s"),
        arguments(
            "cut short",
            says("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\nhalf of it"),
            "broke off before its end"),
        arguments(
            "wrong length",
            says("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhalf of it"),
            "sent more than the length that it announced"),
        arguments(
            "redirect loop",
            says("HTTP/1.1 302 Found\r\nLocation: /again\r\n\r\n"),
            "more than 5 redirects"),
        arguments(
            "redirect inwards",
            says("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.7/\r\n\r\n"),
            "is not a public address"),
        arguments(
            "200 MB",
            (RawServer.Script)
                (in, out) -> {
                  RawServer.write(out, "HTTP/1.1 200 OK\r\nContent-Length: 209715200\r\n\r\n");
                  for (int i = 0; i < 200; i++) {
                    out.write(new byte[1 << 20]);
                  }
                },
            "is longer than"),
        arguments(
            "bomb",
            (RawServer.Script)
                (in, out) -> {
                  RawServer.write(
                      out,
                      "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
                          .formatted(BOMB.length));
                  out.write(BOMB);
                },
            "is longer than"),
        arguments("garbage", says("\u0001\u0002\u0003 what?\r\n\r\n"), "did not answer in HTTP"),
        arguments("silence", says(""), "hung up without an answer"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void each_fault_ends_in_time_with_its_line(String name, RawServer.Script fault, String line)
      throws IOException {
    try (var server = RawServer.on("127.0.0.1", fault);
        var process = new PoliteProcess(DATABASE, 1, Duration.ZERO, TIMEOUT)) {
      long begun = System.nanoTime();

      var fetched = process.fetch(URI.create(server.url() + "jobs"));

      assertThat(fetched).isInstanceOf(Fetched.Refused.class);
      assertThat(((Fetched.Refused) fetched).message()).contains(line).doesNotContain("\n");
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isLessThan(TIMEOUT.multipliedBy(2).plusSeconds(1));
    }
  }
}
