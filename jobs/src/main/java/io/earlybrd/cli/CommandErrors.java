package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import io.earlybrd.run.DatabaseErrors;
import io.earlybrd.run.Failures;
import io.earlybrd.storage.StorageProblem;
import java.io.PrintWriter;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What the person reads where a command fails. */
final class CommandErrors {
  private static final int FAILED = 1;
  private static final int USAGE = 2;

  private CommandErrors() {}

  /**
   * Prints the error and returns the exit code: a person's to mend is one line, ours comes with its
   * trace.
   */
  static int report(Exception e, PrintWriter err) {
    var error = userError(e);
    if (error != null) {
      error.getMessage().lines().forEach(line -> err.println("earlybrd: " + line));
      return USAGE;
    }
    err.println("earlybrd: " + Failures.reason(e));
    if (isOfStorage(e)) {
      return USAGE;
    }
    if (!isOfTheDatabase(e)) {
      e.printStackTrace(err);
    }
    return FAILED;
  }

  private static @Nullable UserError userError(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserError error) {
        return error;
      }
      if (cause instanceof SQLException sql && isTheOperatorsToMend(sql)) {
        return DatabaseErrors.atTheStart(sql);
      }
    }
    return null;
  }

  /** A full disk, a cut connection: its own line says it, our stack trace would hide it. */
  private static boolean isOfTheDatabase(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException) {
        return true;
      }
    }
    return false;
  }

  /** A bucket that cannot be reached, a backup that is not there: its line says what to do. */
  private static boolean isOfStorage(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof StorageProblem) {
        return true;
      }
    }
    return false;
  }

  /** No connection, no such login or database, no tables, no rights. */
  private static boolean isTheOperatorsToMend(SQLException e) {
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    return state.startsWith("08")
        || state.startsWith("28")
        || state.equals("3D000")
        || state.equals("42P01")
        || state.equals("42703")
        || state.equals("42501");
  }
}
