package io.earlybrd.backup;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.ClientTools;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.SealKey;
import io.earlybrd.storage.SealedInput;
import io.earlybrd.storage.Storage;
import io.earlybrd.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The object of a backup in a file, after it was found to be what its manifest says. */
final class FetchedDump {
  private final Storage storage;
  private final @Nullable SealKey key;
  private @Nullable Path file;
  private boolean sealed;

  FetchedDump(Storage storage, @Nullable SecretKey key) {
    this.storage = storage;
    this.key = key == null ? null : new SealKey(key);
  }

  /**
   * @throws StorageProblem where it is not there, or is not what it was
   */
  FetchedDump fetch(Manifest backup, Path to) {
    var shown = storage.shown(backup.object());
    var digest = sha256();
    long size;
    try (var in = new DigestInputStream(storage.get(backup.object()), digest)) {
      size = Files.copy(in, to);
    } catch (IOException e) {
      throw new StorageProblem("%s could not be fetched (%s)".formatted(shown, e.getMessage()), e);
    }
    if (size != backup.size()
        || !HexFormat.of().formatHex(digest.digest()).equals(backup.sha256())) {
      throw new StorageProblem(
          "%s is not what was backed up (%s): it is damaged or another's. Restore an older one (./earlybrd backups)"
              .formatted(
                  shown,
                  size == backup.size()
                      ? "its SHA-256 is another"
                      : "%d bytes, it had %d".formatted(size, backup.size())));
    }
    file = to;
    sealed = backup.encrypted();
    try (var in = open()) {
      // Before anything is written: whether it is our key.
      in.read();
    } catch (IOException e) {
      throw new StorageProblem("%s cannot be read (%s)".formatted(shown, e.getMessage()), e);
    }
    return this;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-256", e);
    }
  }

  private InputStream open() throws IOException {
    if (file == null) {
      throw new IllegalStateException("not fetched yet");
    }
    var in = Files.newInputStream(file);
    return sealed && key != null ? new SealedInput(in, key) : in;
  }

  void restore(ClientTools tools, Config.Datasource database) throws IOException {
    try (var program = tools.restore(database)) {
      try (var in = open();
          var out = program.input()) {
        in.transferTo(out);
      } catch (IOException e) {
        // Where it ended before it had read all, what it said says why.
        program.join();
        throw e;
      }
      program.join();
    }
  }
}
