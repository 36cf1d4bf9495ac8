package io.earlybrd.platform.pg;

import io.earlybrd.platform.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Makes the data folder under another name and gives it its own when it is done, so that one killed
 * halfway is never taken for one that is whole.
 */
record NewCluster(Path folder, Binaries binaries, Account account, Consumer<String> progress) {

  private static final String UNFINISHED = "initdb-";

  void make(String user, Path password) throws IOException {
    progress.accept("Making a database in " + folder + " (once)");
    removeLeftovers();
    if (!Files.exists(password)) {
      keepPassword(password);
    }
    // A name of its own: a killed process may leave an initdb that still writes.
    var unfinished = Files.createTempDirectory(folder, UNFINISHED);
    try {
      initialise(unfinished, user, password);
      Files.move(unfinished, folder.resolve("data"), StandardCopyOption.ATOMIC_MOVE);
      // Else a power cut could take back the name of a folder that holds committed work.
      try (var self = FileChannel.open(folder, StandardOpenOption.READ)) {
        self.force(true);
      }
    } finally {
      Binaries.remove(unfinished);
    }
  }

  private void initialise(Path unfinished, String user, Path password) throws IOException {
    // Readable by the server's account, which may not be ours.
    var copy = Files.createTempFile(folder, UNFINISHED, ".password");
    try {
      Files.copy(password, copy, StandardCopyOption.REPLACE_EXISTING);
      account.own(copy);
      account.own(unfinished);
      account.letThrough(folder);
      var outcome =
          Program.run(
              account.command(
                  List.of(
                      binaries.program("initdb").toString(),
                      "--pgdata=" + unfinished,
                      "--username=" + user,
                      "--pwfile=" + copy,
                      "--encoding=UTF8",
                      "--no-locale",
                      // How the password is kept; Settings says how it is asked for.
                      "--auth=md5",
                      "--no-instructions")));
      if (!outcome.succeeded()) {
        throw new UserError(
            "The embedded PostgreSQL could not make a database in "
                + folder
                + ": "
                + outcome.cause());
      }
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static void keepPassword(Path password) throws IOException {
    var bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    Set<PosixFilePermission> ownerOnly = PosixFilePermissions.fromString("rw-------");
    var unfinished =
        Files.createTempFile(
            password.getParent(),
            UNFINISHED,
            ".password",
            PosixFilePermissions.asFileAttribute(ownerOnly));
    Files.writeString(unfinished, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    Files.move(unfinished, password, StandardCopyOption.ATOMIC_MOVE);
  }

  private void removeLeftovers() throws IOException {
    try (var leftovers = Files.newDirectoryStream(folder, UNFINISHED + "*")) {
      for (var leftover : leftovers) {
        try {
          Binaries.remove(leftover);
        } catch (IOException e) {
          // An initdb that still writes there: it ends soon, and the next one removes it.
        }
      }
    }
  }
}
