package io.earlybrd.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was checked is what is connected to. */
class PinningTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole";

  /** Only this one may be reached; all other loopback addresses stand for private ones. */
  private static final String PUBLIC = "127.0.0.1";

  private static final String PRIVATE = "127.0.0.2";

  private static Fetched fetch(Routes.Resolver names, SSLSocketFactory tls, String url) {
    var settings =
        new Config.Fetch(List.of(PUBLIC), 4, 4, Duration.ZERO, Duration.ofSeconds(10), 1_000);
    try (var fetcher =
        new Fetcher(
            settings,
            new Routes(AddressGuard.allowing(settings.allow()), names),
            URI.create("https://alerts.example.com"),
            Turns.NONE,
            Clock.systemUTC(),
            () -> tls)) {
      return Loopback.fetch(fetcher, URI.create(url), null, null);
    }
  }

  private static Fetched fetch(Routes.Resolver names, String url) {
    return fetch(names, (SSLSocketFactory) SSLSocketFactory.getDefault(), url);
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    var addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }

  @Test
  void a_name_that_changes_its_address_after_the_check_fools_nobody() throws IOException {
    var asked = new AtomicInteger();
    try (var inside = RawServer.on(PRIVATE, (in, out) -> RawServer.write(out, OK));
        var outside = RawServer.on(PUBLIC, (in, out) -> RawServer.write(out, OK))) {
      Routes.Resolver rebinding =
          name -> addresses(asked.getAndIncrement() == 0 ? PUBLIC : PRIVATE);

      var fetched = fetch(rebinding, "http://board.example:" + outside.port() + "/");

      assertThat(fetched).isInstanceOf(Fetched.Document.class);
      assertThat(asked).hasValue(1);
      assertThat(inside.connections).hasValue(0);
    }
  }

  @Test
  void one_private_address_among_public_ones_is_enough_to_refuse() throws IOException {
    try (var outside = RawServer.on(PUBLIC, (in, out) -> RawServer.write(out, OK))) {
      var fetched =
          fetch(name -> addresses(PUBLIC, PRIVATE), "http://board.example:" + outside.port() + "/");

      assertThat(((Fetched.Refused) fetched).message()).contains("is at " + PRIVATE);
      assertThat(outside.connections).hasValue(0);
    }
  }

  @Test
  void a_name_of_the_metadata_service_is_where_it_leads() {
    var fetched = fetch(name -> addresses("169.254.169.254"), "http://metadata.google.internal/x");

    assertThat(((Fetched.Refused) fetched).message()).contains("not a public address");
  }

  @Test
  void the_next_address_is_tried_where_one_does_not_answer() throws IOException {
    try (var second = RawServer.on(PUBLIC, (in, out) -> RawServer.write(out, OK))) {
      // Nobody listens at the first: IPv6 has a port of its own.
      var settings =
          new Config.Fetch(
              List.of(PUBLIC, "::1"), 4, 4, Duration.ZERO, Duration.ofSeconds(10), 1_000);
      try (var fetcher =
          new Fetcher(
              settings,
              new Routes(AddressGuard.allowing(settings.allow()), name -> addresses("::1", PUBLIC)),
              URI.create("https://alerts.example.com"),
              Turns.NONE,
              Clock.systemUTC(),
              () -> (SSLSocketFactory) SSLSocketFactory.getDefault())) {
        var url = URI.create("http://board.example:" + second.port() + "/");

        assertThat(Loopback.fetch(fetcher, url, null, null)).isInstanceOf(Fetched.Document.class);
      }
    }
  }

  @Test
  void a_certificate_is_asked_for_the_name_though_the_address_is_ours(@TempDir Path folder)
      throws Exception {
    var tls = tls(folder, "board.example");
    var listening =
        tls.getServerSocketFactory().createServerSocket(0, 20, InetAddress.getByName(PUBLIC));
    try (var server = new RawServer(listening, (in, out) -> RawServer.write(out, OK))) {
      Routes.Resolver names = name -> addresses(PUBLIC);

      assertThat(
              fetch(names, tls.getSocketFactory(), "https://board.example:" + server.port() + "/"))
          .isInstanceOf(Fetched.Document.class);
      assertThat(
              fetch(names, tls.getSocketFactory(), "https://other.example:" + server.port() + "/"))
          .isInstanceOfSatisfying(
              Fetched.Refused.class,
              refused ->
                  assertThat(refused.message()).contains("could not be connected to securely"));
    }
  }

  /** Serves, and trusts, one certificate for one name. */
  private static SSLContext tls(Path folder, String name)
      throws IOException, GeneralSecurityException, InterruptedException {
    var file = folder.resolve("tls.p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "tls",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                "changeit")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start()
            .waitFor();
    assertThat(made).isZero();
    var store = KeyStore.getInstance("PKCS12");
    try (var in = Files.newInputStream(file)) {
      store.load(in, "changeit".toCharArray());
    }
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
