package io.earlybrd.platform.pg;

/** Which database this is: a copy of it, wherever it was restored, is another. */
public final class Identity {
  /**
   * SQL of this database's own, as {@code migrate} stores it in setting {@code identity}. Asking
   * for it reads a file of the server.
   */
  public static final String SQL =
      """
      (SELECT system_identifier FROM pg_control_system())
          || ':' || (SELECT oid FROM pg_database WHERE datname = current_database())\
      """;

  /** SQL condition: this database is the one that may speak to the world, and no copy of it. */
  public static final String IS_OURS =
      "(SELECT value FROM setting WHERE key = 'identity') = " + SQL;

  private Identity() {}
}
