package io.earlybrd.promises;

import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.earlybrd.backup.Restore;
import io.earlybrd.deliver.Sending;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.platform.pg.TestDatabases;
import io.earlybrd.scene.Configs;
import io.earlybrd.scene.Contents;
import io.earlybrd.scene.Scene;
import io.earlybrd.scene.Vault;
import io.earlybrd.storage.Storage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What must not be restored is refused in a line, and nothing is written. */
class RestoreRefusedTest {
  private static final SecretKeySpec KEY = new SecretKeySpec(new byte[32], "AES");
  private static final SecretKeySpec OTHER =
      new SecretKeySpec(Arrays.copyOf(new byte[] {1}, 32), "AES");

  @RegisterExtension static final Scene scene = new Scene();

  private Vault vault = new Vault(scene);
  private Config.Datasource target = new Config.Datasource("not yet", null, null);

  @BeforeEach
  void open() {
    vault = new Vault(scene);
    target = TestDatabases.empty();
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void an_id_that_is_none() {
    refused("latest", "There is no backup in");
    refused("20310303T000000Z-aaaaaa", "There is no backup “20310303T000000Z-aaaaaa”");
    refused("../../etc/passwd", "There is no backup");
  }

  @Test
  void a_target_that_is_not_empty() {
    vault.backUp();
    Contents.execute(target, "CREATE TABLE of_somebody (x integer)");

    refusedWith(vault.config(), "latest", "is not empty (there is of_somebody)");

    assertThat(Contents.of(target)).isEqualTo("of_somebody");
    Contents.execute(target, "DROP TABLE of_somebody");
    Contents.execute(
        target, "CREATE FUNCTION of_somebody() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
    refusedWith(vault.config(), "latest", "is not empty (there is of_somebody())");
  }

  @Test
  void a_target_that_is_not_there() {
    vault.backUp();
    var nowhere = target.url().replaceFirst("/test_\\d+", "/test_none");
    target = new Config.Datasource(nowhere, target.username(), target.password());

    assertThatThrownBy(() -> restore(vault.config(), "latest"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void the_very_database_that_was_backed_up() {
    var manifest = vault.backUp();
    vault.storeAs(manifest, Contents.identity(target));

    refused(manifest.id(), "is the very database that was backed up, emptied");
  }

  @Test
  void a_dump_that_is_damaged_cut_or_exchanged() throws IOException {
    var first = vault.backUp();
    scene.newsFor("ann@example.org");
    var second = vault.backUp();
    var file = vault.folder().resolve(second.object());
    var whole = Files.readAllBytes(file);

    var damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(file, damaged);
    refused("latest", "is not what was backed up");

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    refused("latest", "is not what was backed up");

    Files.copy(vault.folder().resolve(first.object()), file, StandardCopyOption.REPLACE_EXISTING);
    refused("latest", "is not what was backed up");

    Files.delete(file);
    refused("latest", "There is no ");
  }

  @Test
  void a_manifest_that_somebody_else_wrote() throws IOException {
    var manifest = vault.backUp();
    var file = vault.folder().resolve(manifest.key());
    Files.writeString(
        file,
        Files.readString(file).replace(manifest.sha256(), manifest.sha256().replace('a', 'b')));

    refused("latest", "EARLYBRD_SECRET");
    refused(manifest.id(), "was not signed with this EARLYBRD_SECRET");
  }

  @Test
  void a_backup_of_another_secret() {
    var manifest = vault.backUp();
    var other = Configs.withSecret(vault.config(), "another secret, which is long enough");

    refusedWith(other, "latest", "was not signed with this EARLYBRD_SECRET");
    refusedWith(other, manifest.id(), "was not signed with this EARLYBRD_SECRET");
    nothingIsThere();
  }

  @Test
  void a_sealed_backup_without_its_key() {
    vault = new Vault(scene, KEY);
    vault.backUp();

    refusedWith(Configs.sealedBy(vault.config(), null), "latest", "set EARLYBRD_BACKUP_KEY");
    refusedWith(Configs.sealedBy(vault.config(), OTHER), "latest", "sealed with another key");
    nothingIsThere();
  }

  @Test
  void a_sealed_backup_comes_back_by_its_key() throws Exception {
    vault = new Vault(scene, KEY);
    scene.newsFor("ann@example.org");
    vault.backUp();
    vault.original().run("alerts", minute(0));
    vault.tellTheJournal(minute(6));
    assertThat(vault.files("journal")).allMatch(file -> file.toString().endsWith(".sealed"));

    var back = vault.restore("latest");

    assertThat(back.restored().replayed().mails()).isEqualTo(1);
  }

  @Test
  void a_journal_that_is_damaged_or_cut() throws IOException {
    scene.newsFor("ann@example.org");
    vault.backUp();
    vault.original().run("alerts", minute(0));
    vault.tellTheJournal(minute(6));
    var piece = vault.files("journal").getFirst();
    var whole = Files.readAllBytes(piece);

    Files.write(piece, Arrays.copyOf(whole, whole.length / 2));
    refused("latest", "cannot be used: it is cut off");

    var damaged = whole.clone();
    damaged[damaged.length / 2] ^= 1;
    Files.write(piece, damaged);
    refused("latest", "cannot be used");
  }

  @Test
  void a_piece_that_is_missing_is_told() throws Exception {
    var board = scene.newsFor("ann@example.org");
    vault.backUp();
    vault.original().run("alerts", minute(0));
    vault.tellTheJournal(minute(6));
    var first = vault.files("journal").getFirst();
    board.adds(io.earlybrd.scene.SamplePosting.posting("2", "Java tester"));
    vault.original().run("alerts", minute(7));
    scene
        .db()
        .sql(
            "UPDATE setting SET value = (value::timestamptz + interval '12 seconds')::text WHERE"
                + " key = 'journal_to'");
    Files.delete(first);
    vault.tellTheJournal(minute(12));

    var back = vault.restore("latest");

    assertThat(back.restored().told().gaps()).hasSize(1);
    assertThat(new Sending(back.db().jdbc()).restored())
        .hasValueSatisfying(restored -> assertThat(restored.untold()).contains(" to "));
  }

  @Test
  void backups_of_two_databases_that_both_live() throws IOException {
    var one = vault.backUp();
    vault.storeAs(vault.backUp(), "4711:1");
    vault.backUp();

    refused("latest", "are backups of several databases");
    assertThat(one.id()).isNotEmpty();
  }

  @Test
  void a_dump_that_postgresql_does_not_read_leaves_nothing() {
    try (var storage = Storage.open(vault.config())) {
      vault.store(storage, "no dump".getBytes(StandardCharsets.UTF_8), Scene.NOON);
    }

    assertThatThrownBy(() -> restore(vault.config(), "latest"))
        .isInstanceOf(Restore.Failed.class)
        .hasMessageContaining("Nothing was restored")
        .hasMessageContaining("The database is empty again");
    nothingIsThere();
  }

  @Test
  void what_fails_when_the_journal_is_told_leaves_nothing() {
    try (var trigger = scene.db().refuse("INSERT ON setting", "NEW.key = 'restored_from'")) {
      vault.backUp();
      assertThat(trigger).isNotNull();
    }

    assertThatThrownBy(() -> restore(vault.config(), "latest"))
        .isInstanceOf(Restore.Failed.class)
        .hasMessageContaining("the disk is full")
        .hasMessageContaining("The database is empty again");
    nothingIsThere();
  }

  @Test
  void what_a_killed_restore_left_behind() throws Exception {
    vault.backUp();
    Contents.execute(
        target,
        "CREATE TABLE restore_unfinished AS SELECT 'an-id'::text AS backup, clock_timestamp() AS"
            + " begun_at");

    assertThatThrownBy(() -> restore(vault.config(), "latest"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("what a restore of an-id left behind")
        .hasMessageContaining("DROP DATABASE");
    scene.db().sql("CREATE TABLE restore_unfinished AS SELECT 1");
    try {
      assertThatThrownBy(() -> new Sending(scene.db().jdbc()).resume("tester"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("did not come to its end");
    } finally {
      scene.db().sql("DROP TABLE restore_unfinished");
    }
  }

  @Test
  void what_a_killed_restore_had_fetched_goes_with_the_next_one_and_no_other() throws Exception {
    vault.backUp();
    var killed = Files.createDirectories(vault.config().home().resolve("restore-4711"));
    Files.writeString(killed.resolve("lock"), "");
    Files.writeString(killed.resolve("dump"), "what the database held");
    var another = Files.createDirectories(vault.config().home().resolve("restore-4712"));
    try (var held =
        FileChannel.open(
            another.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      held.lock();

      restore(vault.config(), "latest");

      assertThat(killed).doesNotExist();
      assertThat(another).exists();
    }
  }

  @Test
  void migrate_makes_no_service_of_what_a_killed_restore_left_behind() {
    Contents.execute(target, "CREATE TABLE restore_unfinished AS SELECT 'an-id'::text AS backup");

    assertThatThrownBy(
            () -> Schema.migrate(target.url(), target.username(), target.password(), line -> {}))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("did not come to its end");
  }

  private void refused(String which, String line) {
    refusedWith(vault.config(), which, line);
    nothingIsThere();
  }

  private void refusedWith(Config config, String which, String line) {
    assertThatThrownBy(() -> restore(config, which))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(line)
        .extracting(e -> e.getMessage().lines().count())
        .isEqualTo(1L);
    assertThat(work()).noneMatch(file -> file.getFileName().toString().startsWith("restore-"));
  }

  private java.util.List<Path> work() {
    try (var files = Files.list(vault.config().home())) {
      return files.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private void restore(Config config, String which) throws Restore.Failed {
    new Restore(Configs.onDatabase(config, target), line -> {}).run(which);
  }

  private void nothingIsThere() {
    assertThat(Contents.of(target)).isEmpty();
  }
}
