package io.earlybrd.chaos;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * A table that nobody can write to until this is closed. Who tries waits, and goes on waiting in
 * the database when its process is killed, as a statement does that a killed process left behind.
 */
final class TableHold implements AutoCloseable {
  private final Connection connection;
  private final Books books;
  private final String table;
  private long waiting;

  TableHold(Service service, String table) {
    this.books = new Books(service);
    this.table = table;
    try {
      connection = service.connect();
      connection.setAutoCommit(false);
      try (var statement = connection.createStatement()) {
        statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns when somebody waits who was not there at the last call. */
  void awaitReached() {
    Books.await("somebody writes to " + table, () -> books.waitingFor(table) > waiting);
    waiting = books.waitingFor(table);
  }

  @Override
  public void close() {
    try {
      connection.rollback();
      connection.close();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
