package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The database's schema: brings it up to this code's version.
 *
 * <p>Only {@code migrate} comes here, and what opens the embedded database. Jobs compare the
 * version with one query of their own and never load Liquibase.
 */
public final class Schema {
  private Schema() {}

  /** The number of the newest change in {@code db/changelog}. Numbers compare as text. */
  public static final String VERSION = "0012";

  private static final int OLDEST_SERVER = 15;

  /** A table that is there from the first to the last of a restore. */
  public static final String RESTORING = "restore_unfinished";

  /** "earlybrd" in ASCII: whoever holds this advisory lock migrates. */
  private static final long LOCK = 0x6561726c79627264L;

  /**
   * What {@link #migrate} did.
   *
   * @param changes the numbers of the changes that it ran, in order; empty: there was nothing to do
   */
  public record Migrated(List<String> changes) {}

  /**
   * Runs the changes that the database does not have yet. Any number of these may run at once: one
   * works, the others wait and then find nothing to do. One that was killed is made good by the
   * next. Where there is nothing to do, that costs one query.
   *
   * @param progress told in a line each what happens, or what is waited for
   * @throws UserError where the database cannot be reached or used: it holds no secret
   */
  public static Migrated migrate(
      String jdbcUrl, @Nullable String user, @Nullable String password, Consumer<String> progress) {
    return migrate(jdbcUrl, user, password, progress, false);
  }

  /** What {@code restore} calls when all is there but the end. */
  public static Migrated migrateRestored(Config.Datasource into, Consumer<String> progress) {
    return migrate(into.url(), into.username(), into.password(), progress, true);
  }

  private static Migrated migrate(
      String jdbcUrl,
      @Nullable String user,
      @Nullable String password,
      Consumer<String> progress,
      boolean restoring) {
    try (var connection = connect(jdbcUrl, user, password)) {
      requireServer(connection);
      if (!restoring) {
        requireWhole(connection);
      }
      if (isCurrent(connection)) {
        return new Migrated(List.of());
      }
      // Liquibase then works on this very connection: while it can change anything, the lock holds.
      lock(connection, progress);
      if (isCurrent(connection)) {
        return new Migrated(List.of());
      }
      Changes.releaseLockOfTheDead(connection, progress);
      var changes = Changes.run(connection, progress);
      storeIdentity(connection);
      return new Migrated(changes);
    } catch (SQLException e) {
      throw failed(jdbcUrl, e);
    }
  }

  private static Connection connect(
      String jdbcUrl, @Nullable String user, @Nullable String password) throws SQLException {
    var properties = new Properties();
    if (user != null) {
      properties.setProperty("user", user);
    }
    if (password != null) {
      properties.setProperty("password", password);
    }
    return DriverManager.getConnection(jdbcUrl, properties);
  }

  /** Else an empty service would look like one in order. */
  private static void requireWhole(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT to_regclass('public." + RESTORING + "')")) {
      row.next();
      if (row.getString(1) != null) {
        throw new UserError(
            "A restore into this database is under way, or did not come to its end. If none is,"
                + " make an empty database and restore again: ./earlybrd restore latest --into"
                + " JDBC_URL (docs/restore.md)");
      }
    }
  }

  private static void requireServer(Connection connection) throws SQLException {
    int version = connection.getMetaData().getDatabaseMajorVersion();
    if (version < OLDEST_SERVER) {
      throw new UserError(
          "The database server is PostgreSQL "
              + version
              + "; EarlyBrd needs "
              + OLDEST_SERVER
              + " or newer");
    }
  }

  /** Whether all changes ran and what comes after them was done, too. */
  private static boolean isCurrent(Connection connection) throws SQLException {
    var sql =
        """
        SELECT max(id) COLLATE "C" >= ?
               AND EXISTS (SELECT FROM setting WHERE key = 'identity')
        FROM databasechangelog
        """;
    try (var query = connection.prepareStatement(sql)) {
      query.setString(1, VERSION);
      try (var row = query.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    } catch (SQLException e) {
      if (SqlStates.UNDEFINED_TABLE.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static void lock(Connection connection, Consumer<String> progress) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var row = statement.executeQuery("SELECT pg_try_advisory_lock(" + LOCK + ")")) {
        if (row.next() && row.getBoolean(1)) {
          return;
        }
      }
      progress.accept("Another migrate is at work: waiting for it");
      statement.execute("SELECT pg_advisory_lock(" + LOCK + ")");
    }
  }

  /**
   * Stores which cluster and database this is, where nothing is stored: a copy of the database is
   * another one, and mails nobody.
   */
  static void storeIdentity(Connection connection) throws SQLException {
    var sql =
        """
        INSERT INTO setting (key, value)
        SELECT 'identity', system_identifier || ':' || oid
        FROM pg_control_system(), pg_database
        WHERE datname = current_database()
        ON CONFLICT DO NOTHING
        """;
    try (var statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static RuntimeException failed(String jdbcUrl, SQLException e) {
    int query = jdbcUrl.indexOf('?');
    var database = query < 0 ? jdbcUrl : jdbcUrl.substring(0, query);
    return SqlStates.isForTheUser(e)
        ? new UserError("The database " + database + " cannot be used: " + e.getMessage(), e)
        : new IllegalStateException("migrate failed on " + database + ": " + e.getMessage(), e);
  }
}
