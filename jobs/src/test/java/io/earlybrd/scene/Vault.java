package io.earlybrd.scene;

import io.earlybrd.backup.Restore;
import io.earlybrd.cli.TestRunner;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.ClientTools;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedOutput;
import io.earlybrd.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;

/**
 * Where a scene's backups lie, and the databases that they are brought back into. A backup here is
 * made without its job: what is asked is how it comes back.
 */
public final class Vault implements AutoCloseable {
  private final Scene scene;
  private final Config config;
  private final List<TestRunner> processes = new ArrayList<>();
  private final List<SceneDatabase> databases = new ArrayList<>();
  private long pids = 1_000;

  public Vault(Scene scene) {
    this(scene, null);
  }

  /** One whose backups and journal are sealed. */
  public Vault(Scene scene, @Nullable SecretKey key) {
    this.scene = scene;
    this.config = Configs.sealedBy(scene.config(), key);
    try {
      FileSystemUtils.deleteRecursively(folder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Config config() {
    return config;
  }

  public Path folder() {
    return config.home().resolve("backups");
  }

  public List<Path> files(String under) {
    var folder = folder().resolve(under);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a backup, and returns what is known of it. */
  public Manifest backUp() {
    try (var storage = Storage.open(config);
        var connection = TestDatabases.connect(scene.database())) {
      connection.setAutoCommit(false);
      String snapshot;
      Instant takenAt;
      try (var statement = connection.createStatement();
          var row =
              statement.executeQuery("SELECT pg_export_snapshot(), transaction_timestamp()")) {
        row.next();
        snapshot = row.getString(1);
        // As if it had been taken a while before whatever the test does next.
        takenAt = row.getTimestamp(2).toInstant().minusSeconds(10);
      }
      var dump = new ByteArrayOutputStream();
      try (var program =
          ClientTools.find(null, connection.getMetaData().getDatabaseMajorVersion())
              .dump(scene.database(), snapshot)) {
        var key = config.backup().key();
        try (var out = key == null ? dump : new SealedOutput(dump, new SealKey(key))) {
          program.output().transferTo(out);
        }
        program.join();
      }
      return store(storage, dump.toByteArray(), takenAt);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whatever is in it: nobody looks into a backup that is signed. */
  public Manifest store(Storage storage, byte[] dump, Instant takenAt) {
    boolean sealed = config.backup().key() != null;
    var id = "20310303T%06dZ-%s".formatted(pids++, UUID.randomUUID().toString().substring(0, 6));
    var manifest =
        new Manifest(
            id,
            Manifest.dumpKey(id, sealed),
            dump.length,
            sha256(dump),
            takenAt,
            Objects.requireNonNull(
                scene.db().value("SELECT value FROM setting WHERE key = 'identity'")),
            List.of(),
            null,
            Objects.requireNonNull(scene.db().value("SELECT max(id) FROM databasechangelog")),
            "15.0",
            sealed,
            Map.of(),
            null);
    storage.put(manifest.object(), dump);
    store(storage, manifest);
    return manifest;
  }

  private void store(Storage storage, Manifest manifest) {
    storage.put(
        manifest.key(),
        manifest
            .signed(Manifest.signatures(config.secret()))
            .getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  /** As if it were of another database. */
  public void storeAs(Manifest of, String installation) {
    try (var storage = Storage.open(config)) {
      store(
          storage,
          new Manifest(
              of.id(),
              of.object(),
              of.size(),
              of.sha256(),
              of.takenAt(),
              installation,
              of.formerly(),
              of.secret(),
              of.schema(),
              of.serverVersion(),
              of.encrypted(),
              of.rows(),
              of.verifiedAt()));
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Three minutes later, by all that the journal looks at. */
  public void threeMinutesLaterOn(SceneDatabase db) {
    db.sql(
        "UPDATE setting SET changed_at = changed_at - interval '4 minutes' WHERE key ="
            + " 'journal_to'");
    db.sql("UPDATE mail SET sent_at = sent_at - interval '3 seconds' WHERE state = 'SENT'");
    db.sql("UPDATE departure SET at = at - interval '3 seconds'");
    db.sql(
        "UPDATE setting SET value = (value::timestamptz - interval '10 seconds')::text WHERE key ="
            + " 'journal_to'");
  }

  /** Runs job send, whose last step writes a piece. */
  public TestRunner.Launch tellTheJournal(Instant slot) {
    int before = files("journal").size();
    threeMinutesLaterOn(scene.db());
    var launch = original().run("send", slot);
    if (files("journal").size() != before + 1) {
      throw new AssertionError(
          "no piece was written: " + launch + scene.db().column("SELECT reason FROM skipped_item"));
    }
    return launch;
  }

  /** A process of the service as it was, that has this vault. */
  public TestRunner original() {
    if (processes.isEmpty()) {
      scene.endProcess();
      processes.add(open(scene.database()));
    }
    return processes.getFirst();
  }

  private TestRunner open(Config.Datasource database) {
    return TestRunner.open(
        Configs.onDatabase(config, database),
        database,
        Clock.fixed(Scene.NOON, ZoneOffset.UTC),
        scene.nextPid());
  }

  /** {@code restore WHICH} into a new database. */
  public Back restore(String which) throws Restore.Failed {
    var target = TestDatabases.empty();
    var restored = new Restore(Configs.onDatabase(config, target), line -> {}).run(which);
    var database = new SceneDatabase(target);
    databases.add(database);
    return new Back(restored, target, database);
  }

  /** A database that came back. */
  public final class Back {
    private final Restore.Restored restored;
    private final Config.Datasource datasource;
    private final SceneDatabase db;
    private @Nullable TestRunner process;

    private Back(Restore.Restored restored, Config.Datasource datasource, SceneDatabase database) {
      this.restored = restored;
      this.datasource = datasource;
      this.db = database;
    }

    public Restore.Restored restored() {
      return restored;
    }

    public SceneDatabase db() {
      return db;
    }

    public Config.Datasource datasource() {
      return datasource;
    }

    /** {@code run JOB --at SLOT}, on it. */
    public TestRunner.Launch run(String job, Instant slot) {
      if (process == null) {
        process = open(datasource);
        processes.add(process);
      }
      return process.run(job, slot);
    }
  }

  @Override
  public void close() {
    processes.forEach(TestRunner::close);
    databases.forEach(SceneDatabase::close);
  }
}
