package io.earlybrd.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoBoardsTest {
  @TempDir private Path home;

  record Answer(int status, @Nullable String type, @Nullable String etag, String body) {}

  @ParameterizedTest
  @CsvSource({
    "harbour-jobs.html, text/html; charset=utf-8",
    "werkbank.html, text/html; charset=utf-8",
    "far-and-wide.xml, application/rss+xml; charset=utf-8",
    "civic-work.xml, application/atom+xml; charset=utf-8",
    "fernweh-robotics.json, application/json",
    "gigwharf.json, application/json"
  })
  void each_board_is_served_with_its_type(String name, String type) throws IOException {
    try (var boards = DemoBoards.open(home)) {
      var answer = get(boards, name, null);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.type()).isEqualTo(type);
      assertThat(answer.body()).isEqualTo(Sample.text("v1/" + name));
    }
  }

  @Test
  void a_known_version_is_not_sent_again_until_it_changes() throws IOException {
    try (var boards = DemoBoards.open(home)) {
      var etag = get(boards, "werkbank.html", null).etag();
      assertThat(get(boards, "werkbank.html", etag).status()).isEqualTo(304);
      assertThat(get(boards, "werkbank.html", "\"other\", W/" + etag).status()).isEqualTo(304);

      boards.showSecondVersion();

      var second = get(boards, "werkbank.html", etag);
      assertThat(second.status()).isEqualTo(200);
      assertThat(second.body()).isEqualTo(Sample.text("v2/werkbank.html"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "robots.txt", "boards.yaml", "../v2/werkbank.html", "v2/werkbank.html"})
  void nothing_else_is_served(String path) throws IOException {
    try (var boards = DemoBoards.open(home)) {
      assertThat(get(boards, path, null).status()).isEqualTo(404);
    }
  }

  @Test
  void the_addresses_of_the_boards_stay_the_same() throws IOException {
    String first;
    try (var boards = DemoBoards.open(home.resolve("new"))) {
      first = boards.boardsYaml();
      assertThat(first).contains(boards.base() + "/werkbank.html").doesNotContain("{port}");
    }
    try (var boards = DemoBoards.open(home.resolve("new"))) {
      assertThat(boards.boardsYaml()).isEqualTo(first);
    }
  }

  @Test
  void a_port_that_is_taken_is_left_to_its_owner() throws IOException {
    try (var other = new ServerSocket(0, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
      Files.writeString(home.resolve("demo-port"), other.getLocalPort() + "\n");
      try (var boards = DemoBoards.open(home)) {
        assertThat(boards.base().getPort()).isNotEqualTo(other.getLocalPort());
        assertThat(get(boards, "gigwharf.json", null).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "-1", "80", "99999999999"})
  void a_spoilt_memory_is_no_obstacle(String content) throws IOException {
    Files.writeString(home.resolve("demo-port"), content);
    try (var boards = DemoBoards.open(home)) {
      assertThat(get(boards, "gigwharf.json", null).status()).isEqualTo(200);
    }
  }

  private static Answer get(DemoBoards boards, String path, @Nullable String etag)
      throws IOException {
    var url = boards.base().resolve("/").toURL();
    var connection = (HttpURLConnection) URI.create(url + path).toURL().openConnection();
    if (etag != null) {
      connection.setRequestProperty("If-None-Match", etag);
    }
    var status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      var text = body == null ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(
          status, connection.getContentType(), connection.getHeaderField("ETag"), text);
    }
  }
}
