package io.earlybrd.platform.pg;

import io.earlybrd.platform.UserError;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, unpacked once from the archive on the class path.
 *
 * <p>The archive is Zonky's; its launcher is not used, because that ties the server's life to one
 * JVM, and ours outlives the process that started it.
 */
record Binaries(Path folder) {

  /** As in the build file. */
  static final String VERSION = "15.18.0";

  static final String MAJOR = VERSION.substring(0, VERSION.indexOf('.'));

  private static final Set<PosixFilePermission> FOLDER_MODE =
      PosixFilePermissions.fromString("rwxr-xr-x");

  Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  /** Finds them in {@code cache}, or unpacks them there, whole or not at all. */
  static Binaries unpacked(Path cache, Consumer<String> progress) throws IOException {
    var platform = platform();
    var folder = cache.resolve("postgres-" + VERSION + "-" + platform);
    if (Files.isDirectory(folder)) {
      return new Binaries(folder);
    }
    try (var archive = archive(platform)) {
      if (archive == null) {
        throw new UserError(
            "This build of EarlyBrd has no embedded PostgreSQL for "
                + platform
                + ": set SPRING_DATASOURCE_URL to a PostgreSQL of your own (15 or newer)");
      }
      progress.accept("Unpacking PostgreSQL " + VERSION + " (once)");
      Files.createDirectories(cache);
      removeLeftovers(cache);
      var unfinished = cache.resolve("unpacking-" + ProcessHandle.current().pid());
      try {
        unpack(archive, unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
        // Somebody else was faster, and theirs is as good.
      } finally {
        remove(unfinished);
      }
    }
    return new Binaries(folder);
  }

  private static String platform() {
    var os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    var arch = System.getProperty("os.arch");
    return (os.startsWith("mac") ? "darwin" : os.replace(' ', '-'))
        + "-"
        + switch (arch) {
          case "amd64", "x86_64" -> "x86_64";
          case "aarch64", "arm64" -> "arm_64";
          default -> arch;
        };
  }

  private static @Nullable InputStream archive(String platform) {
    return Binaries.class.getResourceAsStream("/postgres-" + platform + ".txz");
  }

  private static void unpack(InputStream archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(
            new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
      Files.createDirectory(target);
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
          throw new IOException("the archive of PostgreSQL leaves its folder: " + entry.getName());
        }
        unpack(tar, entry, path);
      }
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path path)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, FOLDER_MODE);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, path);
      Files.setPosixFilePermissions(path, permissions(entry.getMode()));
    }
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    var permissions = EnumSet.noneOf(PosixFilePermission.class);
    var all = PosixFilePermission.values();
    for (int i = 0; i < all.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(all[i]);
      }
    }
    return permissions;
  }

  private static void removeLeftovers(Path cache) throws IOException {
    try (var leftovers = Files.newDirectoryStream(cache, "unpacking-*")) {
      for (var leftover : leftovers) {
        var pid = leftover.getFileName().toString().substring("unpacking-".length());
        if (ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          remove(leftover);
        }
      }
    }
  }

  /** Removes a folder with all that is in it, where it exists. */
  static void remove(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (var walk = Files.walk(folder)) {
      for (var path : (Iterable<Path>) walk.sorted(Comparator.reverseOrder())::iterator) {
        Files.deleteIfExists(path);
      }
    }
  }
}
