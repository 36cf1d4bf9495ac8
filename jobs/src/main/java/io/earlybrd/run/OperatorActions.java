package io.earlybrd.run;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who did what, and why: people, and the launcher when it recovers a dead run. */
public final class OperatorActions {
  /** The launcher itself. */
  public static final String LAUNCHER = "launcher";

  private final JdbcClient jdbc;

  public OperatorActions(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** The person at the keyboard, as the operating system knows them, also behind sudo. */
  public static String person() {
    var sudo = System.getenv("SUDO_USER");
    return sudo != null && !sudo.isBlank() ? sudo : System.getProperty("user.name", "operator");
  }

  public void record(
      String who,
      String action,
      @Nullable Long instance,
      @Nullable Long execution,
      @Nullable String reason) {
    jdbc.sql(
            """
            INSERT INTO operator_action (who, action, job_instance, job_execution, reason)
            VALUES (:who, :action, :instance, :execution, :reason)
            """)
        .param("who", who)
        .param("action", action)
        .param("instance", instance)
        .param("execution", execution)
        .param("reason", reason)
        .update();
  }

  int count(String action, long instance) {
    return jdbc.sql(
            """
            SELECT count(*)
            FROM operator_action
            WHERE job_instance = :instance
              AND action = :action
            """)
        .param("instance", instance)
        .param("action", action)
        .query(Integer.class)
        .single();
  }
}
