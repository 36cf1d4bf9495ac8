package io.earlybrd.cli;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The database for a command that runs no job: one connection, no Spring context. */
final class Session implements AutoCloseable {
  private final Config config;
  private final Database database;
  private final boolean own;
  private final SingleConnectionDataSource connection;

  private Session(
      Config config, Database database, boolean own, SingleConnectionDataSource connection) {
    this.config = config;
    this.database = database;
    this.own = own;
    this.connection = connection;
  }

  static Session open() {
    return open(Environment.config());
  }

  static Session open(Config config) {
    var database = Database.open(config, Session::progress);
    return new Session(config, database, true, connect(database.datasource()));
  }

  /** A session on a database that the caller has opened, and closes. */
  static Session join(Config config, Database database) {
    return new Session(config, database, false, connect(database.datasource()));
  }

  private static SingleConnectionDataSource connect(Config.Datasource datasource) {
    var connection = new SingleConnectionDataSource(datasource.url(), true);
    connection.setUsername(datasource.username() == null ? "" : datasource.username());
    connection.setPassword(datasource.password() == null ? "" : datasource.password());
    return connection;
  }

  static void progress(String line) {
    System.err.println("earlybrd: " + line);
  }

  Config config() {
    return config;
  }

  Database database() {
    return database;
  }

  JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(new DataSourceTransactionManager(connection));
  }

  @Override
  public void close() {
    connection.close();
    if (own) {
      database.close();
    }
  }
}
