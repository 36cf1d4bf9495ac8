package io.earlybrd.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The command {@code serve}, as a process. */
@Execution(ExecutionMode.CONCURRENT)
class ServeTest {
  private static final Pattern SERVING = Pattern.compile("serving on port ([0-9]+)");

  @TempDir private Path home;

  private Process serve(Config.Datasource database, String port) throws IOException {
    var builder =
        new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "io.earlybrd.cli.Main",
                "serve"));
    builder
        .environment()
        .putAll(
            Map.of(
                "EARLYBRD_HOME", home.toString(),
                "EARLYBRD_SECRET", "0123456789abcdef0123456789abcdef",
                "SERVER_PORT", port,
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", String.valueOf(database.username()),
                "SPRING_DATASOURCE_PASSWORD", String.valueOf(database.password())));
    return builder.redirectErrorStream(true).redirectOutput(said().toFile()).start();
  }

  private Path said() {
    return home.resolve("said.log");
  }

  /** Of a server that has begun to serve. */
  private int port(Process server) throws IOException, InterruptedException {
    for (int i = 0; i < 1_200 && server.isAlive(); i++) {
      var line = SERVING.matcher(Files.readString(said()));
      if (line.find()) {
        return Integer.parseInt(line.group(1));
      }
      Thread.sleep(50);
    }
    throw new AssertionError(Files.readString(said()));
  }

  private int end(Process server) throws InterruptedException {
    if (!server.waitFor(60, TimeUnit.SECONDS)) {
      server.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    return server.exitValue();
  }

  @Test
  void a_server_that_is_stopped_has_done_its_work_and_logged_no_token() throws Exception {
    var server = serve(TestDatabases.fresh(), "0");
    int port = port(server);
    try (var client = HttpClient.newHttpClient()) {
      for (var path : List.of("/u/A-SECRET", "/u/A-SECRET/", "/m/A-SECRET?page=x", "/A-SECRET")) {
        var uri = URI.create("http://127.0.0.1:" + port + path);
        var answer = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(404);
      }
    }

    server.destroy();

    assertThat(end(server)).isZero();
    assertThat(Files.readString(said()))
        .isEqualTo(
            "earlybrd: serving on port %d; links in mails lead to http://localhost:8080%n"
                .formatted(port));
  }

  @Test
  void a_database_that_is_behind_is_one_line_and_a_mistake_of_usage() throws Exception {
    var server = serve(TestDatabases.empty(), "0");

    assertThat(end(server)).isEqualTo(2);
    assertThat(Files.readString(said())).hasLineCount(1).contains("./earlybrd migrate");
  }

  @Test
  void a_port_that_is_taken_is_one_line_and_a_mistake_of_usage() throws Exception {
    try (var taken = new java.net.ServerSocket(0)) {
      var server = serve(TestDatabases.fresh(), String.valueOf(taken.getLocalPort()));

      assertThat(end(server)).isEqualTo(2);
      assertThat(Files.readString(said())).hasLineCount(1).contains("is in use");
    }
  }

  @Test
  void a_port_that_is_none_is_a_mistake_that_names_the_variable() throws Exception {
    var server = serve(TestDatabases.fresh(), "many");

    assertThat(end(server)).isEqualTo(2);
    assertThat(Files.readString(said())).hasLineCount(1).contains("SERVER_PORT");
  }
}
