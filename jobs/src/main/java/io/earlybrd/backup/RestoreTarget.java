package io.earlybrd.backup;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Identity;
import io.earlybrd.platform.pg.Schema;
import java.sql.Connection;
import java.sql.SQLException;

/**
 * The database that a backup is restored into. While that is under way a table of ours marks it:
 * one that was killed leaves the mark behind, and nobody takes what it left for a whole database.
 */
final class RestoreTarget implements AutoCloseable {
  /** Also named where sending is resumed. */
  private static final String MARK = Schema.RESTORING;

  /** What is in the database, but for what belongs to PostgreSQL or to an extension. */
  private static final String THINGS =
      """
      SELECT t.name
      FROM (
        SELECT c.oid::regclass::text AS name, c.oid, 'pg_class'::regclass AS class, c.relnamespace AS namespace
        FROM pg_class c
        WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
        UNION ALL
        SELECT p.oid::regprocedure::text, p.oid, 'pg_proc'::regclass, p.pronamespace
        FROM pg_proc p
        UNION ALL
        SELECT y.oid::regtype::text, y.oid, 'pg_type'::regclass, y.typnamespace
        FROM pg_type y
        WHERE y.typtype IN ('d', 'e', 'r')
        UNION ALL
        SELECT x.oid::regconfig::text, x.oid, 'pg_ts_config'::regclass, x.cfgnamespace
        FROM pg_ts_config x
        UNION ALL
        SELECT x.oid::regdictionary::text, x.oid, 'pg_ts_dict'::regclass, x.dictnamespace
        FROM pg_ts_dict x
      ) t
      JOIN pg_namespace n ON n.oid = t.namespace
      WHERE n.nspname NOT LIKE 'pg\\_%'
        AND n.nspname <> 'information_schema'
        AND NOT EXISTS (
          SELECT FROM pg_depend d
          WHERE d.classid = t.class
            AND d.objid = t.oid
            AND d.deptype = 'e')
      ORDER BY t.name
      LIMIT 1
      """;

  private final Config.Datasource datasource;
  private final Connection connection;

  private RestoreTarget(Config.Datasource datasource, Connection connection) {
    this.datasource = datasource;
    this.connection = connection;
  }

  static RestoreTarget open(Config.Datasource datasource) throws SQLException {
    return new RestoreTarget(datasource, Scratch.connect(datasource, "earlybrd restore"));
  }

  int serverMajor() throws SQLException {
    return connection.getMetaData().getDatabaseMajorVersion();
  }

  /**
   * @param installation that was backed up
   */
  void requireEmpty(String installation) throws SQLException {
    try (var statement = connection.createStatement()) {
      try (var row = statement.executeQuery("SELECT to_regclass('public.%s')".formatted(MARK))) {
        row.next();
        if (row.getString(1) != null) {
          throw new UserError(unfinished());
        }
      }
      try (var rows = statement.executeQuery(THINGS)) {
        if (rows.next()) {
          throw new UserError(
              "%s is not empty (there is %s): a backup is restored into an empty database only. Make one (CREATE DATABASE) and name it in --into"
                  .formatted(name(), rows.getString("name")));
        }
      }
      try (var row = statement.executeQuery("SELECT " + Identity.SQL)) {
        row.next();
        if (installation.equals(row.getString(1))) {
          throw new UserError(
              "%s is the very database that was backed up, emptied: its jobs would go on at once. Make another (CREATE DATABASE) and name it in --into"
                  .formatted(name()));
        }
      }
    }
  }

  private String unfinished() throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT backup, begun_at::text FROM " + MARK)) {
      return "%s has what a restore of %s left behind that was begun %s and did not come to its end. Nothing is mailed from it. Drop that database, make it anew (DROP DATABASE, CREATE DATABASE), and restore again"
          .formatted(
              name(),
              row.next() ? row.getString(1) : "a backup",
              row.isAfterLast() ? "before" : row.getString(2));
    }
  }

  /** Address without what may be secret in it. */
  private String name() {
    int query = datasource.url().indexOf('?');
    return query < 0 ? datasource.url() : datasource.url().substring(0, query);
  }

  /** From now on it is known for what it is. */
  void mark(String backup) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE public.%s AS
          SELECT CAST('%s' AS text) AS backup, clock_timestamp() AS begun_at
          """
              .formatted(MARK, backup));
    }
  }

  /** SQL that ends {@link #mark}. */
  static String unmark() {
    return "DROP TABLE public." + MARK;
  }

  /** As it was: it was empty, so all that is there is ours. */
  void clear() throws SQLException {
    Scratch.empty(connection);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone already.
    }
  }
}
