package io.earlybrd.deliver;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A worker's way through the ledger: records its last mail as SENT and takes its next as SENDING in
 * one committed statement, which checks everything that could have changed since the mail was
 * chosen: pause, suppression, entitlement, the switch, and whether this process still holds its
 * locks. The truth about the last one is written in any case.
 *
 * <p>This is most of what the database does for a mail: on a connection of its own, so that it is
 * planned once; what does not change from mail to mail is a literal in it. Which database this is
 * cannot change under an open connection: asked when mails are looked for. Not thread-safe.
 */
final class Claims implements AutoCloseable {
  private static final int[] BIGINTS = {Types.BIGINT, Types.BIGINT};

  private final Connection connection;
  private final JdbcTemplate jdbc;
  private final String sql;
  private final Guard guard;

  /** Takes a connection and keeps it. */
  Claims(DataSource source, CurrentRun.Run run, Guard guard, boolean resend) {
    this.connection = DataSourceUtils.getConnection(source);
    this.jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    this.sql = sql(run, guard.processNumber(), resend);
    this.guard = guard;
  }

  private static String sql(CurrentRun.Run run, int process, boolean resend) {
    var sql =
        """
        WITH locks AS MATERIALIZED (
          SELECT %1$s AS lost
        ), sent AS (
          UPDATE mail
          SET state = 'SENT', sent_at = clock_timestamp(), error = NULL
          WHERE id = ?
            AND state = 'SENDING'
            AND claimed_by = :process_number
        ), claimed AS (
          UPDATE mail m
          SET state = 'SENDING',
              claimed_by = :process_number,
              attempts = m.attempts + 1,
              attempt_slot = CASE WHEN :plain THEN :slot ELSE greatest(m.attempt_slot, :slot) END
          WHERE m.id = ?
            AND NOT (SELECT lost FROM locks)
            AND %2$s
            AND %3$s
          RETURNING m.id
        )
        SELECT lost, EXISTS (SELECT FROM claimed) AS claimed
        FROM locks
        """
            .formatted(Guard.LOST, DeliverWork.MAY_LEAVE, DeliverWork.SWITCHED_ON);
    return run.bound(sql, resend).replace(":process_number", Integer.toString(process));
  }

  /**
   * Whether {@code next} is now ours to send.
   *
   * @param last the mail that the server took; null: none
   * @param next null: none
   */
  boolean next(@Nullable Long last, @Nullable Long next) {
    var claimed =
        jdbc.query(
            sql,
            new Object[] {last, next},
            BIGINTS,
            (ResultSetExtractor<@Nullable Boolean>) Claims::claimed);
    if (claimed == null) {
      guard.lost();
      return false;
    }
    return claimed;
  }

  /** Null where the locks are gone. */
  private static @Nullable Boolean claimed(ResultSet row) throws SQLException {
    row.next();
    return row.getBoolean("lost") ? null : row.getBoolean("claimed");
  }

  @Override
  public void close() {
    DataSourceUtils.releaseConnection(connection, null);
  }
}
