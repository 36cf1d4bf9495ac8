package io.earlybrd.platform.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedPostgresTest {

  @TempDir Path folder;

  @Test
  void two_processes_that_open_a_new_home_at_once_share_one_server() {
    try (var one = Guest.in(folder);
        var other = Guest.in(folder)) {
      var url = one.says();

      assertThat(url).isNotNull().isEqualTo(other.says());
    } finally {
      leave(folder);
    }
  }

  @Test
  void the_last_one_out_stops_the_server() throws Exception {
    var home = TestHomes.migrated();
    try (var first = Guest.in(home);
        var last = Guest.in(home)) {
      first.says();
      last.says();

      first.leave();
      assertThat(server(home).isAlive()).isTrue();
      last.leave();
      assertThat(PidFile.read(data(home))).isNull();
    }
  }

  @Test
  void a_server_outlives_the_process_that_started_it_and_was_killed() throws Exception {
    var home = TestHomes.migrated();
    try (var starter = Guest.in(home)) {
      starter.says();
      try (var postgres = open(home);
          var connection = TestDatabases.connect(postgres.datasource())) {
        starter.kill();

        assertThat(connection.isValid(5)).isTrue();
      }
      assertThat(PidFile.read(data(home))).isNull();
    }
  }

  @Test
  void the_server_of_a_killed_process_is_found_by_the_next() {
    var home = TestHomes.migrated();
    try (var starter = Guest.in(home)) {
      var url = starter.says();
      starter.kill();

      try (var postgres = open(home)) {
        assertThat(postgres.datasource().url()).isEqualTo(url);
      }
    }
  }

  @Test
  void a_server_that_was_killed_comes_back_with_what_was_committed() throws Exception {
    var home = TestHomes.migrated();
    try (var before = open(home)) {
      execute(before.datasource(), "CREATE TABLE kept AS SELECT 42 AS answer");
      kill(server(home).pid());

      try (var after = open(home)) {
        assertThat(number(after.datasource(), "SELECT answer FROM kept")).isEqualTo(42);
        assertThat(after.datasource().url()).isEqualTo(before.datasource().url());
      }
    }
  }

  @Test
  void a_database_that_was_half_made_is_made_anew() throws Exception {
    var home = TestHomes.empty();
    try (var killed = Guest.in(home)) {
      while (!Files.exists(home.resolve("pg")) || !someUnfinished(home)) {
        Thread.sleep(1);
      }
      killed.kill();
    }
    try (var postgres = open(home)) {
      assertThat(number(postgres.datasource(), "SELECT 1")).isEqualTo(1);
    }
  }

  @Test
  void one_process_may_open_it_several_times() throws Exception {
    var home = TestHomes.migrated();
    var first = open(home);
    var second = open(home);

    first.close();
    first.close();
    assertThat(number(second.datasource(), "SELECT 1")).isEqualTo(1);
    second.close();
    assertThat(PidFile.read(data(home))).isNull();
  }

  @Test
  void a_process_that_took_the_number_of_a_dead_server_is_not_taken_for_it() throws Exception {
    var home = TestHomes.migrated();
    var stranger = new ProcessBuilder("sleep", "60").start();
    try {
      Files.writeString(
          data(home).resolve("postmaster.pid"),
          stranger.pid() + "\n" + data(home) + "\n0\n1\n\n127.0.0.1\n0 0\nready   \n");

      try (var postgres = open(home)) {
        assertThat(number(postgres.datasource(), "SELECT 1")).isEqualTo(1);
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void the_server_keeps_no_stream_of_the_process_that_started_it() throws Exception {
    var home = TestHomes.migrated();
    try (var starter = Guest.thatHaltsIn(home)) {
      assertThat(starter.says()).isNotNull();
      assertThat(starter.says()).isNull();
      assertThat(server(home).isAlive()).isTrue();
    } finally {
      leave(home);
    }
  }

  @Test
  void the_server_is_out_of_reach_of_the_terminals_signals() throws Exception {
    var home = TestHomes.migrated();
    try (var postgres = open(home)) {
      var pid = server(home).pid();
      var stat = Files.readString(Path.of("/proc/" + pid + "/stat")).split("\\) ")[1].split(" ");

      assertThat(stat[3]).as("session of %s", postgres).isEqualTo(Long.toString(pid));
    }
  }

  @Test
  void only_the_holder_of_the_password_gets_in() throws Exception {
    var home = TestHomes.migrated();
    try (var postgres = open(home)) {
      assertThatThrownBy(
              () ->
                  DriverManager.getConnection(
                      postgres.datasource().url(), postgres.datasource().username(), "guess"))
          .isInstanceOf(SQLException.class);
      assertThat(Files.getPosixFilePermissions(home.resolve("pg/password")))
          .hasToString("[OWNER_READ, OWNER_WRITE]");
    }
  }

  @Test
  void a_guest_of_the_last_one_out_does_not_keep_the_server_up() throws Exception {
    var home = TestHomes.migrated();
    var postgres = open(home);
    try (var guest = TestDatabases.connect(postgres.datasource())) {
      postgres.close();

      assertThat(PidFile.read(data(home))).isNull();
      assertThat(guest.isValid(5)).isFalse();
    }
  }

  private static EmbeddedPostgres open(Path home) {
    return EmbeddedPostgres.open(home, line -> {});
  }

  /** Stops a server that a test left running. */
  private static void leave(Path home) {
    open(home).close();
  }

  private static Path data(Path home) {
    return home.resolve("pg/data");
  }

  private static PidFile server(Path home) throws Exception {
    return Objects.requireNonNull(PidFile.read(data(home)));
  }

  private static boolean someUnfinished(Path home) throws Exception {
    try (var files = Files.newDirectoryStream(home.resolve("pg"), "initdb-*")) {
      for (var file : files) {
        if (Files.exists(file.resolve("PG_VERSION"))) {
          return true;
        }
      }
      return false;
    }
  }

  private static void kill(long pid) throws Exception {
    new ProcessBuilder("/bin/sh", "-c", "kill -9 " + pid).start().waitFor();
    @Nullable ProcessHandle killed = ProcessHandle.of(pid).orElse(null);
    if (killed != null) {
      killed.onExit().get(10, TimeUnit.SECONDS);
    }
  }

  private static void execute(Config.Datasource database, String sql) throws SQLException {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int number(Config.Datasource database, String sql) throws SQLException {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getInt(1);
    }
  }
}
