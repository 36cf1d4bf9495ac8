package io.earlybrd.run;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;

/**
 * The connection that holds this process's advisory locks, for as long as the process lives: its
 * job group, its process number and, while it sends, the sender lock. PostgreSQL lets go of them
 * when the connection ends, however the process does.
 *
 * <p>Thread-safe.
 */
public final class LockConnection implements AutoCloseable {
  // First keys of the advisory locks; fixed, since processes of different versions must agree.
  static final int GROUP = 0x45420001;
  static final int PROCESS = 0x45420002;
  static final int SENDER = 0x45420003;

  private final Connection connection;
  private int processNumber;

  private LockConnection(Connection connection) {
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @param name what `exit 3` shows others as the holder; PostgreSQL cuts it at 63 bytes
   * @throws UserError when the database cannot be reached, or refuses the user or password
   */
  public static LockConnection open(Config.Datasource datasource, String name) {
    var properties = new Properties();
    if (datasource.username() != null) {
      properties.setProperty("user", datasource.username());
    }
    if (datasource.password() != null) {
      properties.setProperty("password", datasource.password());
    }
    properties.setProperty("ApplicationName", name);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", "10");
    // The server must notice a dead host soon, or nobody else could take over its locks.
    properties.setProperty(
        "options",
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c"
            + " idle_session_timeout=0");
    try {
      return new LockConnection(DriverManager.getConnection(datasource.url(), properties));
    } catch (SQLException e) {
      throw DatabaseErrors.atTheStart(e);
    }
  }

  synchronized boolean tryGroup(JobGroup group) throws SQLException {
    return bool("SELECT pg_try_advisory_lock(" + GROUP + ", " + group.key() + ")");
  }

  /** Takes this process's number, by which its claims are known, and locks it. Once a process. */
  public synchronized int takeNumber() throws SQLException {
    if (processNumber == 0) {
      // The sequence cycles after two billion launches: a number that is still held is passed over.
      do {
        processNumber = (int) number("SELECT nextval('process_number')");
      } while (!bool("SELECT pg_try_advisory_lock(" + PROCESS + ", " + processNumber + ")"));
    }
    return processNumber;
  }

  /** Tries to become the one sender; never waits. */
  public synchronized boolean trySender() throws SQLException {
    return bool("SELECT pg_try_advisory_lock(" + SENDER + ", 1)");
  }

  public synchronized void releaseSender() throws SQLException {
    bool("SELECT pg_advisory_unlock(" + SENDER + ", 1)");
  }

  /**
   * Who holds the group's lock, as {@code alerts on host, pid 123, since …}; empty when it was just
   * let go.
   */
  synchronized Optional<String> holder(JobGroup group) throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            SELECT a.application_name || ', since ' || to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory'
              AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid::bigint = ?
              AND l.objid::bigint = ?
              AND l.objsubid = 2
            """)) {
      statement.setLong(1, GROUP);
      statement.setLong(2, group.key());
      try (var rows = statement.executeQuery()) {
        return rows.next() ? Optional.ofNullable(rows.getString(1)) : Optional.empty();
      }
    }
  }

  /** Whether the connection, and with it every lock, is still there. Costs a round trip. */
  public synchronized boolean isAlive() {
    try {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  /** For the launching question, on the connection that holds the locks. */
  synchronized <T> T ask(SqlFunction<Connection, T> question) throws SQLException {
    return question.apply(connection);
  }

  private boolean bool(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getBoolean(1);
    }
  }

  private long number(String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  @Override
  public synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // It is gone already, and with it the locks: nothing is left to let go of.
    }
  }

  /** A function that speaks to the database. */
  @FunctionalInterface
  interface SqlFunction<A, B> {
    B apply(A argument) throws SQLException;
  }
}
