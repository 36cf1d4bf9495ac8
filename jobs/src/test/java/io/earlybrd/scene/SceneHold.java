package io.earlybrd.scene;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * An instant at which whoever comes there in the database waits until this is closed, also when its
 * process is killed meanwhile.
 */
public final class SceneHold implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int KEY = 20261129;

  private final Connection connection;

  /** What a transaction sees of other sessions stays as it first saw it. */
  private final Connection watcher;

  private SceneHold(Connection connection, Connection watcher) {
    this.connection = connection;
    this.watcher = watcher;
  }

  /**
   * @param what as in {@code CREATE TRIGGER … BEFORE}: {@code INSERT ON match}
   * @param condition on {@code NEW} (and {@code OLD})
   */
  public static SceneHold before(Config.Datasource database, String what, String condition) {
    var hold = open(database);
    hold.execute("SELECT pg_advisory_lock(" + KEY + ")");
    hold.execute(
        """
        CREATE OR REPLACE FUNCTION on_hold() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_advisory_xact_lock(%d); RETURN NEW; END $$
        """
            .formatted(KEY));
    hold.execute(
        """
        CREATE TRIGGER on_hold BEFORE %s
        FOR EACH ROW WHEN (%s) EXECUTE FUNCTION on_hold()
        """
            .formatted(what, condition));
    return hold;
  }

  /** Nobody can even read this table. */
  public static SceneHold table(Config.Datasource database, String table) {
    var hold = open(database);
    hold.execute("BEGIN; LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE");
    return hold;
  }

  private static SceneHold open(Config.Datasource database) {
    try {
      return new SceneHold(TestDatabases.connect(database), TestDatabases.connect(database));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when somebody waits here. */
  public void awaitReached() {
    awaitSession(pid() + " = ANY (pg_blocking_pids(pid))");
  }

  /** Returns when a session of our server is such. */
  public void awaitSession(String condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!isThere(condition)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("nobody came: " + condition);
      }
      pause();
    }
  }

  /** Cuts the connections of whoever waits here. */
  public void cut() {
    // Who waits is found out first: in one WHERE clause the server may cut before it looks.
    var cut =
        """
        WITH waiting AS MATERIALIZED (
          SELECT pid FROM pg_stat_activity WHERE %d = ANY (pg_blocking_pids(pid))
        )
        SELECT pg_terminate_backend(pid) FROM waiting
        """
            .formatted(pid());
    try (var statement = watcher.createStatement()) {
      statement.execute(cut);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private boolean isThere(String condition) {
    try (var statement = watcher.createStatement();
        var row =
            statement.executeQuery(
                "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE " + condition + ")")) {
      row.next();
      return row.getBoolean(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private long pid() {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_backend_pid()")) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql) {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** Whoever waits goes on. */
  @Override
  public void close() {
    try {
      connection.close();
      watcher.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Nobody waits there any more. */
  public static void remove(Config.Datasource database) {
    try (var hold = open(database)) {
      hold.execute("DROP FUNCTION IF EXISTS on_hold CASCADE");
    }
  }
}
