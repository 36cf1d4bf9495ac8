package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A connection that is opened when it is first needed, and again where it is found to be lost, each
 * statement a transaction of its own. Not thread-safe.
 */
final class LastingConnection implements AutoCloseable {
  private final Config.Datasource datasource;
  private final String name;
  private @Nullable Connection connection;
  private volatile int session;

  /**
   * @param name what the server's list of sessions shows
   */
  LastingConnection(Config.Datasource datasource, String name) {
    this.datasource = datasource;
    this.name = name;
  }

  /** Changes when another connection takes the place of a lost one. Any thread may ask. */
  int session() {
    return session;
  }

  /** A question to the database. */
  @FunctionalInterface
  interface Question<T> {
    T of(PreparedStatement statement) throws SQLException;
  }

  /** Once more on a new connection where the old one is found to be lost. */
  <T> T ask(String sql, Question<T> question) throws SQLException {
    boolean old = connection != null;
    try {
      return asked(sql, question);
    } catch (SQLException e) {
      if (!isLost(e)) {
        throw e;
      }
      close();
      if (!old) {
        throw e;
      }
      return asked(sql, question);
    }
  }

  private <T> T asked(String sql, Question<T> question) throws SQLException {
    if (connection == null) {
      connection = connect();
      session++;
    }
    try (var statement = connection.prepareStatement(sql)) {
      return question.of(statement);
    }
  }

  /** Connection failures, and a server that shuts down or was told to end the session. */
  static boolean isLost(SQLException e) {
    var state = String.valueOf(e.getSQLState());
    return state.startsWith("08") || state.startsWith("57P0");
  }

  private Connection connect() throws SQLException {
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
    properties.setProperty("socketTimeout", "30");
    // The server must notice a dead process soon, or nobody else could have its turns.
    properties.setProperty(
        "options",
        "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c"
            + " idle_session_timeout=0");
    return DriverManager.getConnection(datasource.url(), properties);
  }

  @Override
  public void close() {
    var open = connection;
    connection = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException e) {
        // It is gone already, and with it the locks.
      }
    }
  }
}
