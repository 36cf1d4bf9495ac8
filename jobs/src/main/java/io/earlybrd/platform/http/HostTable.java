package io.earlybrd.platform.http;

import io.earlybrd.platform.Config;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code host}, and the advisory locks that stand for requests under way, on a connection
 * of its own: who loses it loses its locks, and others go on. Not thread-safe.
 *
 * <p>All times are the database's: the clocks of the machines that share it do not matter.
 */
final class HostTable implements AutoCloseable {
  // First keys of the advisory locks; fixed, since processes of different versions must agree.
  private static final int SLOT = 0x45420004;
  private static final int WANTED = 0x45420005;

  private static final String STATE =
      """
      WITH slot AS MATERIALIZED (
        SELECT key
        FROM unnest(?::integer[]) AS key
        WHERE pg_try_advisory_lock(%d, key)
        LIMIT 1
      )
      SELECT slot.key,
             extract(epoch FROM h.next_request_at - clock_timestamp()) AS wait,
             extract(epoch FROM h.retry_at - clock_timestamp()) AS rest,
             extract(epoch FROM h.crawl_delay) AS crawl_delay,
             h.robots_tried_at,
             CASE WHEN h.robots_at > clock_timestamp() - interval '30 days'
                   AND h.robots_tried_at IS DISTINCT FROM ?::timestamptz
               THEN h.robots
             END AS robots,
             h.robots_error,
             h.robots_status,
             h.robots_tried_at IS NULL
               OR h.robots_tried_at < clock_timestamp()
                 - CASE WHEN h.robots_error IS NULL THEN interval '1 day' ELSE interval '1 minute' END
               AS due
      FROM slot
      LEFT JOIN host h ON h.host = ?
      """
          .formatted(SLOT);

  private static final String RESERVE =
      """
      INSERT INTO host AS h (host, next_request_at)
      VALUES (?, clock_timestamp() + make_interval(secs => ?))
      ON CONFLICT (host) DO UPDATE
      SET next_request_at = excluded.next_request_at
      WHERE h.next_request_at <= clock_timestamp()
        AND (h.retry_at IS NULL OR h.retry_at <= clock_timestamp())
      """;

  private static final String WAIT =
      """
      SELECT extract(epoch FROM next_request_at - clock_timestamp()),
             extract(epoch FROM retry_at - clock_timestamp())
      FROM host
      WHERE host = ?
      """;

  /** In this order: whoever gets the slot next must find the row as it is after this request. */
  private static final String END =
      """
      WITH ended AS (
        UPDATE host
        SET next_request_at =
          greatest(next_request_at, clock_timestamp() + make_interval(secs => ?))
        WHERE host = ?
        RETURNING 1
      )
      SELECT %s
      FROM (SELECT count(*) AS rows FROM ended) AS done
      WHERE done.rows >= 0
      """
          .formatted(unlock());

  private static final String RELEASE = "SELECT " + unlock();

  /** Lets go of a slot, and looks whether another process waits for one. */
  private static String unlock() {
    return """
    CASE WHEN pg_advisory_unlock(%1$d, ?) AND pg_try_advisory_lock(%2$d, ?)
           THEN NOT pg_advisory_unlock(%2$d, ?)
           ELSE true
         END
    """
        .formatted(SLOT, WANTED);
  }

  private static final String KEEP =
      """
      INSERT INTO host AS h
        (host, robots, robots_at, robots_tried_at, crawl_delay)
      VALUES (?, ?, clock_timestamp(), clock_timestamp(), make_interval(secs => ?))
      ON CONFLICT (host) DO UPDATE
      SET robots = excluded.robots,
          robots_at = excluded.robots_at,
          robots_tried_at = excluded.robots_tried_at,
          robots_error = NULL,
          robots_status = NULL,
          crawl_delay = excluded.crawl_delay
      """;

  private static final String KEEP_FAILURE =
      """
      INSERT INTO host AS h (host, robots_tried_at, robots_error, robots_status)
      VALUES (?, clock_timestamp(), ?, ?)
      ON CONFLICT (host) DO UPDATE
      SET robots_tried_at = excluded.robots_tried_at,
          robots_error = excluded.robots_error,
          robots_status = excluded.robots_status
      """;

  private static final String REST =
      """
      INSERT INTO host AS h (host, retry_at)
      VALUES (?, clock_timestamp() + make_interval(secs => ?))
      ON CONFLICT (host) DO UPDATE
      SET retry_at = greatest(h.retry_at, excluded.retry_at)
      """;

  private final LastingConnection connection;

  HostTable(Config.Datasource datasource) {
    this.connection = new LastingConnection(datasource, "earlybrd hosts");
  }

  /** Changes when the connection was lost, and with it what was held. */
  int session() {
    return connection.session();
  }

  /** A slot that was locked, and what the table says of its host. */
  record Taken(HostLine.Slot slot, HostLine.State state) {}

  /** Locks one of these slots, where one is free; null: others hold them all. */
  @Nullable Taken take(HostLine line) throws SQLException {
    return connection.ask(
        STATE,
        query -> {
          var known = line.state();
          query.setArray(1, query.getConnection().createArrayOf("integer", line.others()));
          query.setObject(2, known == null ? null : known.version(), Types.TIMESTAMP_WITH_TIMEZONE);
          query.setString(3, line.host);
          try (var row = query.executeQuery()) {
            return row.next() ? taken(row, known) : null;
          }
        });
  }

  private Taken taken(ResultSet row, HostLine.@Nullable State known) throws SQLException {
    long now = System.nanoTime();
    var version = row.getObject("robots_tried_at", OffsetDateTime.class);
    boolean due = row.getBoolean("due");
    var robots =
        known != null && version != null && version.equals(known.version()) && !due
            ? known.robots()
            : new Robots(
                due,
                row.getString("robots"),
                row.getString("robots_error"),
                row.getObject("robots_status", Integer.class));
    var state =
        new HostLine.State(
            now + nanos(row.getDouble("wait")),
            now + nanos(row.getDouble("rest")),
            Duration.ofNanos(nanos(row.getDouble("crawl_delay"))),
            robots,
            due ? null : version);
    return new Taken(new HostLine.Slot(row.getInt("key"), session(), now), state);
  }

  /**
   * Begins a request now, where it is time: whoever comes next has to keep the delay from its
   * start, also if this process dies in its middle.
   */
  Turns.Start reserve(String host, Duration delay) throws SQLException {
    boolean begun =
        connection.ask(
            RESERVE,
            insert -> {
              insert.setString(1, host);
              insert.setDouble(2, seconds(delay));
              return insert.executeUpdate() == 1;
            });
    return begun ? new Turns.Start.Now() : wait(host);
  }

  private Turns.Start wait(String host) throws SQLException {
    return connection.ask(
        WAIT,
        query -> {
          query.setString(1, host);
          try (var row = query.executeQuery()) {
            if (!row.next()) {
              return new Turns.Start.Later(Duration.ZERO);
            }
            long rest = nanos(row.getDouble(2));
            return rest > 0
                ? new Turns.Start.LeftAlone(Duration.ofNanos(rest))
                : new Turns.Start.Later(Duration.ofNanos(nanos(row.getDouble(1))));
          }
        });
  }

  /** A request has ended; says whether another process waits for a slot. */
  boolean end(String host, HostLine.Slot slot, Duration delay) throws SQLException {
    return connection.ask(
        END,
        update -> {
          update.setDouble(1, seconds(delay));
          update.setString(2, host);
          return unlocked(update, 3, host, slot);
        });
  }

  /** A slot is not needed any more; says whether another process waits for one. */
  boolean release(String host, HostLine.Slot slot) throws SQLException {
    return connection.ask(RELEASE, query -> unlocked(query, 1, host, slot));
  }

  private static boolean unlocked(PreparedStatement query, int at, String host, HostLine.Slot slot)
      throws SQLException {
    query.setInt(at, slot.key());
    query.setInt(at + 1, host.hashCode());
    query.setInt(at + 2, host.hashCode());
    try (var row = query.executeQuery()) {
      return row.next() && row.getBoolean(1);
    }
  }

  /** Shows the other processes that this one waits for a slot, or that it does not any more. */
  void want(String host, boolean wanted) throws SQLException {
    var sql = "SELECT pg_advisory_%s_shared(%d, ?)".formatted(wanted ? "lock" : "unlock", WANTED);
    connection.ask(
        sql,
        query -> {
          query.setInt(1, host.hashCode());
          return query.execute();
        });
  }

  void rest(String host, Duration rest) throws SQLException {
    connection.ask(
        REST,
        insert -> {
          insert.setString(1, host);
          insert.setDouble(2, seconds(rest));
          return insert.executeUpdate();
        });
  }

  void keep(String host, Robots robots) throws SQLException {
    if (robots.failure() == null) {
      connection.ask(
          KEEP,
          insert -> {
            insert.setString(1, host);
            insert.setString(2, robots.text());
            insert.setDouble(3, seconds(robots.crawlDelay()));
            return insert.executeUpdate();
          });
      return;
    }
    connection.ask(
        KEEP_FAILURE,
        insert -> {
          insert.setString(1, host);
          insert.setString(2, robots.failure());
          insert.setObject(3, robots.status(), Types.INTEGER);
          return insert.executeUpdate();
        });
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** What is over, or was never said, is no time. */
  private static long nanos(double seconds) {
    return Math.max(0, (long) (seconds * 1e9));
  }

  @Override
  public void close() {
    connection.close();
  }
}
