package io.earlybrd.journal;

import static io.earlybrd.scene.SamplePosting.posting;
import static io.earlybrd.scene.Scene.minute;
import static org.assertj.core.api.Assertions.assertThat;

import io.earlybrd.mail.AddressHash;
import io.earlybrd.platform.BackupSettings;
import io.earlybrd.run.CurrentRuns;
import io.earlybrd.run.Guard;
import io.earlybrd.run.SkippedItems;
import io.earlybrd.run.StopSignal;
import io.earlybrd.scene.Configs;
import io.earlybrd.scene.Scene;
import io.earlybrd.scene.Vault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What left is told soon, in order, and without being in anybody's way. */
class JournalTest {
  private static final String ANN = "ann@example.org";

  @RegisterExtension static final Scene scene = new Scene();

  private Vault vault = new Vault(scene);

  @BeforeEach
  void open() {
    vault = new Vault(scene);
  }

  @AfterEach
  void close() {
    vault.close();
  }

  @Test
  void what_left_is_told_three_minutes_after_the_last_piece() {
    scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    assertThat(vault.original().run("send", minute(5)).status()).isEqualTo("NOTHING_DUE");

    vault.threeMinutesLaterOn(scene.db());
    var launch = vault.original().run("send", minute(6));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(vault.files("journal")).hasSize(1);
    assertThat(scene.db().value("SELECT mails || ' ' || leavers FROM journal_piece"))
        .isEqualTo("1 0");
    vault.threeMinutesLaterOn(scene.db());
    scene.db().sql("UPDATE setting SET value = clock_timestamp()::text WHERE key = 'journal_to'");
    assertThat(vault.original().run("send", minute(10)).status()).isEqualTo("NOTHING_DUE");
  }

  @Test
  void a_copy_of_the_database_tells_nothing() {
    scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    scene.db().sql("UPDATE setting SET value = '4711:1' WHERE key = 'identity'");
    vault.threeMinutesLaterOn(scene.db());

    assertThat(vault.original().run("send", minute(6)).status()).isEqualTo("NOTHING_DUE");
    assertThat(vault.files("journal")).isEmpty();
  }

  @Test
  void storage_that_cannot_be_written_delays_a_piece_and_no_mail() throws IOException {
    var board = scene.newsFor(ANN);
    vault.original().run("alerts", minute(0));
    Files.createDirectories(vault.folder());
    Files.writeString(vault.folder().resolve("journal"), "in the way");
    board.adds(posting("2", "Java tester"));
    scene.mailServer().answer("RCPT", "450 4.2.0 later");
    vault.original().run("alerts", minute(1));
    vault.threeMinutesLaterOn(scene.db());

    var launch = vault.original().run("send", minute(6));

    assertThat(launch.status()).isEqualTo("DONE");
    assertThat(scene.mailsTo(ANN)).hasSize(2);
    assertThat(
            scene
                .db()
                .column("SELECT step || ': ' || item FROM skipped_item WHERE step = 'journal'"))
        .containsExactly("journal: journal of what left");
    Files.delete(vault.folder().resolve("journal"));
    vault.tellTheJournal(minute(11));
    assertThat(scene.db().value("SELECT mails FROM journal_piece")).isEqualTo("2");
    assertThat(Objects.requireNonNull(vault.config().home().toFile().list()))
        .noneMatch(name -> name.endsWith(".part"));
  }

  @Test
  void a_bucket_that_says_nothing_is_not_waited_for() throws Exception {
    leaveMails(1);
    System.setProperty("aws.accessKeyId", "nobody");
    System.setProperty("aws.secretAccessKey", "nothing");
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var settings =
          new BackupSettings(
              "bucket",
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              "us-east-1",
              "",
              null,
              null,
              null,
              null);
      var config = Configs.with(vault.config(), settings);
      var jdbc = scene.db().jdbc();
      var step =
          new WriteJournal(
              new Journal(jdbc, scene.db().transaction(), config, LeftRows.MOST),
              scene.db().transaction(),
              new Guard(jdbc, 1, code -> {}),
              new SkippedItems(jdbc, CurrentRuns.at(minute(0))),
              new StopSignal(),
              Duration.ofSeconds(2));
      long began = System.nanoTime();

      step.write();

      assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(15));
      assertThat(scene.db().value("SELECT reason FROM skipped_item"))
          .contains("was not stored within 2 seconds");
      assertThat(scene.db().count("journal_piece")).isZero();
    }
  }

  @Test
  void much_that_left_is_told_in_pieces_without_a_gap() throws Exception {
    leaveMails(25);
    var jdbc = scene.db().jdbc();
    var journal = new Journal(jdbc, scene.db().transaction(), vault.config(), 10);

    for (boolean more = true; more; ) {
      var piece = journal.make();
      journal.store(piece, bytes -> {});
      scene.db().transaction().executeWithoutResult(status -> journal.remember(piece));
      Files.delete(piece.file());
      more = piece.window().more();
    }

    assertThat(scene.db().column("SELECT mails FROM journal_piece ORDER BY from_at"))
        .containsExactly("10", "10", "5");
    assertThat(scene.db().count("journal_piece a JOIN journal_piece b ON b.from_at = a.to_at"))
        .isEqualTo(2);
  }

  @Test
  void what_was_committed_late_is_told_by_the_next_piece() throws Exception {
    leaveMails(1);
    var jdbc = scene.db().jdbc();
    var journal = new Journal(jdbc, scene.db().transaction(), vault.config(), 10);
    try (var slow = io.earlybrd.platform.pg.TestDatabases.connect(scene.database());
        var statement = slow.createStatement()) {
      slow.setAutoCommit(false);
      statement.execute("INSERT INTO departure (address_hash, reason) VALUES ('x', 'bounce')");
      var began = began(statement);
      vault.threeMinutesLaterOn(scene.db());

      var piece = journal.make();
      Files.delete(piece.file());

      assertThat(piece.window().to()).isBeforeOrEqualTo(began);
      slow.rollback();
    }
  }

  private static Instant began(java.sql.Statement statement) throws java.sql.SQLException {
    try (var row = statement.executeQuery("SELECT transaction_timestamp()")) {
      row.next();
      return row.getTimestamp(1).toInstant();
    }
  }

  @Test
  void what_left_lately_is_found_without_reading_the_ledger() {
    leaveMails(100_000);
    scene.db().sql("DROP INDEX mail_sent_at");
    scene
        .db()
        .sql("CREATE INDEX mail_sent_at ON mail USING brin (sent_at) WITH (pages_per_range = 32)");
    long pages = number("SELECT pg_relation_size('mail') / 8192");
    var sql =
        "EXPLAIN (ANALYZE, BUFFERS) "
            + LeftRows.MAILS
                .replace(":from", "timestamptz '" + last() + "' - interval '5 seconds'")
                .replace(":to", "clock_timestamp()");

    var plan =
        scene
            .db()
            .transaction()
            .execute(
                status -> {
                  new LeftRows(scene.db().jdbc(), AddressHash.by("a secret")).findByKeys();
                  return scene.db().column(sql);
                });

    var touched =
        Pattern.compile("Buffers: shared hit=(\\d+)(?: read=(\\d+))?")
            .matcher(String.join("\n", Objects.requireNonNull(plan)));
    assertThat(touched.find()).isTrue();
    long read =
        Long.parseLong(touched.group(1))
            + Long.parseLong(Objects.requireNonNullElse(touched.group(2), "0"));
    System.out.printf(
        "journal: 5 seconds of 100,000 mails: %d of the ledger's %d pages%n", read, pages);
    assertThat(plan).anyMatch(line -> line.contains("Bitmap Index Scan on mail_sent_at"));
    assertThat(read).isLessThan(pages / 10);
  }

  private static String last() {
    return Objects.requireNonNull(scene.db().value("SELECT max(sent_at) FROM mail"));
  }

  private static long number(String query) {
    return Long.parseLong(Objects.requireNonNull(scene.db().value(query)));
  }

  /** As if sent in this order, ten a second, the last three seconds ago. */
  private static void leaveMails(int count) {
    scene
        .db()
        .jdbc()
        .sql(
            """
            INSERT INTO mail
              (recipient, kind, due_at, priority, state, next_attempt_at, attempt_slot, message_id, created_at, sent_at)
            SELECT
              'reader-' || n || '@example.org', 'instant', clock_timestamp(), 10, 'SENT', :now, :now,
              '<' || gen_random_uuid() || '@example.org>', :now,
              clock_timestamp() - interval '3 seconds' - (:count - n) * interval '0.1 seconds'
            FROM generate_series(1, :count) AS n
            """)
        .param("now", Timestamp.from(Scene.NOON))
        .param("count", count)
        .update();
    scene
        .db()
        .sql(
            """
            UPDATE setting
            SET value = least(value::timestamptz, clock_timestamp() - interval '10 minutes')::text,
                changed_at = clock_timestamp() - interval '10 minutes'
            WHERE key = 'journal_to'
            """);
    scene
        .db()
        .sql("INSERT INTO setting (key, value) VALUES ('mail_left', '') ON CONFLICT DO NOTHING");
  }
}
