package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * Databases for tests, each one empty, migrated, and its own master, on one server for the whole
 * test process: a container where Docker answers, else the embedded PostgreSQL. They go with the
 * process.
 *
 * <p>Safe for use by several threads.
 */
@NullMarked
public final class TestDatabases {
  private TestDatabases() {}

  private static final String TEMPLATE = "template_migrated";
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** Made ahead, since copying takes a tenth of a second. */
  private static @Nullable CompletableFuture<Config.Datasource> next;

  /** A new database, which nobody else uses. */
  public static Config.Datasource fresh() {
    CompletableFuture<Config.Datasource> taken;
    synchronized (TestDatabases.class) {
      taken = next == null ? CompletableFuture.supplyAsync(TestDatabases::copied) : next;
      next = CompletableFuture.supplyAsync(TestDatabases::copied);
    }
    return taken.join();
  }

  /** A new database without tables. */
  public static Config.Datasource empty() {
    return created("template0");
  }

  /** A connection that the caller closes. */
  public static Connection connect(Config.Datasource database) throws SQLException {
    return DriverManager.getConnection(database.url(), database.username(), database.password());
  }

  /** For good, whoever is connected. */
  public static void drop(Config.Datasource database) {
    execute(
        Server.ADMIN,
        "DROP DATABASE %s WITH (FORCE)".formatted(database.url().replaceAll(".*/|\\?.*", "")));
  }

  private static Config.Datasource copied() {
    var database = created(TEMPLATE);
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      // Else it would be known as a copy, which mails nobody.
      statement.execute("DELETE FROM setting WHERE key = 'identity'");
      Schema.storeIdentity(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return database;
  }

  private static Config.Datasource created(String template) {
    var name = "test_" + COUNT.incrementAndGet();
    // Without fsync, copying the files is twice as fast as logging their pages.
    execute(
        Server.ADMIN,
        "CREATE DATABASE %s TEMPLATE %s STRATEGY FILE_COPY".formatted(name, template));
    return named(Server.ADMIN, name);
  }

  private static void execute(Config.Datasource database, String sql) {
    try (var connection = connect(database);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  private static Config.Datasource named(Config.Datasource admin, String database) {
    var url = admin.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + database);
    return new Config.Datasource(url, admin.username(), admin.password());
  }

  /** Started when first needed; its class initialiser is what threads wait for. */
  private static final class Server {
    static final Config.Datasource ADMIN = dockerAnswers() ? container() : embedded();

    private static Config.Datasource container() {
      @SuppressWarnings("resource") // Testcontainers removes it with the process.
      var container =
          new PostgreSQLContainer("postgres:15-alpine")
              .withCommand("postgres", "-c", "fsync=off", "-c", "max_connections=200");
      container.start();
      var admin =
          new Config.Datasource(
              container.getJdbcUrl(), container.getUsername(), container.getPassword());
      execute(admin, "CREATE DATABASE " + TEMPLATE);
      var template = named(admin, TEMPLATE);
      Schema.migrate(template.url(), template.username(), template.password(), line -> {});
      return admin;
    }

    private static Config.Datasource embedded() {
      var server =
          EmbeddedPostgres.open(
              TestHomes.migrated(), line -> {}, List.of("fsync=off", "max_connections=200"));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      var migrated = server.datasource();
      var admin = named(migrated, "template1");
      execute(admin, "ALTER DATABASE postgres RENAME TO " + TEMPLATE);
      return admin;
    }

    /** Looks for the socket first: asking Testcontainers is slow and loud where there is none. */
    private static boolean dockerAnswers() {
      return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
          && DockerClientFactory.instance().isDockerAvailable();
    }
  }
}
