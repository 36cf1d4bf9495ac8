package io.earlybrd.platform.pg;

import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.logging.Level;
import liquibase.Scope;
import liquibase.UpdateSummaryEnum;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.ChangeSet;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.changelog.visitor.AbstractChangeExecListener;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.ChangeExecListenerCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.core.PostgresDatabase;
import liquibase.database.jvm.JdbcConnection;
import liquibase.logging.Logger;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import liquibase.resource.ClassLoaderResourceAccessor;
import liquibase.ui.LoggerUIService;

/** Runs {@code db/changelog} by Liquibase, which otherwise prints, logs and phones home. */
final class Changes {
  private Changes() {}

  private static final String CHANGELOG = "db/changelog/changelog.yaml";

  /**
   * Liquibase's own lock is a row, which a killed process leaves behind. Whoever holds the advisory
   * lock knows that its holder is dead: it held the advisory lock on the connection that it changed
   * the schema by.
   */
  static void releaseLockOfTheDead(Connection connection, Consumer<String> progress)
      throws SQLException {
    var sql =
        """
        UPDATE databasechangeloglock AS l
        SET locked = false, lockgranted = NULL, lockedby = NULL
        FROM databasechangeloglock AS old
        WHERE l.id = old.id AND old.locked
        RETURNING old.lockedby, old.lockgranted
        """;
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        progress.accept(
            "A migrate by %s, begun %s, was killed: its lock is released"
                .formatted(rows.getString(1), rows.getString(2)));
      }
    } catch (SQLException e) {
      if (!SqlStates.UNDEFINED_TABLE.equals(e.getSQLState())) {
        throw e;
      }
    }
  }

  /** Runs what is missing, a transaction a change, and leaves the connection open. */
  static List<String> run(Connection connection, Consumer<String> progress) throws SQLException {
    var ran = new ArrayList<String>();
    try {
      Scope.child(
          Map.of(
              "liquibase.analytics.enabled",
              false,
              // Ours alone, and not what lies in the working directory under the same name.
              Scope.Attr.resourceAccessor.name(),
              new ClassLoaderResourceAccessor(Changes.class.getClassLoader()),
              "liquibase.duplicateFileMode",
              "SILENT",
              Scope.Attr.logService.name(),
              new Silence(),
              Scope.Attr.ui.name(),
              new LoggerUIService()),
          () -> update(connection, new Listener(ran, progress)));
      connection.setAutoCommit(true);
      return List.copyOf(ran);
    } catch (Exception e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof SQLException sql) {
          throw new SQLException(sql.getMessage(), sql.getSQLState(), e);
        }
      }
      throw new IllegalStateException("migrate failed: " + e.getMessage(), e);
    }
  }

  private static void update(Connection connection, Listener listener) throws Exception {
    var database = new PostgresDatabase();
    database.setConnection(new JdbcConnection(connection));
    new CommandScope(UpdateCommandStep.COMMAND_NAME)
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database)
        .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, CHANGELOG)
        .addArgumentValue(ChangeExecListenerCommandStep.CHANGE_EXEC_LISTENER_ARG, listener)
        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY_OUTPUT, UpdateSummaryOutputEnum.LOG)
        .setOutput(OutputStream.nullOutputStream())
        .execute();
  }

  private static final class Listener extends AbstractChangeExecListener {
    private final List<String> ran;
    private final Consumer<String> progress;

    Listener(List<String> ran, Consumer<String> progress) {
      this.ran = ran;
      this.progress = progress;
    }

    @Override
    public void ran(
        ChangeSet change, DatabaseChangeLog log, Database database, ChangeSet.ExecType how) {
      ran.add(change.getId());
      progress.accept("Change " + change.getId() + ": " + change.getComments());
    }
  }

  /** What matters comes as an exception. */
  private static final class Silence extends AbstractLogService {
    @Override
    public int getPriority() {
      return PRIORITY_NOT_APPLICABLE;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public Logger getLog(Class type) {
      return new AbstractLogger() {
        @Override
        public void log(Level level, String message, Throwable e) {}

        @Override
        public void close() {}
      };
    }
  }
}
