package io.earlybrd.run;

import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who holds the job groups' locks now. */
public final class LockHolders {
  private LockHolders() {}

  /** Groups that nobody holds are left out. */
  public static Map<JobGroup, String> now(JdbcClient jdbc) {
    var holders = new EnumMap<JobGroup, String>(JobGroup.class);
    jdbc.sql(
            """
            SELECT l.objid::bigint AS key, a.application_name AS holder
            FROM pg_locks l
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.locktype = 'advisory'
              AND l.granted
              AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
              AND l.classid::bigint = :class
              AND l.objsubid = 2
            """)
        .param("class", LockConnection.GROUP)
        .query(
            row -> {
              for (var group : JobGroup.values()) {
                if (group.key() == row.getLong("key")) {
                  holders.put(group, row.getString("holder"));
                }
              }
            });
    return holders;
  }
}
