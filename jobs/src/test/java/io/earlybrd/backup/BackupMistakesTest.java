package io.earlybrd.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.BackupSettings;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.scene.Scene;
import io.earlybrd.storage.StorageProblem;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator has set wrong, or what has run full, is a line that says what to do. */
class BackupMistakesTest {
  @RegisterExtension static final Scene scene = new Scene();

  @TempDir private Path folder;

  @Test
  void without_pg_dump_the_package_is_named() {
    assertFails(
        settings(null, folder),
        "step dump: Backups need pg_dump and pg_restore of PostgreSQL 15, the server's version",
        "there are none in " + folder,
        "postgresql-client-15",
        "EARLYBRD_PG_BIN");
  }

  @Test
  void tools_of_another_major_version_are_refused_by_both_versions() throws IOException {
    program("pg_dump", "echo 'pg_dump (PostgreSQL) 17.2'");
    program("pg_restore", "echo 'pg_restore (PostgreSQL) 17.2'");

    assertFails(settings(null, folder), "PostgreSQL 15", "pg_dump is of PostgreSQL 17");
  }

  @Test
  void what_pg_dump_says_is_told() throws IOException {
    tools(
        "echo 'pg_dump: error: query failed: ERROR:  permission denied for table mail' >&2; exit 1",
        "exit 1");

    assertFails(
        settings(null, folder), "step dump: pg_dump failed: permission denied for table mail");
  }

  @Test
  void a_database_that_is_full_while_restoring_is_told_and_nothing_is_left() throws IOException {
    tools(
        "exec /usr/lib/postgresql/15/bin/pg_dump \"$@\"",
        """
        head -c 1000 >/dev/null
        echo 'pg_restore: error: could not execute query: ERROR:  could not extend file "base/1/2": No space left on device' >&2
        exit 1
        """);

    assertFails(
        settings(null, folder),
        "step restore: pg_restore failed: could not extend file",
        "No space left on device");
  }

  @Test
  void a_disk_that_is_full_while_dumping_is_told() {
    var files = new WorkFiles(folder);

    assertThatThrownBy(
            () ->
                files.write(
                    files.dump("a"),
                    out -> {
                      // A real one: the kernel's own answer.
                      try (var full = new FileOutputStream("/dev/full")) {
                        full.write(1);
                      }
                    }))
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("The disk is full")
        .hasMessageContaining("a.dump")
        .hasMessageContaining("No space left on device");
  }

  @Test
  void a_user_who_may_not_make_databases_is_told_of_both_ways_out() {
    var owner = String.valueOf(scene.database().username());
    scene.db().sql("CREATE ROLE poor LOGIN PASSWORD 'poor' IN ROLE \"" + owner + "\"");
    var poor = new Config.Datasource(scene.database().url(), "poor", "poor");

    assertThatThrownBy(() -> new Scratch(poor, BackupSettings.NONE).make("20261129T020000Z-abcdef"))
        .hasMessageContaining("may not make the database")
        .hasMessageContaining("CREATEDB")
        .hasMessageContaining("EARLYBRD_BACKUP_SCRATCH_URL");
    scene.db().sql("DROP ROLE poor");
  }

  @Test
  void a_scratch_database_that_is_not_empty_is_refused_and_kept() throws SQLException {
    var other = TestDatabases.fresh();

    assertFails(settings(other.url(), null), "step restore: ", "must be empty, and has");

    assertThat(count(other, "setting")).isPositive();
  }

  @Test
  void our_own_database_is_no_scratch_database() {
    assertFails(
        settings(scene.database().url(), null),
        "step restore: EARLYBRD_BACKUP_SCRATCH_URL is this database itself");
  }

  @Test
  void an_empty_scratch_database_is_used_and_emptied_each_time() throws SQLException {
    var empty = TestDatabases.empty();
    try (var process = BackupProcess.of(scene, settings(empty.url(), null))) {
      for (int night = 0; night < 2; night++) {
        var launch = process.run();

        assertThat(process.error(launch)).isEmpty();
        assertThat(launch.status()).isEqualTo("DONE");
        assertThat(count(empty, "pg_class WHERE relnamespace = 'public'::regnamespace")).isZero();
        assertThat(count(empty, "pg_proc WHERE pronamespace = 'public'::regnamespace")).isZero();
        assertThat(count(empty, "pg_ts_dict WHERE dictnamespace = 'public'::regnamespace"))
            .isZero();
      }
    }
  }

  private static long count(Config.Datasource database, String from) throws SQLException {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT count(*) FROM " + from)) {
      row.next();
      return row.getLong(1);
    }
  }

  private static BackupSettings settings(@Nullable String scratch, @Nullable Path tools) {
    return new BackupSettings(null, null, null, "", null, null, scratch, tools);
  }

  private void assertFails(BackupSettings settings, String... says) {
    try (var process = BackupProcess.of(scene, settings)) {
      var failed = process.run();

      assertThat(failed.status()).isEqualTo("FAILED");
      assertThat(process.error(failed)).contains(says);
      assertThat(List.of(String.valueOf(process.error(failed)).split("\n"))).hasSize(1);
      assertThat(process.leftovers()).isEmpty();
    }
  }

  /** Programs of the right version. */
  private void tools(String dump, String restore) throws IOException {
    var version = "if [ \"$1\" = --version ]; then echo 'pg (PostgreSQL) 15.1'; exit; fi\n";
    program("pg_dump", version + dump);
    program("pg_restore", version + restore);
  }

  private void program(String name, String script) throws IOException {
    var file = Files.writeString(folder.resolve(name), "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }
}
