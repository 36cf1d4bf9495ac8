package io.earlybrd.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.backup.FaultTable;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.scene.SceneHold;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.S3Server;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * {@code kill -9} of {@code run backup} in each of its steps, then {@code rerun}: a verified backup
 * each time, and nothing left behind. What happened is in {@code target/chaos/backup-kills.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupKillTest {
  private static final String SECRET = "a secret of the chaos tests";
  private static final String WORKS = "application_name = 'earlybrd backup'";

  private final S3Server s3 = new S3Server();
  private final FaultTable table = new FaultTable();
  private final Config.Datasource database = TestDatabases.fresh();
  private final SingleConnectionDataSource connection =
      new SingleConnectionDataSource(
          database.url(), database.username(), database.password(), true);
  private final Map<String, String> environment = new HashMap<>();
  private Path home;
  private Instant slot = Clock.systemUTC().instant().truncatedTo(ChronoUnit.MINUTES);

  @BeforeAll
  void prepare(@TempDir Path folder) {
    home = folder;
    Service.train(home);
    environment.putAll(s3.environment());
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_SECRET", SECRET);
    environment.put("EARLYBRD_BACKUP_KEY", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", String.valueOf(database.username()));
    environment.put("SPRING_DATASOURCE_PASSWORD", String.valueOf(database.password()));
    environment.put("PATH", System.getenv("PATH"));
    s3.empty();
  }

  @AfterAll
  void close() throws IOException {
    connection.destroy();
    s3.close();
    Files.writeString(Application.reports().resolve("backup-kills.md"), table.toString());
    System.out.println(table);
  }

  @Test
  void killed_while_it_dumps() {
    try (var hold = SceneHold.table(database, "suppression")) {
      try (var launched = launch()) {
        hold.awaitSession(WORKS + " AND wait_event_type = 'Lock'");
        launched.kill();
      }
    }
    assertRerunMakesABackup("dump", "kill -9 while pg_dump works");
  }

  @Test
  void killed_while_it_uploads() {
    // More than one part.
    FaultTable.fill(jdbc(), 9);
    s3.line().stayAfterUp((8 << 20) + 300_000);
    killAtTheLine();
    assertThat(s3.unfinished()).as("a part was there").hasSize(1);
    jdbc().sql("TRUNCATE mail_event").update();
    assertRerunMakesABackup("upload", "kill -9 between two parts");
  }

  @Test
  void killed_while_it_fetches() {
    s3.line().stayAfterDown(30_000);
    killAtTheLine();
    assertRerunMakesABackup("fetch", "kill -9 in the middle of the object");
  }

  private void killAtTheLine() {
    try (var launched = launch()) {
      Books.await("the line is reached", () -> s3.line().stays());
      launched.kill();
    }
    s3.line().mend();
  }

  @Test
  void killed_while_it_restores() {
    // For a restore that lasts.
    FaultTable.fill(jdbc(), 5);
    try (var launched = launch()) {
      Books.await(
          "pg_restore works",
          () ->
              !strings(
                      "SELECT pid::text FROM pg_stat_activity WHERE datname LIKE"
                          + " 'earlybrd\\_scratch%' AND "
                          + WORKS)
                  .isEmpty());
      launched.kill();
    }
    jdbc().sql("TRUNCATE mail_event").update();
    assertRerunMakesABackup("restore", "kill -9 while pg_restore works");
  }

  @Test
  void killed_when_it_has_uploaded_and_the_history_does_not_know() {
    killAt(
        "UPDATE ON batch_step_execution", "NEW.step_name = 'upload' AND NEW.status = 'COMPLETED'");
    assertRerunMakesABackup("upload", "kill -9 at its end");
  }

  @Test
  void killed_when_it_has_compared() {
    killAt(
        "UPDATE ON batch_step_execution", "NEW.step_name = 'compare' AND NEW.status = 'COMPLETED'");
    assertRerunMakesABackup("compare", "kill -9 at its end");
  }

  @Test
  void killed_while_it_records() {
    killAt("UPDATE ON backup", "NEW.verified_at IS NOT NULL AND OLD.verified_at IS NULL");
    assertRerunMakesABackup("record", "kill -9 before its commit");
  }

  @Test
  void killed_while_it_prunes() {
    var old = List.of(old("20260105T020000Z-000001"), old("20260105T030000Z-000002"));

    killAt("UPDATE ON backup", "NEW.pruned_at IS NOT NULL AND OLD.pruned_at IS NULL");
    assertRerunMakesABackup("prune", "kill -9 between an object and its row");

    assertThat(s3.keys()).contains("earlybrd/" + old.getLast().object());
    assertThat(s3.keys()).doesNotContain("earlybrd/" + old.getFirst().object());
    assertThat(strings("SELECT id FROM backup WHERE pruned_at IS NOT NULL"))
        .contains(old.getFirst().id())
        .doesNotContain(old.getLast().id());
  }

  /** A backup of long ago. */
  private Manifest old(String id) {
    var at = Instant.parse("2026-01-05T" + id.substring(9, 11) + ":00:00Z");
    var identity =
        strings(
                "SELECT system_identifier || ':' || oid FROM pg_control_system(), pg_database WHERE"
                    + " datname = current_database()")
            .getFirst();
    var manifest =
        new Manifest(
                id,
                Manifest.dumpKey(id, true),
                3,
                "",
                at,
                identity,
                List.of(),
                null,
                "0012",
                "15.1",
                true,
                Map.of(),
                null)
            .verified(at);
    s3.put("earlybrd/" + manifest.object(), new byte[3]);
    s3.put(
        "earlybrd/" + manifest.key(),
        manifest.signed(Manifest.signatures(List.of(SECRET))).getBytes(StandardCharsets.UTF_8));
    jdbc()
        .sql(
            """
            INSERT INTO backup (id, job_instance, job_execution, started_at, taken_at, encrypted, uploaded_at, verified_at)
            SELECT :id, 0, 0, at, at, true, at, at
            FROM (SELECT CAST(:at AS timestamptz)) AS t (at)
            """)
        .param("id", id)
        .param("at", at.toString())
        .update();
    return manifest;
  }

  private void killAt(String what, String condition) {
    try (var hold = SceneHold.before(database, what, condition)) {
      try (var launched = launch()) {
        hold.awaitReached();
        launched.kill();
      }
    }
    SceneHold.remove(database);
  }

  private Launched launch() {
    slot = slot.plus(1, ChronoUnit.MINUTES);
    return Application.start(home, environment, "run", "backup", "--at", slot.toString());
  }

  private void assertRerunMakesABackup(String step, String fault) {
    var id = strings("SELECT max(job_execution_id)::text FROM batch_job_execution").getFirst();
    var killedIn =
        strings(
            "SELECT step_name FROM batch_step_execution WHERE status = 'STARTED' AND"
                + " job_execution_id = "
                + id);
    table.add(
        step,
        fault,
        "STARTED in %s, work files %d, scratch databases %d, unfinished uploads %d"
            .formatted(killedIn, workFiles().size(), scratches().size(), s3.unfinished().size()));
    assertThat(killedIn).containsExactly(step);
    // What a killed process left in the database ends when it next writes to its client.
    Books.await(
        "pg_dump and pg_restore of the dead have gone",
        () -> strings("SELECT pid::text FROM pg_stat_activity WHERE " + WORKS).isEmpty());

    try (var rerun = Application.start(home, environment, "rerun", id, "--reason", "killed")) {
      var ended = rerun.end();
      assertThat(ended.exit()).as("%s", ended).isZero();
    }

    table.after(
        "verified, work files %d, scratch databases %d, unfinished uploads %d"
            .formatted(workFiles().size(), scratches().size(), s3.unfinished().size()));
    assertThat(workFiles()).isEmpty();
    assertThat(scratches()).isEmpty();
    assertThat(s3.unfinished()).isEmpty();
    var verified =
        strings(
            "SELECT object FROM backup b JOIN batch_job_execution e ON e.job_instance_id ="
                + " b.job_instance WHERE e.job_execution_id = "
                + id
                + " AND b.verified_at IS NOT NULL AND b.pruned_at IS NULL");
    assertThat(verified).hasSize(1);
    assertThat(s3.keys()).containsAll(verified);
    // Every object that is there has its manifest, and the other way round.
    assertThat(s3.keys().stream().filter(key -> key.endsWith(".sealed")))
        .hasSameSizeAs(s3.keys().stream().filter(key -> key.endsWith(".json")).toList());
  }

  private List<String> workFiles() {
    var names = home.resolve("backup-work").toFile().list();
    return names == null ? List.of() : List.of(names);
  }

  private List<String> scratches() {
    return strings("SELECT datname FROM pg_database WHERE datname LIKE 'earlybrd\\_scratch%'");
  }

  private List<String> strings(String sql) {
    return jdbc().sql(sql).query(String.class).list();
  }

  private JdbcClient jdbc() {
    return JdbcClient.create(connection);
  }
}
