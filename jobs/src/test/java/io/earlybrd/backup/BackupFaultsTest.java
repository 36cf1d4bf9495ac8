package io.earlybrd.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.cli.TestRunner;
import io.earlybrd.scene.Person;
import io.earlybrd.scene.Scene;
import io.earlybrd.scene.SceneHold;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.FileSystemUtils;

/**
 * What goes wrong on the line to the bucket, in the bucket, and in the database while a backup is
 * under way: it fails with a line that says so and leaves nothing, and a rerun makes a backup.
 */
class BackupFaultsTest {
  private static final S3Server S3 = new S3Server();
  private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");

  @RegisterExtension static final Scene scene = new Scene();

  private static final long MEGABYTES = 10;
  private static final FaultTable TABLE = new FaultTable();

  private BackupProcess process;

  @BeforeEach
  void open() throws IOException {
    S3.empty();
    // The tables are emptied by each test, so what a broken one left is known by nobody.
    FileSystemUtils.deleteRecursively(scene.config().home().resolve("backup-work"));
    scene.importSubscribers(Person.digest("ada@example.com", "java"));
    process = BackupProcess.of(scene, S3.settings(KEY));
  }

  @AfterEach
  void close() {
    process.close();
    SceneHold.remove(scene.database());
  }

  @AfterAll
  static void closeServer() {
    S3.close();
    System.out.println(TABLE);
  }

  /** More than one part. */
  private static void fill() {
    FaultTable.fill(scene.db().jdbc(), MEGABYTES);
  }

  @Test
  void a_backup_in_a_bucket_is_sealed_and_verified() {
    fill();

    var launch = process.run();

    assertVerified(launch);
    var manifest = process.manifests().getFirst();
    assertThat(manifest.encrypted()).isTrue();
    assertThat(manifest.rows())
        .containsEntry("mail_event", MEGABYTES)
        .containsEntry("subscriber", 1L);
    var stored = S3.object("earlybrd/" + manifest.object());
    assertThat(stored).hasSize((int) manifest.size());
    assertThat(new String(stored, 0, 7, StandardCharsets.US_ASCII)).isEqualTo("EBSEAL1");
    assertThat(S3.keys())
        .containsExactly("earlybrd/" + manifest.object(), "earlybrd/" + manifest.key());
  }

  @Test
  void short_troubles_on_the_line_are_got_over() {
    fill();
    S3.line().answer500(1);
    S3.line().cutAfterUp(4 << 20, 1);
    S3.line().cutAfterDown(1 << 20, 1);

    assertVerified(process.run());
  }

  @Test
  void a_slow_server_is_waited_for() {
    S3.line().slow(50);

    assertVerified(process.run());
  }

  @Test
  void a_line_that_stays_cut_in_the_upload_fails_it_and_leaves_nothing() {
    fill();
    S3.line().cutAfterUp(4 << 20, 100);

    var failed = process.run();

    assertFailed(failed, "step upload: ", S3.endpoint().toString());
    assertThat(process.steps(failed)).containsExactly("dump COMPLETED", "upload FAILED");
    assertThat(S3.keys()).isEmpty();
    S3.line().mend();
    assertRerunVerifies(failed);
  }

  @Test
  void a_line_that_stays_cut_in_the_fetch_fails_it() {
    fill();
    S3.line().cutAfterDown(2 << 20, 100);

    var failed = process.run();

    assertFailed(failed, "step fetch: ", "broke off");
    S3.line().mend();
    assertRerunVerifies(failed);
  }

  @Test
  void a_server_that_answers_500_fails_the_run_before_anything_is_dumped() {
    S3.line().answer500(1_000);

    var failed = process.run();

    assertThat(failed.status()).isEqualTo("FAILED");
    assertThat(process.error(failed)).contains("500");
    assertThat(process.steps(failed)).isEmpty();
    S3.line().mend();
    assertRerunVerifies(failed);
  }

  @Test
  void a_bucket_that_is_not_there_fails_the_run_with_its_name() {
    try (var wrong = BackupProcess.of(scene, S3.settings("no-such-bucket", KEY))) {
      var failed = wrong.run();

      assertThat(failed.status()).isEqualTo("FAILED");
      assertThat(wrong.error(failed)).contains("There is no bucket “no-such-bucket”");
      assertThat(wrong.leftovers()).isEmpty();
    }
  }

  static Stream<UnaryOperator<byte[]>> damages() {
    return Stream.of(
        content -> {
          content[content.length / 2] ^= 1;
          return content;
        },
        content -> Arrays.copyOf(content, content.length - 1),
        content -> "something else altogether".getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void an_object_that_is_not_what_was_uploaded_is_found_and_deleted(UnaryOperator<byte[]> damage) {
    var failed =
        runWithIn(
            "fetch",
            () -> {
              var key = S3.keys().getFirst();
              S3.put(key, damage.apply(S3.object(key)));
            });

    assertFailed(failed, "step fetch: s3://backups/earlybrd/backup/", "it is deleted");
    assertThat(S3.keys()).isEmpty();
    assertRerunVerifies(failed);
  }

  @Test
  void an_object_of_another_night_is_found() {
    assertVerified(process.run());
    var old = S3.object(S3.keys().getFirst());
    scene.db().sql("UPDATE subscriber SET send_at = '09:00'");

    var failed = runWithIn("fetch", () -> S3.put(newestDump(), old));

    assertFailed(failed, "step fetch: ");
    assertThat(process.manifests()).hasSize(1);
    assertRerunVerifies(failed);
  }

  @Test
  void an_object_that_has_gone_is_found() {
    var failed = runWithIn("fetch", () -> S3.delete(newestDump()));

    assertFailed(failed, "is not there");
    assertRerunVerifies(failed);
  }

  private static String newestDump() {
    return S3.keys().stream().filter(key -> key.endsWith(".sealed")).toList().getLast();
  }

  @Test
  void rows_that_are_not_there_after_restoring_are_found() {
    var failed =
        runWithIn(
            "compare",
            () ->
                inScratch(
                    "DELETE FROM saved_search; INSERT INTO suppression (address_hash, reason)"
                        + " VALUES ('x', 'bounce')"));

    assertFailed(
        failed, "step compare: ", "saved_search: 1 dumped, 0 restored", "suppression: 0 dumped");
    assertRerunVerifies(failed);
  }

  @Test
  void a_promise_that_the_ledger_broke_is_told_and_the_backup_kept() {
    scene.db().sql("ALTER TABLE saved_search ADD CONSTRAINT later CHECK (id > 0) NOT VALID");
    try {
      var failed = process.run();

      assertFailed(failed, "step compare: ", "1 constraints that were not checked");
      assertThat(process.manifests()).singleElement().extracting(Manifest::verifiedAt).isNull();
    } finally {
      scene.db().sql("ALTER TABLE saved_search DROP CONSTRAINT later");
    }
  }

  @Test
  void a_dump_whose_connection_is_cut_fails_and_leaves_nothing() {
    CompletableFuture<TestRunner.Launch> running;
    try (var hold = SceneHold.table(scene.database(), "suppression")) {
      running = CompletableFuture.supplyAsync(process::run);
      hold.awaitSession("application_name = 'earlybrd backup' AND wait_event_type = 'Lock'");
      scene
          .db()
          .count(
              "(SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name ="
                  + " 'earlybrd backup') AS cut");
    }
    var failed = running.join();

    assertFailed(failed, "step dump: pg_dump failed: ");
    assertRerunVerifies(failed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dump", "upload", "fetch", "restore", "compare", "record", "prune"})
  void a_run_whose_connection_to_the_database_is_cut_between_two_steps_goes_on(String step) {
    CompletableFuture<TestRunner.Launch> running;
    try (var hold =
        SceneHold.before(
            scene.database(), "INSERT ON batch_step_execution", "NEW.step_name = '" + step + "'")) {
      running = CompletableFuture.supplyAsync(process::run);
      hold.awaitReached();
      hold.cut();
    }
    var broken = running.handle((launch, e) -> launch).join();
    SceneHold.remove(scene.database());

    var launch = broken == null ? lastExecution() : broken;
    TABLE.add(step, "database connection cut as it begins", state(launch));
    assertThat(launch.status()).isNotEqualTo("DONE");
    assertRerunVerifies(launch);
  }

  /** Where the framework could not even write how it ended. */
  private static TestRunner.Launch lastExecution() {
    var id = scene.db().value("SELECT max(job_execution_id) FROM batch_job_execution");
    return new TestRunner.Launch(1, "FAILED", Long.valueOf(String.valueOf(id)), null);
  }

  private String state(TestRunner.Launch launch) {
    return scene
            .db()
            .value(
                "SELECT status FROM batch_job_execution WHERE job_execution_id = "
                    + launch.execution())
        + ", left: "
        + (process.leftovers().size() + S3.unfinished().size());
  }

  @Test
  void a_stop_in_the_dump_ends_it_at_once_and_another_process_goes_on() {
    TestRunner.Launch stopped;
    try (var hold = SceneHold.table(scene.database(), "suppression")) {
      var running = CompletableFuture.supplyAsync(process::run);
      hold.awaitSession("application_name = 'earlybrd backup' AND wait_event_type = 'Lock'");
      // The count waits for that table, too: the end of the dump ends it.
      process.runner().stop();
      stopped = running.join();
    }

    assertThat(stopped.status()).isEqualTo("STOPPED");
    assertThat(process.steps(stopped)).containsExactly("dump STOPPED");
    assertNothingIsLeft();
    process.close();
    process = BackupProcess.of(scene, S3.settings(KEY));
    assertRerunVerifies(stopped);
  }

  @Test
  void a_stop_in_the_upload_aborts_it() {
    fill();
    S3.line().slow(1);
    var running = CompletableFuture.supplyAsync(process::run);
    while (S3.line().up() < 1 << 20 && !running.isDone()) {
      Thread.onSpinWait();
    }
    process.runner().stop();

    var stopped = running.join();

    assertThat(stopped.status()).isEqualTo("STOPPED");
    assertThat(process.steps(stopped)).containsExactly("dump COMPLETED", "upload STOPPED");
    S3.line().mend();
    assertNothingIsLeft();
    assertThat(S3.keys()).isEmpty();
  }

  /** A run during which something happens as a step begins. */
  private TestRunner.Launch runWithIn(String step, Runnable happening) {
    CompletableFuture<TestRunner.Launch> running;
    try (var hold =
        SceneHold.before(
            scene.database(), "INSERT ON batch_step_execution", "NEW.step_name = '" + step + "'")) {
      running = CompletableFuture.supplyAsync(process::run);
      hold.awaitReached();
      happening.run();
    }
    var launch = running.join();
    SceneHold.remove(scene.database());
    return launch;
  }

  private static void inScratch(String sql) {
    var name =
        scene
            .db()
            .value("SELECT datname FROM pg_database WHERE datname LIKE 'earlybrd\\_scratch%'");
    var ours = scene.database();
    var url = ours.url().replaceFirst("(//[^/]+/)[^?]*", "$1" + name);
    try (var connection =
            java.sql.DriverManager.getConnection(url, ours.username(), ours.password());
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void assertFailed(TestRunner.Launch failed, String... says) {
    TABLE.add(lastStep(failed), says[says.length - 1], state(failed));
    assertThat(failed.status()).isEqualTo("FAILED");
    assertThat(process.error(failed)).contains(says);
    assertThat(String.valueOf(process.error(failed)).lines()).hasSize(1);
    assertNothingIsLeft();
  }

  private void assertNothingIsLeft() {
    assertThat(process.leftovers()).isEmpty();
    assertThat(S3.unfinished()).isEmpty();
    assertThat(
            scene
                .db()
                .column(
                    "SELECT query FROM pg_stat_activity WHERE application_name = 'earlybrd"
                        + " backup'"))
        .isEmpty();
  }

  private void assertRerunVerifies(TestRunner.Launch failed) {
    var rerun = process.rerun(failed);
    TABLE.after(
        rerun.status() + ", left: " + (process.leftovers().size() + S3.unfinished().size()));
    assertVerified(rerun);
  }

  private String lastStep(TestRunner.Launch launch) {
    var steps = process.steps(launch);
    return steps.isEmpty() ? "before any" : steps.getLast().split(" ")[0];
  }

  private void assertVerified(TestRunner.Launch launch) {
    assertThat(process.error(launch)).isEmpty();
    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(process.manifests().getLast().verifiedAt()).isNotNull();
    assertThat(scene.db().count("backup WHERE verified_at IS NOT NULL")).isPositive();
    assertNothingIsLeft();
  }
}
