package io.earlybrd.backup;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.ClientTools;
import io.earlybrd.platform.pg.Identity;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import javax.crypto.SecretKey;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes a dump: one snapshot, of which {@code pg_dump} writes the content and we count the rows,
 * both at once. What it writes goes through our hands in small pieces, and into a file sealed where
 * there is a key.
 */
final class Dump {
  private static final int PIECE = 1 << 16;

  private final DataSource source;
  private final Config.Datasource database;
  private final Config config;
  private final Children children;
  private final WorkFiles files;

  Dump(
      DataSource source,
      Config.Datasource database,
      Config config,
      Children children,
      WorkFiles files) {
    this.source = source;
    this.database = database;
    this.config = config;
    this.children = children;
    this.files = files;
  }

  /** What the snapshot says of the database as a whole. */
  private record Snapshot(
      String name,
      Instant takenAt,
      String installation,
      List<String> formerly,
      @Nullable String secret,
      String schema,
      String serverVersion,
      int serverMajor) {}

  /** Writes the work file of this backup and returns what is to be said of it. */
  Manifest take(String id, StepProgress progress) throws IOException, SQLException {
    try (var connection = source.getConnection()) {
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      try {
        return take(id, connection, progress);
      } finally {
        rollbackQuietly(connection);
      }
    }
  }

  private static void rollbackQuietly(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // It changed nothing, and what went wrong before says more.
    }
  }

  private Manifest take(String id, Connection connection, StepProgress progress)
      throws IOException, SQLException {
    var snapshot = snapshot(connection);
    var tools = ClientTools.find(config.backup().clientTools(), snapshot.serverMajor());
    try (var program = children.add(tools.dump(database, snapshot.name()))) {
      var counting = new FutureTask<>(() -> TableCounts.of(connection));
      var counter = Thread.ofVirtual().name("count").start(counting);
      WorkFiles.Written written;
      Map<String, Long> rows;
      try {
        written = files.write(files.dump(id), out -> copy(program.output(), sealed(out), progress));
        program.join();
        rows = counting.get();
      } catch (ExecutionException e) {
        throw new SQLException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", e);
      } finally {
        // The connection is not given back while somebody works on it.
        await(counter, connection);
      }
      return new Manifest(
          id,
          Manifest.dumpKey(id, config.backup().key() != null),
          written.size(),
          written.sha256(),
          snapshot.takenAt(),
          snapshot.installation(),
          snapshot.formerly(),
          snapshot.secret(),
          snapshot.schema(),
          snapshot.serverVersion(),
          config.backup().key() != null,
          rows,
          null);
    }
  }

  private static void await(Thread counter, Connection connection) throws IOException {
    try {
      if (counter.isAlive()) {
        connection.abort(Runnable::run);
      }
      counter.join();
    } catch (SQLException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private OutputStream sealed(OutputStream out) throws IOException {
    SecretKey key = config.backup().key();
    return key == null ? out : new SealedOutput(out, new SealKey(key));
  }

  private static void copy(InputStream in, OutputStream out, StepProgress progress)
      throws IOException {
    var buffer = new byte[PIECE];
    for (int n; (n = in.read(buffer)) >= 0; ) {
      out.write(buffer, 0, n);
      progress.moved(n);
    }
    // The last frame of what is sealed; the file itself is closed by who opened it.
    if (out instanceof SealedOutput sealed) {
      sealed.end();
    }
  }

  /**
   * The time is that of the transaction's begin, which is before the snapshot: whatever left the
   * house later is in the journal.
   */
  private static Snapshot snapshot(Connection connection) throws SQLException {
    var sql =
        """
        SELECT
          pg_export_snapshot(),
          transaction_timestamp(),
          %s,
          (SELECT value FROM setting WHERE key = 'identity'),
          (SELECT value FROM setting WHERE key = 'former_identities'),
          (SELECT value FROM setting WHERE key = 'secret_fingerprint'),
          (SELECT max(id) FROM databasechangelog),
          current_setting('server_version'),
          current_setting('server_version_num')::integer / 10000
        """
            .formatted(Identity.SQL);
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      row.next();
      var installation = row.getString(3);
      var formerly = new ArrayList<String>();
      if (row.getString(5) != null) {
        formerly.addAll(Arrays.asList(row.getString(5).split(",")));
      }
      // A copy that was not resumed yet has the identity of what it is a copy of.
      if (row.getString(4) != null && !row.getString(4).equals(installation)) {
        formerly.add(row.getString(4));
      }
      return new Snapshot(
          row.getString(1),
          row.getTimestamp(2).toInstant(),
          installation,
          formerly,
          row.getString(6),
          row.getString(7),
          row.getString(8).split(" ")[0],
          row.getInt(9));
    }
  }
}
