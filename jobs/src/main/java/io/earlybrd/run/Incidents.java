package io.earlybrd.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What an operator must hear of. One incident a check and subject is open at a time. */
public final class Incidents {
  private final JdbcClient jdbc;

  public Incidents(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  public void open(String check, String subject, String detail) {
    jdbc.sql(
            """
            INSERT INTO incident ("check", subject, detail)
            VALUES (:check, :subject, :detail)
            ON CONFLICT ("check", subject) WHERE closed_at IS NULL DO NOTHING
            """)
        .param("check", check)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }

  /** Opens an incident, or lets the one that is open be about this. */
  public void openOrChange(String check, String subject, String detail) {
    jdbc.sql(
            """
            INSERT INTO incident ("check", subject, detail)
            VALUES (:check, :subject, :detail)
            ON CONFLICT ("check", subject) WHERE closed_at IS NULL DO UPDATE
            SET detail = excluded.detail
            """)
        .param("check", check)
        .param("subject", subject)
        .param("detail", detail)
        .update();
  }

  /** Closes the one that is open, where there is one. */
  public void close(String check, String subject) {
    jdbc.sql(
            """
            UPDATE incident
            SET closed_at = clock_timestamp()
            WHERE "check" = :check
              AND subject = :subject
              AND closed_at IS NULL
            """)
        .param("check", check)
        .param("subject", subject)
        .update();
  }
}
