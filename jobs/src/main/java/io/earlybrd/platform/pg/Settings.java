package io.earlybrd.platform.pg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The embedded server's configuration. */
final class Settings {
  private Settings() {}

  private static final String SERVER =
      """
      # Written by EarlyBrd at each start. Settings of your own: ALTER SYSTEM SET ...

      # Reached over loopback alone, and by nobody who cannot read the password's file.
      listen_addresses = '127.0.0.1'
      unix_socket_directories = ''
      max_connections = 50
      password_encryption = md5

      # For a server of 1 GiB that it shares with everything else.
      shared_buffers = 32MB
      work_mem = 8MB
      maintenance_work_mem = 32MB
      effective_cache_size = 256MB
      max_parallel_workers_per_gather = 0
      max_logical_replication_workers = 0
      jit = off
      random_page_cost = 1.1

      # fsync stays on: what is committed is kept. No replicas, so a shorter journal.
      wal_level = minimal
      max_wal_senders = 0
      min_wal_size = 32MB
      max_wal_size = 256MB

      timezone = 'UTC'
      datestyle = 'iso, mdy'
      default_text_search_config = 'pg_catalog.english'
      lc_messages = 'C'

      # Errors go to the client that made them. The log gets what concerns the server itself, so
      # that it stays small although nobody rotates it; it begins anew at each start.
      log_timezone = 'UTC'
      log_min_messages = log
      log_min_error_statement = panic
      log_checkpoints = off
      log_autovacuum_min_duration = -1
      """;

  /**
   * The password itself, not a SCRAM exchange: that derives a key, which would cost every cron
   * launch some 10 ms, and on loopback there is nobody to overhear it.
   */
  private static final String ACCESS = "host all all 127.0.0.1/32 password\n";

  static void write(Path data) throws IOException {
    Files.writeString(data.resolve("postgresql.conf"), SERVER);
    Files.writeString(data.resolve("pg_hba.conf"), ACCESS);
  }
}
