package io.earlybrd.run;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Opens incidents: what an operator must hear of. One a check and subject is open at a time. */
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
}
