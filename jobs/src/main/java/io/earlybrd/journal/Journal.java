package io.earlybrd.journal;

import io.earlybrd.mail.AddressHash;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedOutput;
import io.earlybrd.storage.Signatures;
import io.earlybrd.storage.Storage;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes the journal: what left since the last piece, into one file after the other, and each into
 * storage. Where the last one ended is remembered after the piece is stored: whoever is killed in
 * between writes it again, and it may be read twice.
 */
final class Journal {
  private static final String UNFINISHED = "journal-";
  private static final String PART = ".part";

  /** What is older was told long ago, and what was sent before a restore is no news any more. */
  private static final String KEPT = "60 days";

  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final Config config;
  private final List<String> secrets;
  private final int most;

  /**
   * @param most mails of one piece
   */
  Journal(JdbcClient jdbc, TransactionOperations transactions, Config config, int most) {
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.config = config;
    this.secrets = Secrets.of(config);
    this.most = most;
  }

  boolean isDue() {
    return jdbc.sql("SELECT coalesce(" + JournalWork.DUE + ", false)")
        .query(Boolean.class)
        .single();
  }

  /** A piece in a file of its own, not stored yet. */
  record Piece(String key, Path file, LeftRows.Window window, LeftRows.Count count) {}

  /** The caller deletes the file. */
  Piece make() throws IOException {
    Files.createDirectories(config.home());
    forgetUnfinished();
    // For its owner's eyes alone.
    var file = Files.createTempFile(config.home(), UNFINISHED, PART);
    try {
      return Objects.requireNonNull(transactions.execute(status -> write(file)));
    } catch (UncheckedIOException e) {
      Files.deleteIfExists(file);
      throw e.getCause();
    } catch (RuntimeException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }

  private Piece write(Path file) {
    var key = config.backup().key();
    var rows = new LeftRows(jdbc, AddressHash.by(secrets.getFirst()));
    var window = rows.next(most);
    var head = new Line.Head(setting("identity"), predecessors(), window.from(), window.to());
    try (OutputStream out = Files.newOutputStream(file);
        var sealed = key == null ? out : new SealedOutput(out, new SealKey(key));
        var piece = new PieceWriter(sealed, new Signatures(secrets, PieceWriter.PURPOSE), head)) {
      var count = rows.write(window, piece);
      piece.sign();
      return new Piece(PieceName.of(window.from(), window.to(), key != null), file, window, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String setting(String key) {
    return jdbc.sql("SELECT value FROM setting WHERE key = :key")
        .param("key", key)
        .query(String.class)
        .optional()
        .orElse("");
  }

  /** The databases that this one was restored from: their backups go on with this journal. */
  private List<String> predecessors() {
    var names = setting("former_identities");
    return names.isEmpty() ? List.of() : List.of(names.split(","));
  }

  /** The group's lock is ours, so whoever began it is dead. */
  private void forgetUnfinished() throws IOException {
    try (var left = Files.newDirectoryStream(config.home(), UNFINISHED + "*" + PART)) {
      for (var file : left) {
        Files.deleteIfExists(file);
      }
    }
  }

  void store(Piece piece, Storage.Transfer transfer) {
    try (var storage = Storage.open(config)) {
      storage.put(piece.key(), piece.file(), transfer);
    }
  }

  /** In the caller's transaction. */
  void remember(Piece piece) {
    jdbc.sql(
            """
            INSERT INTO journal_piece (object, from_at, to_at, mails, leavers)
            VALUES (:object, :from, :to, :mails, :leavers)
            ON CONFLICT DO NOTHING
            """)
        .param("object", piece.key())
        .param("from", Timestamp.from(piece.window().from()))
        .param("to", Timestamp.from(piece.window().to()))
        .param("mails", piece.count().mails())
        .param("leavers", piece.count().leavers())
        .update();
    jdbc.sql(
            """
            UPDATE setting
            SET value = :to, changed_at = clock_timestamp(), changed_by = 'send'
            WHERE key = :key
            """)
        .param("to", piece.window().to().toString())
        .param("key", JournalWork.TOLD_UNTIL)
        .update();
    jdbc.sql("DELETE FROM departure WHERE at < clock_timestamp() - interval '%s'".formatted(KEPT))
        .update();
    jdbc.sql(
            "DELETE FROM sent_before WHERE message_date < clock_timestamp() - interval '%s'"
                .formatted(KEPT))
        .update();
  }
}
