package io.earlybrd.backup;

import io.earlybrd.journal.FetchedPieces;
import io.earlybrd.journal.Replay;
import io.earlybrd.mail.SecretFingerprint;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.ClientTools;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.run.DatabaseErrors;
import io.earlybrd.run.Failures;
import io.earlybrd.run.Gate;
import io.earlybrd.run.JobGroup;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.OperatorActions;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Manifests;
import io.earlybrd.storage.Storage;
import io.earlybrd.storage.StorageProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings a backup back, and what left since: checks everything before it writes, then writes all or
 * nothing. The old database is not needed. What comes out mails nobody until somebody resumes it:
 * its identity is not the stored one.
 */
public final class Restore {
  private static final String WORK = "restore-";

  /** A file in the folder, locked for as long as that is used. */
  private static final String LOCK = "lock";

  private final Config config;
  private final List<String> secrets;
  private final Consumer<String> progress;

  /**
   * @param config whose database is the one to restore into
   * @param progress told in a line what is being done
   */
  public Restore(Config config, Consumer<String> progress) {
    this.config = config;
    this.secrets = Secrets.of(config);
    this.progress = progress;
  }

  /** What was restored. */
  public record Restored(Manifest backup, FetchedPieces.Told told, Replay.Replayed replayed) {}

  /** It could not be done, and nothing is left of it; the message is a line. */
  public static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    Failed(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /**
   * @param which an id, or {@code latest}
   * @throws UserError where it cannot be begun: nothing was written
   * @throws Failed where it could not be ended: nothing is left
   */
  public Restored run(String which) throws Failed {
    var work = work();
    try (var _ = locked(work);
        var storage = Storage.open(config);
        var target = RestoreTarget.open(database())) {
      var backup = backup(storage, which);
      target.requireEmpty(backup.installation());
      var tools = tools(target, backup);
      progress.accept("Fetching backup %s of %s".formatted(backup.id(), backup.takenAt()));
      var dump =
          new FetchedDump(storage, config.backup().key()).fetch(backup, work.resolve("dump"));
      progress.accept("Fetching the journal since then");
      var told =
          new FetchedPieces(storage, secrets, config.backup().key(), work)
              .since(backup.takenAt(), backup.installation());
      return restore(target, tools, backup, dump, told);
    } catch (StorageProblem e) {
      throw new UserError(String.valueOf(e.getMessage()), e);
    } catch (SQLException e) {
      throw DatabaseErrors.atTheStart(e);
    } catch (IOException e) {
      throw unwritable(e);
    } finally {
      delete(work);
    }
  }

  private Config.Datasource database() {
    return Objects.requireNonNull(config.datasource());
  }

  private Path work() {
    try {
      Files.createDirectories(config.home());
      deleteLeftovers();
      return Files.createTempDirectory(config.home(), WORK);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static UserError unwritable(IOException e) {
    return new UserError("EARLYBRD_HOME cannot be written: " + e, e);
  }

  private static FileChannel locked(Path work) throws IOException {
    var channel =
        FileChannel.open(work.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    // Released with the channel.
    channel.lock();
    return channel;
  }

  /**
   * Of restores that were killed: a dump is large, and holds what the database held. One that is
   * under way holds its lock.
   */
  private void deleteLeftovers() throws IOException {
    try (var folders = Files.newDirectoryStream(config.home(), WORK + "*")) {
      for (var folder : folders) {
        if (Files.exists(folder.resolve(LOCK))) {
          deleteUnlessHeld(folder);
        }
      }
    }
  }

  private static void deleteUnlessHeld(Path folder) throws IOException {
    try (var channel = FileChannel.open(folder.resolve(LOCK), StandardOpenOption.WRITE);
        var lock = channel.tryLock()) {
      if (lock != null) {
        delete(folder);
      }
    } catch (OverlappingFileLockException e) {
      // By this very process.
    }
  }

  private static void delete(Path work) {
    try (var files = Files.newDirectoryStream(work)) {
      for (var file : files) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(work);
    } catch (IOException e) {
      // Names nobody and is in the way of nobody; what failed says more.
    }
  }

  private Manifest backup(Storage storage, String which) {
    var manifests = new Manifests(storage, secrets);
    var backup = which.equals("latest") ? manifests.latest() : manifests.named(which);
    if (backup.encrypted() && config.backup().key() == null) {
      throw new UserError(
          "Backup %s is encrypted: set EARLYBRD_BACKUP_KEY to the key of then"
              .formatted(backup.id()));
    }
    if (backup.secret() != null
        && secrets.stream().map(SecretFingerprint::of).noneMatch(backup.secret()::equals)) {
      throw new UserError(
          "Backup %s is of a database with another EARLYBRD_SECRET: without it, nobody who left is known. Set the secret of then (after a comma is enough)"
              .formatted(backup.id()));
    }
    if (backup.schema().compareTo(Schema.VERSION) > 0) {
      throw new UserError(
          "Backup %s is of a newer EarlyBrd (schema %s, this is %s): install that version first"
              .formatted(backup.id(), backup.schema(), Schema.VERSION));
    }
    return backup;
  }

  private ClientTools tools(RestoreTarget target, Manifest backup) throws SQLException {
    int major = target.serverMajor();
    if (major < backup.serverMajor()) {
      throw new UserError(
          "Backup %s is of PostgreSQL %d, and the server is %d: restore into the same version or a newer one"
              .formatted(backup.id(), backup.serverMajor(), major));
    }
    return ClientTools.find(config.backup().clientTools(), major);
  }

  private Restored restore(
      RestoreTarget target,
      ClientTools tools,
      Manifest backup,
      FetchedDump dump,
      FetchedPieces.Told told)
      throws Failed, SQLException {
    try (var locks = LockConnection.open(database(), "restore")) {
      lock(locks);
      target.mark(backup.id());
      try {
        progress.accept("Restoring");
        dump.restore(tools, database());
        progress.accept("Bringing it up to this version");
        Schema.migrateRestored(database(), progress);
        progress.accept("Telling it what left since: %d pieces".formatted(told.pieces().size()));
        return new Restored(backup, told, replay(backup, told));
      } catch (IOException | RuntimeException e) {
        throw new Failed("Nothing was restored: %s. %s".formatted(reason(e), cleared(target)), e);
      }
    }
  }

  private static String reason(Exception e) {
    return e instanceof UserError ? String.valueOf(e.getMessage()) : Failures.reason(e);
  }

  private static String cleared(RestoreTarget target) {
    try {
      target.clear();
      return "The database is empty again";
    } catch (SQLException e) {
      return "What is in the database could not be taken away (%s): drop it"
          .formatted(Failures.reason(e));
    }
  }

  /** No job of a cron that is ahead of us may begin before the journal is told. */
  private static void lock(LockConnection locks) {
    try {
      for (var group : JobGroup.values()) {
        if (Gate.await(locks, group, Duration.ZERO) instanceof Gate.Entry.Busy(String holder)) {
          throw new UserError("The database is in use: " + holder);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("Interrupted", e);
    }
  }

  private Replay.Replayed replay(Manifest backup, FetchedPieces.Told told) {
    var connection = new SingleConnectionDataSource(database().url(), true);
    connection.setUsername(Objects.requireNonNullElse(database().username(), ""));
    connection.setPassword(Objects.requireNonNullElse(database().password(), ""));
    try {
      var jdbc = JdbcClient.create(connection);
      return Objects.requireNonNull(
          new TransactionTemplate(new DataSourceTransactionManager(connection))
              .execute(
                  status -> {
                    var replayed = new Replay(jdbc, secrets).replay(told.pieces());
                    new RestoredSettings(jdbc).store(backup, told, OperatorActions.person());
                    jdbc.sql(RestoreTarget.unmark()).update();
                    return replayed;
                  }));
    } finally {
      connection.destroy();
    }
  }
}
