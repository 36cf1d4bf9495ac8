package io.earlybrd.run;

import java.time.Instant;

/**
 * The placeholders that a {@link JobSpec#due()} condition may use, bound here as literals for the
 * one plain JDBC question before Spring starts. Readers bind the same names through Spring's {@code
 * JdbcClient}.
 */
public final class Placeholders {
  /** The slot, {@code timestamptz}. */
  public static final String SLOT = "slot";

  /**
   * Whether also what a later slot set last is taken: true for a plain launch, false for a restart.
   */
  public static final String PLAIN = "plain";

  /** Whether mails in doubt are sent again. */
  public static final String RESEND = "resend";

  private Placeholders() {}

  static String bind(String sql, Instant slot, boolean plain, boolean resend) {
    return sql.replace(":" + SLOT, "TIMESTAMPTZ '" + slot + "'")
        .replace(":" + PLAIN, Boolean.toString(plain))
        .replace(":" + RESEND, Boolean.toString(resend));
  }
}
