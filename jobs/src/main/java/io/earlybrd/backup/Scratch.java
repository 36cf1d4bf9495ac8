package io.earlybrd.backup;

import io.earlybrd.platform.BackupSettings;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Identity;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The database that a backup is restored in to see that it can be: made beside ours for each
 * backup, or always the same one, which must be empty and is emptied afterwards.
 *
 * <p>A made one is known by the backup's name in its own, the other by a table that we leave in it
 * while it is ours to empty: nothing else is ever dropped.
 */
final class Scratch {
  static final String MARKER = "earlybrd_scratch";

  private static final String PREFIX = "earlybrd_scratch_";
  private static final String MAY_NOT = "42501";

  private final Config.Datasource ours;
  private final @Nullable String url;

  Scratch(Config.Datasource ours, BackupSettings settings) {
    this.ours = ours;
    this.url = settings.scratchUrl();
  }

  /** An empty one for this backup. */
  Config.Datasource make(String id) throws SQLException {
    var target = datasource(id);
    if (url != null) {
      try (var connection = connect(target)) {
        occupy(connection, id);
      }
      return target;
    }
    try (var connection = connect(ours)) {
      drop(connection, name(id));
      execute(
          connection,
          "CREATE DATABASE " + name(id) + " TEMPLATE template0 " + encoding(connection));
    } catch (SQLException e) {
      if (MAY_NOT.equals(e.getSQLState())) {
        throw mayNot(e);
      }
      throw e;
    }
    return target;
  }

  private UserError mayNot(SQLException e) {
    return new UserError(
        "The database user may not make the database that a backup is restored in to check it (%s): ALTER ROLE … CREATEDB, or name an empty one in EARLYBRD_BACKUP_SCRATCH_URL"
            .formatted(String.valueOf(e.getMessage()).lines().findFirst().orElse("")));
  }

  /** As ours: what is no text in its encoding could not be restored. */
  private static String encoding(Connection connection) throws SQLException {
    var sql =
        """
        SELECT format('ENCODING %L LC_COLLATE %L LC_CTYPE %L', pg_encoding_to_char(encoding), datcollate, datctype)
        FROM pg_database
        WHERE datname = current_database()
        """;
    return text(connection, sql);
  }

  Config.Datasource datasource(String id) {
    if (url != null) {
      boolean own = url.matches(".*[?&]user=.*");
      return new Config.Datasource(url, own ? null : ours.username(), own ? null : ours.password());
    }
    var address =
        ours.url().replaceFirst("^(jdbc:postgresql:(?://[^/?]*/)?)[^?]*", "$1" + name(id));
    return new Config.Datasource(address, ours.username(), ours.password());
  }

  /** Whether the one of this backup is there. */
  boolean exists(String id) throws SQLException {
    if (url != null) {
      try (var connection = connect(datasource(id))) {
        return isMarked(connection) && text(connection, "SELECT id FROM " + MARKER).equals(id);
      }
    }
    try (var connection = connect(ours);
        var query = connection.prepareStatement("SELECT FROM pg_database WHERE datname = ?")) {
      query.setString(1, name(id));
      try (var rows = query.executeQuery()) {
        return rows.next();
      }
    }
  }

  /** Removes those of these backups that are there. */
  void remove(Set<String> ids) throws SQLException {
    if (url != null) {
      try (var connection = connect(datasource(""))) {
        if (isMarked(connection)) {
          empty(connection);
        }
      }
      return;
    }
    try (var connection = connect(ours)) {
      var names = ids.stream().map(Scratch::name).toList();
      var left = new ArrayList<String>();
      try (var statement = connection.createStatement();
          var rows =
              statement.executeQuery(
                  "SELECT datname FROM pg_database WHERE starts_with(datname, '" + PREFIX + "')")) {
        while (rows.next()) {
          left.add(rows.getString(1));
        }
      }
      left.retainAll(names);
      for (var name : left) {
        drop(connection, name);
      }
    }
  }

  private static String name(String id) {
    return PREFIX + id.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "_");
  }

  /** A restore that a killed process left behind may still be connected. */
  private static void drop(Connection connection, String name) throws SQLException {
    execute(connection, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  private void occupy(Connection connection, String id) throws SQLException {
    if (identity(connection).equals(identityOfOurs())) {
      throw new UserError(
          "EARLYBRD_BACKUP_SCRATCH_URL is this database itself: name an empty one, which is"
              + " emptied again after each backup");
    }
    if (isMarked(connection)) {
      empty(connection);
    }
    long tables =
        Long.parseLong(
            text(
                connection,
                """
                SELECT count(*)
                FROM pg_class c
                JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S')
                  AND n.nspname NOT IN ('pg_catalog', 'information_schema')
                  AND n.nspname NOT LIKE 'pg\\_toast%'
                """));
    if (tables > 0) {
      throw new UserError(
          "The database of EARLYBRD_BACKUP_SCRATCH_URL must be empty, and has %d tables: it would be emptied after each backup"
              .formatted(tables));
    }
    execute(connection, "CREATE TABLE " + MARKER + " AS SELECT '" + id + "'::text AS id");
  }

  private String identityOfOurs() throws SQLException {
    try (var connection = connect(ours)) {
      return identity(connection);
    }
  }

  private static String identity(Connection connection) throws SQLException {
    return text(connection, "SELECT " + Identity.SQL);
  }

  private static boolean isMarked(Connection connection) throws SQLException {
    return text(connection, "SELECT to_regclass('public." + MARKER + "') IS NOT NULL").equals("t");
  }

  /** Takes away all that is in schema {@code public}, in one transaction, marks and all. */
  static void empty(Connection connection) throws SQLException {
    execute(
        connection,
        """
        DO $$
        DECLARE
          command text;
        BEGIN
          -- All names first: an object that went with another has none any more.
          FOREACH command IN ARRAY ARRAY(
            SELECT format('DROP %s IF EXISTS %s CASCADE', o.type, o.identity)
            FROM pg_depend d
            CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, d.objsubid) AS o
            WHERE d.refclassid = 'pg_namespace'::regclass
              AND d.refobjid = 'public'::regnamespace
              AND d.classid <> 'pg_default_acl'::regclass
              AND NOT EXISTS (
                SELECT FROM pg_depend e
                WHERE e.classid = d.classid
                  AND e.objid = d.objid
                  AND e.deptype = 'e'))
          LOOP
            EXECUTE command;
          END LOOP;
        END $$
        """);
  }

  static Connection connect(Config.Datasource database) throws SQLException {
    return connect(database, "earlybrd backup");
  }

  /**
   * @param application the name that PostgreSQL shows
   */
  static Connection connect(Config.Datasource database, String application) throws SQLException {
    var properties = new Properties();
    if (database.username() != null) {
      properties.setProperty("user", database.username());
    }
    if (database.password() != null) {
      properties.setProperty("password", database.password());
    }
    properties.setProperty("ApplicationName", application);
    return DriverManager.getConnection(database.url(), properties);
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String text(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }
}
