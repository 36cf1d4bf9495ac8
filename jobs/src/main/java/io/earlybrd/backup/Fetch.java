package io.earlybrd.backup;

import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Storage;
import io.earlybrd.storage.StorageProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Fetches a dump into its work file. */
final class Fetch {
  private static final int ATTEMPTS = 3;

  private final Storage storage;
  private final WorkFiles files;

  Fetch(Storage storage, WorkFiles files) {
    this.storage = storage;
    this.files = files;
  }

  /**
   * Fetches it, anew where the connection broke.
   *
   * @return how it differs from what its manifest says; empty where it does not
   */
  Optional<String> fetch(Manifest manifest, StepProgress progress) {
    var there = storage.head(manifest.object());
    if (there.isEmpty()) {
      return Optional.of("is not there");
    }
    if (there.get().size() != manifest.size()) {
      return Optional.of(
          "has %d bytes instead of %d".formatted(there.get().size(), manifest.size()));
    }
    for (int attempt = 1; ; attempt++) {
      try {
        var written =
            files.write(
                files.fetched(manifest.id()),
                out -> {
                  try (var in = storage.get(manifest.object())) {
                    copy(in, out, progress);
                  }
                });
        return written.sha256().equals(manifest.sha256()) && written.size() == manifest.size()
            ? Optional.empty()
            : Optional.of("came back as something else than it went (its SHA-256 differs)");
      } catch (UncheckedIOException e) {
        if (attempt == ATTEMPTS) {
          throw new StorageProblem(
              "%s broke off while it was read (%s)"
                  .formatted(storage.shown(manifest.object()), e.getCause().getMessage()),
              e);
        }
      }
    }
  }

  /** What breaks on the side of the storage is unchecked. */
  private static void copy(InputStream in, OutputStream out, StepProgress progress)
      throws IOException {
    var buffer = new byte[1 << 16];
    for (int n; (n = read(in, buffer)) >= 0; ) {
      out.write(buffer, 0, n);
      progress.moved(n);
    }
  }

  private static int read(InputStream in, byte[] buffer) {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
