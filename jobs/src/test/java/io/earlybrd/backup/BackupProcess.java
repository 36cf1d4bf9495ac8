package io.earlybrd.backup;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.earlybrd.cli.TestRunner;
import io.earlybrd.platform.BackupSettings;
import io.earlybrd.platform.Config;
import io.earlybrd.scene.Scene;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Manifests;
import io.earlybrd.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A process that makes backups of a scene's database, and what it leaves where. */
final class BackupProcess implements AutoCloseable {
  private static final AtomicLong PIDS = new AtomicLong(7_000);

  private final Scene scene;
  private final Config config;
  private final TestRunner runner;
  private long slot;

  private BackupProcess(Scene scene, Config config) {
    this.scene = scene;
    this.config = config;
    this.runner =
        TestRunner.open(
            config,
            scene.database(),
            Clock.fixed(Scene.NOON, ZoneOffset.UTC),
            PIDS.incrementAndGet());
    // They tell of connections that are cut here on purpose.
    var loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    loggers.getLogger("com.zaxxer").setLevel(Level.OFF);
    loggers.getLogger("org.springframework").setLevel(Level.OFF);
  }

  static BackupProcess of(Scene scene, BackupSettings settings) {
    return of(scene, settings, scene.config().home());
  }

  static BackupProcess of(Scene scene, BackupSettings settings, Path home) {
    return new BackupProcess(scene, config(scene.config(), settings, home));
  }

  private static Config config(Config of, BackupSettings backup, Path home) {
    return new Config(
        home,
        of.datasource(),
        of.mail(),
        of.mailFrom(),
        of.inDoubt(),
        of.sending(),
        of.feedback(),
        of.templates(),
        of.baseUrl(),
        of.secret(),
        of.fetch(),
        of.presets(),
        backup,
        of.logFormat());
  }

  /** {@code run backup} at the next minute. */
  TestRunner.Launch run() {
    return runner.run("backup", Scene.minute(slot++));
  }

  TestRunner.Launch rerun(TestRunner.Launch failed) {
    return runner.rerun(execution(failed), "mended");
  }

  TestRunner runner() {
    return runner;
  }

  private static long execution(TestRunner.Launch launch) {
    var execution = launch.execution();
    if (execution == null) {
      throw new AssertionError("nothing was run: " + launch);
    }
    return execution;
  }

  /** The line in the history. */
  @Nullable String error(TestRunner.Launch failed) {
    return scene
        .db()
        .value(
            "SELECT exit_message FROM batch_job_execution WHERE job_execution_id = "
                + execution(failed));
  }

  /** {@code step status}, in order. */
  List<String> steps(TestRunner.Launch launch) {
    return scene
        .db()
        .column(
            "SELECT step_name || ' ' || status FROM batch_step_execution WHERE job_execution_id = "
                + execution(launch)
                + " ORDER BY step_execution_id");
  }

  List<Manifest> manifests() {
    try (var storage = Storage.open(config)) {
      return new Manifests(storage, config.secret()).all();
    }
  }

  Storage storage() {
    return Storage.open(config);
  }

  /** Work files, scratch databases and unfinished objects: there must be none. */
  List<String> leftovers() {
    return Stream.of(
            files("backup-work", ""),
            files("backups", ".unfinished"),
            scene
                .db()
                .column("SELECT datname FROM pg_database WHERE datname LIKE 'earlybrd\\_scratch%'"))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> files(String folder, String ending) {
    var path = config.home().resolve(folder);
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (var files = Files.walk(path)) {
      return files
          .filter(Files::isRegularFile)
          .map(Path::toString)
          .filter(name -> name.endsWith(ending))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    runner.close();
  }
}
