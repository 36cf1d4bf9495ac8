package io.earlybrd.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds of every place where backups lie, and what goes wrong with each. */
class StorageTest {
  private static final S3Server S3 = new S3Server();

  /** Two parts and a bit. */
  private static final int LARGE = (2 * 8 << 20) + 12_345;

  @TempDir private static Path folder;
  @TempDir private Path work;

  static Stream<Storage> both() {
    return Stream.of(
        new FolderStorage(folder.resolve("backups")), S3Storage.open(S3.settings(null)));
  }

  @BeforeEach
  void empty() throws IOException {
    S3.empty();
    org.springframework.util.FileSystemUtils.deleteRecursively(folder.resolve("backups"));
  }

  @AfterAll
  static void close() {
    S3.close();
  }

  @ParameterizedTest
  @MethodSource("both")
  void what_was_put_is_got_as_it_was(Storage storage) throws IOException {
    var large = bytes(LARGE);
    var moved = new AtomicLong();
    storage.put("backup/large", file(large), moved::addAndGet);
    storage.put("backup/small", file(bytes(10)), Storage.Transfer.UNWATCHED);
    storage.put("backup/empty", file(new byte[0]), Storage.Transfer.UNWATCHED);

    try (var in = storage.get("backup/large")) {
      assertThat(in.readAllBytes()).isEqualTo(large);
    }
    assertThat(moved).hasValue(LARGE);
    assertThat(storage.head("backup/large")).contains(new Stored("backup/large", LARGE));
    assertThat(storage.list("backup/"))
        .containsExactly(
            new Stored("backup/empty", 0),
            new Stored("backup/large", LARGE),
            new Stored("backup/small", 10));
    assertThat(S3.unfinished()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("both")
  void an_object_is_replaced_and_deleted(Storage storage) {
    storage.put("backup/a.json", "one".getBytes());
    storage.put("backup/a.json", "two".getBytes());

    assertThat(storage.text("backup/a.json")).isEqualTo("two");

    storage.delete("backup/a.json");
    storage.delete("backup/a.json");

    assertThat(storage.head("backup/a.json")).isEmpty();
    assertThat(storage.list("")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("both")
  void what_is_not_there_is_said_so(Storage storage) {
    assertThat(storage.head("backup/none")).isEmpty();
    assertThat(storage.list("backup/")).isEmpty();
    assertThatThrownBy(() -> storage.get("backup/none"))
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("There is no")
        .hasMessageContaining("backup/none");
  }

  @ParameterizedTest
  @MethodSource("both")
  void an_upload_that_is_stopped_leaves_nothing(Storage storage) throws IOException {
    var file = file(bytes(LARGE));

    assertThatThrownBy(
            () ->
                storage.put(
                    "backup/large",
                    file,
                    bytes -> {
                      throw new IllegalStateException("stopped");
                    }))
        .hasMessage("stopped");

    assertThat(storage.list("")).isEmpty();
    assertThat(S3.unfinished()).isEmpty();
    assertThat(storage.sweep("", key -> true)).isZero();
  }

  @Test
  void files_are_for_their_owner_alone() throws IOException {
    var storage = new FolderStorage(folder.resolve("backups"));
    storage.put("backup/a", new byte[1]);

    var file = folder.resolve("backups/backup/a");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void what_a_killed_writer_left_is_no_object_and_is_swept_by_its_name() throws IOException {
    var storage = new FolderStorage(folder.resolve("backups"));
    storage.put("backup/a", new byte[1]);
    Files.write(folder.resolve("backups/backup/b.dump.1234.unfinished"), new byte[5]);
    Files.write(folder.resolve("backups/backup/c.dump.1234.unfinished"), new byte[5]);

    assertThat(storage.list("")).containsExactly(new Stored("backup/a", 1));
    assertThat(storage.sweep("backup/", key -> key.startsWith("backup/b"))).isOne();
    assertThat(folder.resolve("backups/backup")).isDirectoryContaining("glob:**c.dump*");
    assertThat(folder.resolve("backups/backup")).isDirectoryNotContaining("glob:**b.dump*");
  }

  @Test
  void an_upload_that_a_killed_process_left_is_swept_by_its_name() {
    S3.beginUpload("earlybrd/backup/ours.dump");
    S3.beginUpload("earlybrd/backup/others.dump");

    try (var storage = S3Storage.open(S3.settings(null))) {
      assertThat(storage.sweep("backup/", key -> key.startsWith("backup/ours"))).isOne();
    }

    assertThat(S3.unfinished()).containsExactly("earlybrd/backup/others.dump");
  }

  @Test
  void answers_of_500_and_cut_connections_are_tried_again() throws IOException {
    var large = bytes(LARGE);
    var file = file(large);
    try (var storage = S3Storage.open(S3.settings(null))) {
      S3.line().answer500(2);
      storage.put("backup/a", file, Storage.Transfer.UNWATCHED);
      S3.line().cutAfterUp(10 << 20, 1);
      storage.put("backup/b", file, Storage.Transfer.UNWATCHED);
    }

    assertThat(S3.object("earlybrd/backup/a")).isEqualTo(large);
    assertThat(S3.object("earlybrd/backup/b")).isEqualTo(large);
    assertThat(S3.unfinished()).isEmpty();
  }

  @Test
  void a_server_that_stays_ill_is_named_in_a_line() {
    try (var storage = S3Storage.open(S3.settings(null))) {
      S3.line().answer500(100);

      assertThatThrownBy(() -> storage.put("backup/a", new byte[9]))
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("500")
          .hasMessageContaining("s3://backups/earlybrd/backup/a");
    }
  }

  @Test
  void a_bucket_that_is_not_there_is_named() {
    try (var storage = S3Storage.open(S3.settings("no-such-bucket", null))) {
      assertThatThrownBy(() -> storage.put("backup/a", new byte[9]))
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("There is no bucket “no-such-bucket”")
          .hasMessageContaining("EARLYBRD_BACKUP_BUCKET");
      assertThatThrownBy(() -> storage.list("backup/"))
          .hasMessageContaining("There is no bucket “no-such-bucket”");
    }
  }

  @Test
  void refused_credentials_are_named_and_not_shown() {
    System.setProperty("aws.secretAccessKey", "another secret");
    try (var storage = S3Storage.open(S3.settings(null))) {
      assertThatThrownBy(() -> storage.list("backup/"))
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("refuses these credentials")
          .hasMessageContaining("AWS_ACCESS_KEY_ID")
          .hasMessageNotContaining("another secret");
    } finally {
      System.setProperty("aws.secretAccessKey", S3Server.PASSWORD);
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() throws IOException {
    int port;
    try (var socket = new java.net.ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    var settings =
        new io.earlybrd.platform.BackupSettings(
            "b", java.net.URI.create("http://127.0.0.1:" + port), null, "", null, null, null, null);
    try (var storage = S3Storage.open(settings)) {
      assertThatThrownBy(() -> storage.list("backup/"))
          .isInstanceOf(StorageProblem.class)
          .hasMessageContaining("http://127.0.0.1:" + port + " cannot be reached");
    }
  }

  @Test
  void a_folder_that_cannot_be_written_is_named() throws IOException {
    Files.writeString(folder.resolve("file"), "");
    var storage = new FolderStorage(folder.resolve("file"));

    assertThatThrownBy(() -> storage.put("backup/a", new byte[9]))
        .isInstanceOf(StorageProblem.class)
        .hasMessageContaining("cannot be written");
    Files.delete(folder.resolve("file"));
  }

  private Path file(byte[] content) throws IOException {
    return Files.write(Files.createTempFile(work, "content", ""), content);
  }

  private static byte[] bytes(int length) {
    var bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }
}
