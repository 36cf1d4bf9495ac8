package io.earlybrd.run;

import io.earlybrd.platform.UserError;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;

/** What an operator is told when the database cannot be used at the start. */
public final class DatabaseErrors {
  private DatabaseErrors() {}

  /**
   * A database that cannot be reached, refuses us, or has no tables yet: the operator's to mend,
   * exit 2.
   */
  public static UserError atTheStart(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    return switch (state) {
      case "28P01", "28000" ->
          new UserError(
              "The database refuses the user or password: check SPRING_DATASOURCE_USERNAME and"
                  + " SPRING_DATASOURCE_PASSWORD ("
                  + line(e)
                  + ")",
              e);
      case "3D000" ->
          new UserError(
              "The database of SPRING_DATASOURCE_URL does not exist (" + line(e) + ")", e);
      case "42P01", "42703", "3F000" ->
          new UserError(
              "The database has no EarlyBrd tables yet, or older ones. Run: ./earlybrd migrate", e);
      case "42501" ->
          new UserError(
              "The database user may not do this: " + line(e) + ". Grant it, or use the owner", e);
      default ->
          line(e).contains("password")
              ? new UserError(
                  "The database wants a password: check SPRING_DATASOURCE_PASSWORD ("
                      + line(e)
                      + ")",
                  e)
              : new UserError(
                  "The database cannot be reached: check SPRING_DATASOURCE_URL (" + whole(e) + ")",
                  e);
    };
  }

  /**
   * Whether the database went away under a run: its side cut the connection, or there is none to be
   * had.
   */
  public static boolean isLost(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        var state = sql.getSQLState() == null ? "" : sql.getSQLState();
        // 57P0x: shut down, crashed, or starting.
        if (state.startsWith("08")
            || state.startsWith("57P0")
            || sql instanceof SQLTransientConnectionException) {
          return true;
        }
      }
    }
    return false;
  }

  /** The driver says "failed", its cause says what: the name of a host that is not known. */
  private static String whole(SQLException e) {
    var cause = e.getCause();
    return cause == null || cause.getMessage() == null ? line(e) : line(e) + " " + cause;
  }

  /** The first line of a message: PostgreSQL's have several. */
  public static String line(Throwable e) {
    var message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
