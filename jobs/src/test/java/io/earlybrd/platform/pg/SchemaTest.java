package io.earlybrd.platform.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SchemaTest {

  private final List<String> progress = new ArrayList<>();

  @Test
  void the_version_is_the_newest_changes_number() throws Exception {
    var newest =
        TestHomes.changelog().stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith(".sql"))
            .reduce((a, b) -> b);

    assertThat(newest).get().asString().startsWith(Schema.VERSION + "-");
  }

  @Test
  void an_empty_database_gets_every_change_and_then_none() {
    var database = TestDatabases.empty();

    assertThat(migrate(database).changes())
        .startsWith("0001")
        .endsWith(Schema.VERSION)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(migrate(database).changes()).isEmpty();
  }

  @Test
  void a_migrated_database_knows_who_it_is() throws Exception {
    var database = TestDatabases.fresh();

    assertThat(text(database, "SELECT value FROM setting WHERE key = 'identity'"))
        .isEqualTo(
            text(
                database,
                """
                SELECT (SELECT system_identifier FROM pg_control_system()) || ':' || oid
                FROM pg_database
                WHERE datname = current_database()
                """));
  }

  @Test
  void the_identity_of_a_copy_is_left_as_it_was() throws Exception {
    var database = TestDatabases.fresh();
    execute(database, "UPDATE setting SET value = 'another' WHERE key = 'identity'");

    migrate(database);

    assertThat(text(database, "SELECT value FROM setting WHERE key = 'identity'"))
        .isEqualTo("another");
  }

  @Test
  void two_at_once_run_each_change_once() {
    var database = TestDatabases.empty();
    var other = CompletableFuture.supplyAsync(() -> migrate(database));
    var one = migrate(database);

    assertThat(Stream.of(one, other.join()).flatMap(m -> m.changes().stream()))
        .contains("0001", Schema.VERSION)
        .doesNotHaveDuplicates();
  }

  @Test
  void a_migrate_that_was_killed_is_finished_by_the_next() throws Exception {
    var database = TestDatabases.empty();
    try (var killed = Guest.thatMigrates(database)) {
      assertThat(killed.says()).startsWith("Change 0001");
      killed.kill();
    }
    assertThat(text(database, "SELECT locked FROM databasechangeloglock")).isEqualTo("t");

    assertThat(migrate(database).changes()).endsWith(Schema.VERSION);
    assertThat(progress).anyMatch(line -> line.contains("was killed: its lock is released"));
  }

  @Test
  void migrate_says_nothing_of_its_own() {
    try (var migrating = Guest.thatMigrates(TestDatabases.empty())) {
      var said = Stream.generate(migrating::says).takeWhile(line -> line != null).toList();

      assertThat(said).isNotEmpty().allMatch(line -> line.startsWith("Change 0"));
    }
  }

  @Test
  void a_wrong_password_is_the_users_mistake_and_is_not_repeated() {
    var database = TestDatabases.empty();

    assertThatThrownBy(() -> Schema.migrate(database.url(), "nobody", "pass-word", progress::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("nobody")
        .hasMessageNotContaining("pass-word");
  }

  @Test
  void a_database_that_cannot_be_reached_is_the_users_mistake() {
    assertThatThrownBy(
            () ->
                Schema.migrate(
                    "jdbc:postgresql://127.0.0.1:1/x?password=secret", "a", "b", progress::add))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("127.0.0.1:1/x")
        .hasMessageNotContaining("secret");
  }

  @Test
  void a_user_who_may_not_make_tables_is_the_users_mistake() throws Exception {
    var database = TestDatabases.empty();
    execute(database, "CREATE ROLE reader LOGIN PASSWORD 'reader'");
    try {
      assertThatThrownBy(() -> Schema.migrate(database.url(), "reader", "reader", progress::add))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("permission denied for schema public");
    } finally {
      execute(database, "DROP ROLE reader");
    }
  }

  private Schema.Migrated migrate(Config.Datasource database) {
    return Schema.migrate(database.url(), database.username(), database.password(), progress::add);
  }

  private static void execute(Config.Datasource database, String sql) throws SQLException {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Config.Datasource database, String sql) throws SQLException {
    try (var connection = TestDatabases.connect(database);
        var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }
}
