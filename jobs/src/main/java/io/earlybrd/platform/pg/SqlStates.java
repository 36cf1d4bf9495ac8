package io.earlybrd.platform.pg;

import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What PostgreSQL's error codes mean to us. */
final class SqlStates {
  private SqlStates() {}

  static final String UNDEFINED_TABLE = "42P01";

  /** Connection refused or lost, wrong password, too many connections, shutting down, full disk. */
  private static final Set<String> CLASSES = Set.of("08", "28", "53", "57");

  private static final Set<String> STATES =
      Set.of(
          "3D000", // no such database
          "42501", // not permitted
          "25006" // read-only
          );

  static boolean isForTheUser(SQLException e) {
    @Nullable String state = e.getSQLState();
    return state != null
        && (STATES.contains(state)
            || CLASSES.contains(state.substring(0, Math.min(2, state.length()))));
  }
}
