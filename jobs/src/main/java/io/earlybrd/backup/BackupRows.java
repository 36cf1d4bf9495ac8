package io.earlybrd.backup;

import io.earlybrd.platform.pg.Identity;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.storage.Manifest;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/**
 * The table {@code backup}: what steps hand on to each other, since a restart may begin at any of
 * them. Each of these is a transaction of its own, which first asks whether our lock still holds.
 */
final class BackupRows {
  private final JdbcClient jdbc;
  private final TransactionTemplate transaction;
  private final CurrentRun run;
  private final Guard guard;

  BackupRows(JdbcClient jdbc, TransactionTemplate transaction, CurrentRun run, Guard guard) {
    this.jdbc = jdbc;
    this.transaction = transaction;
    this.run = run;
    this.guard = guard;
  }

  /** A new backup of the run under way, known by its name before anything of it exists. */
  String begin() {
    return changed(
        jdbc.sql(
                """
                INSERT INTO backup (id, job_instance, job_execution)
                SELECT
                  to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYYMMDD"T"HH24MISS"Z"')
                    || '-' || left(gen_random_uuid()::text, 6),
                  :instance,
                  :execution
                RETURNING id
                """)
            .param("instance", run.get().instance())
            .param("execution", run.get().execution()));
  }

  void dumped(Manifest manifest, String fullKey) {
    changed(
        jdbc.sql(
                """
                UPDATE backup
                SET taken_at = :taken_at,
                    object = :object,
                    size = :size,
                    sha256 = :sha256,
                    encrypted = :encrypted,
                    rows = :rows::jsonb
                WHERE id = :id
                RETURNING id
                """)
            .param("id", manifest.id())
            .param("taken_at", Timestamp.from(manifest.takenAt()))
            .param("object", fullKey)
            .param("size", manifest.size())
            .param("sha256", manifest.sha256())
            .param("encrypted", manifest.encrypted())
            .param("rows", JsonMapper.shared().writeValueAsString(new TreeMap<>(manifest.rows()))));
  }

  void uploaded(String id) {
    changed(
        jdbc.sql("UPDATE backup SET uploaded_at = clock_timestamp() WHERE id = :id RETURNING id")
            .param("id", id));
  }

  /** What was uploaded is not what was dumped, and has been deleted. */
  void spoilt(String id) {
    changed(
        jdbc.sql(
                "UPDATE backup SET taken_at = NULL, uploaded_at = NULL WHERE id = :id RETURNING id")
            .param("id", id));
  }

  void verified(String id, Instant at) {
    changed(
        jdbc.sql("UPDATE backup SET verified_at = :at WHERE id = :id RETURNING id")
            .param("id", id)
            .param("at", Timestamp.from(at)));
  }

  void pruned(String id) {
    transaction.executeWithoutResult(
        status -> {
          guard.check();
          jdbc.sql("UPDATE backup SET pruned_at = clock_timestamp() WHERE id = :id")
              .param("id", id)
              .update();
        });
  }

  /** A backup that was uploaded once and not pruned since. */
  record Unpruned(String id, boolean encrypted) {}

  List<Unpruned> unpruned() {
    return jdbc.sql(
            """
            SELECT id, encrypted
            FROM backup
            WHERE uploaded_at IS NOT NULL
              AND pruned_at IS NULL
            """)
        .query((row, n) -> new Unpruned(row.getString(1), row.getBoolean(2)))
        .list();
  }

  private String changed(JdbcClient.StatementSpec statement) {
    var id =
        transaction.execute(
            status -> {
              guard.check();
              return statement.query(String.class).single();
            });
    if (id == null) {
      throw new IllegalStateException("no transaction");
    }
    return id;
  }

  /** The newest backup of the run under way. */
  Optional<BackupRow> current() {
    return jdbc.sql(
            """
            SELECT id, taken_at, uploaded_at, verified_at
            FROM backup
            WHERE job_instance = :instance
            ORDER BY started_at DESC, id DESC
            LIMIT 1
            """)
        .param("instance", run.get().instance())
        .query(
            (row, n) ->
                new BackupRow(
                    row.getString(1),
                    instant(row.getTimestamp(2)),
                    instant(row.getTimestamp(3)),
                    instant(row.getTimestamp(4))))
        .optional();
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  /** Those of which something may have been left behind. With our lock held none is under way. */
  Set<String> unverified() {
    return Set.copyOf(
        jdbc.sql("SELECT id FROM backup WHERE verified_at IS NULL").query(String.class).list());
  }

  /** Bytes that the last one had, to guess how many this will have; 0 where there is none. */
  long lastSize() {
    return jdbc.sql(
            "SELECT coalesce((SELECT size FROM backup WHERE size IS NOT NULL ORDER BY started_at"
                + " DESC LIMIT 1), 0)")
        .query(Long.class)
        .single();
  }

  /** Keys of the journal's pieces that end before {@code time}. */
  List<String> journalBefore(Instant time) {
    return jdbc.sql("SELECT object FROM journal_piece WHERE pruned_at IS NULL AND to_at < :time")
        .param("time", Timestamp.from(time))
        .query(String.class)
        .list();
  }

  void journalPruned(String object) {
    transaction.executeWithoutResult(
        status -> {
          guard.check();
          jdbc.sql("UPDATE journal_piece SET pruned_at = clock_timestamp() WHERE object = :object")
              .param("object", object)
              .update();
        });
  }

  /** The database that this one is a copy of; empty where it is none, or took its place. */
  Optional<String> original() {
    return jdbc.sql(
            """
            SELECT value
            FROM setting
            WHERE key = 'identity'
              AND value <> %s
            """
                .formatted(Identity.SQL))
        .query(String.class)
        .optional();
  }
}
