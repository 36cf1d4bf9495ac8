package io.earlybrd.backup;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.ClientTools;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Manifests;
import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedInput;
import io.earlybrd.storage.Signatures;
import io.earlybrd.storage.Storage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The work of each step. What a step needs of those before it, and is not there any more, it makes
 * anew: its process was killed, it failed and was cleaned up after, or it goes on at another host.
 */
final class BackupSteps {
  private final BackupRows rows;
  private final Dump dump;
  private final Fetch fetch;
  private final Scratch scratch;
  private final WorkFiles files;
  private final Children children;
  private final Storage storage;
  private final Manifests manifests;
  private final Signatures signatures;
  private final Config config;
  private final JdbcClient jdbc;

  BackupSteps(
      BackupRows rows,
      Dump dump,
      Scratch scratch,
      WorkFiles files,
      Children children,
      Storage storage,
      List<String> secrets,
      Config config,
      JdbcClient jdbc) {
    this.rows = rows;
    this.dump = dump;
    this.fetch = new Fetch(storage, files);
    this.scratch = scratch;
    this.files = files;
    this.children = children;
    this.storage = storage;
    this.manifests = new Manifests(storage, secrets);
    this.signatures = Manifest.signatures(secrets);
    this.config = config;
    this.jdbc = jdbc;
  }

  /**
   * A copy that nobody resumed, put among the original's backups, would become their latest and
   * prune them.
   */
  private void requireNotAmongTheOriginals() {
    var original = rows.original();
    if (original.isPresent()
        && manifests.all().stream().anyMatch(one -> one.installation().equals(original.get()))) {
      throw new UserError(
          "This database is a copy of the one whose backups are in %s. Where it is to take its place: ./earlybrd mail resume; else give it a place of its own (EARLYBRD_BACKUP_PREFIX)"
              .formatted(storage.shown(Manifest.folder())));
    }
  }

  /** Writes a new dump into a file, and what is to be said of it. */
  Manifest dump(StepProgress progress) throws IOException, SQLException {
    requireNotAmongTheOriginals();
    var id = rows.begin();
    progress.expects(rows.lastSize());
    var manifest = dump.take(id, progress);
    files.write(files.manifest(id), out -> out.write(bytes(manifest)));
    rows.dumped(manifest, storage.fullKey(manifest.object()));
    return manifest;
  }

  /** Uploads the dump, then its manifest: where there is one, there is all of it. */
  Manifest upload(StepProgress progress) throws IOException, SQLException {
    var manifest = dumped(progress);
    progress.expects(manifest.size());
    storage.put(manifest.object(), files.dump(manifest.id()), progress);
    storage.put(manifest.key(), bytes(manifest));
    rows.uploaded(manifest.id());
    files.delete(files.dump(manifest.id()));
    return manifest;
  }

  private Manifest dumped(StepProgress progress) throws IOException, SQLException {
    var row = rows.current().orElse(null);
    if (row != null && row.takenAt() != null && files.exists(files.dump(row.id()))) {
      var manifest =
          Manifest.read(Files.readString(files.manifest(row.id())), signatures).orElse(null);
      if (manifest != null && Files.size(files.dump(row.id())) == manifest.size()) {
        return manifest;
      }
    }
    return dump(progress);
  }

  /** Fetches what was uploaded, and sees that it came back as it went. */
  Manifest fetch(StepProgress progress) throws IOException, SQLException {
    var manifest = uploaded(progress);
    progress.expects(manifest.size());
    var difference = fetch.fetch(manifest, progress);
    if (difference.isPresent()) {
      throw spoilt(manifest, difference.get());
    }
    return manifest;
  }

  /** What is known to be bad must never be the latest. A rerun dumps anew. */
  private IllegalStateException spoilt(Manifest manifest, String how) {
    storage.delete(manifest.key());
    storage.delete(manifest.object());
    rows.spoilt(manifest.id());
    return new IllegalStateException(
        "%s %s: it is deleted, and a rerun makes another"
            .formatted(storage.shown(manifest.object()), how));
  }

  private Manifest uploaded(StepProgress progress) throws IOException, SQLException {
    var row = rows.current().orElse(null);
    return row == null || row.uploadedAt() == null || storage.head(Manifest.key(row.id())).isEmpty()
        ? upload(progress)
        : manifests.named(row.id());
  }

  /** Restores what came back in a scratch database: all of it or nothing. */
  Manifest restore(StepProgress progress) throws IOException, SQLException {
    var manifest = fetched(progress);
    progress.expects(manifest.size());
    var tools = ClientTools.find(config.backup().clientTools(), manifest.serverMajor());
    var target = scratch.make(manifest.id());
    try (var program = children.add(tools.restore(target));
        var content = opened(manifest)) {
      feed(content, program.input(), progress);
      program.join();
    }
    return manifest;
  }

  private static void feed(InputStream content, OutputStream input, StepProgress progress)
      throws IOException {
    var buffer = new byte[1 << 16];
    for (int n; (n = content.read(buffer)) >= 0; ) {
      try {
        input.write(buffer, 0, n);
      } catch (IOException e) {
        // It has ended: joining it tells why.
        return;
      }
      progress.moved(n);
    }
    try {
      input.close();
    } catch (IOException e) {
      // As above.
    }
  }

  private InputStream opened(Manifest manifest) throws IOException {
    var in = Files.newInputStream(files.fetched(manifest.id()));
    var key = config.backup().key();
    if (!manifest.encrypted()) {
      return in;
    }
    if (key == null) {
      in.close();
      throw new IllegalStateException(
          "This backup is sealed and EARLYBRD_BACKUP_KEY is not set any more");
    }
    return new SealedInput(in, new SealKey(key));
  }

  private Manifest fetched(StepProgress progress) throws IOException, SQLException {
    var row = rows.current().orElse(null);
    return row != null && row.uploadedAt() != null && files.exists(files.fetched(row.id()))
        ? manifests.named(row.id())
        : fetch(progress);
  }

  /** Compares what was restored with the snapshot that was dumped. */
  void compare(StepProgress progress) throws IOException, SQLException {
    var row = rows.current().orElse(null);
    var manifest =
        row != null && scratch.exists(row.id()) ? manifests.named(row.id()) : restore(progress);
    try (var restored = Scratch.connect(scratch.datasource(manifest.id()))) {
      var differences = Comparison.differences(restored, manifest);
      if (!differences.isEmpty()) {
        throw spoilt(manifest, "is not what was dumped (" + String.join("; ", differences) + ")");
      }
      var broken = Comparison.brokenPromises(restored, manifest);
      if (!broken.isEmpty()) {
        throw new IllegalStateException(
            "The backup is what the database was, and that is not as it should be: "
                + String.join("; ", broken));
      }
    }
  }

  /** Only from here on it counts as a backup. */
  void record() throws SQLException {
    var row = rows.current().orElseThrow();
    var at = jdbc.sql("SELECT clock_timestamp()").query(Timestamp.class).single();
    var manifest = manifests.named(row.id()).verified(at.toInstant());
    storage.put(manifest.key(), bytes(manifest));
    rows.verified(row.id(), at.toInstant());
    scratch.remove(Set.of(row.id()));
    files.deleteAll(row.id());
  }

  /** Deletes what is no longer kept; how many objects. */
  int prune() {
    return new Prune(rows, storage, manifests)
        .prune(manifests.named(rows.current().orElseThrow().id()));
  }

  private byte[] bytes(Manifest manifest) {
    return manifest.signed(signatures).getBytes(StandardCharsets.UTF_8);
  }
}
