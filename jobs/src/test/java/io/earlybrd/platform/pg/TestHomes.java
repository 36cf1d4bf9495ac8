package io.earlybrd.platform.pg;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.CRC32;
import org.jspecify.annotations.NullMarked;

/**
 * Homes for tests: copies of one that was made and migrated once, which takes seconds, and is kept
 * in the build's folder until the changelog changes.
 */
@NullMarked
public final class TestHomes {
  private TestHomes() {}

  private static final Path FOLDER = buildFolder().resolve("test-homes");
  private static final long PID = ProcessHandle.current().pid();
  private static final AtomicInteger COUNT = new AtomicInteger();

  /** A new {@code EARLYBRD_HOME} with a migrated database whose server is not running. */
  public static Path migrated() {
    try {
      var home = empty();
      copy(Original.HOME.resolve("pg"), home.resolve("pg"));
      return home;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new {@code EARLYBRD_HOME} without a database; PostgreSQL is unpacked already. */
  public static Path empty() {
    try {
      var home = Files.createDirectories(FOLDER.resolve(PID + "-" + COUNT.incrementAndGet()));
      Files.createSymbolicLink(home.resolve("cache"), Original.HOME.resolve("cache"));
      return home;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Made when first needed; its class initialiser is what threads wait for. */
  private static final class Original {
    static final Path HOME = found();

    private static Path found() {
      try {
        Files.createDirectories(FOLDER);
        removeThoseOfTheDead();
        var home = FOLDER.resolve("original-" + fingerprint());
        if (!Files.exists(home)) {
          make(home);
        }
        return home;
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    private static void make(Path home) throws IOException {
      var unfinished = FOLDER.resolve(PID + "-original");
      try (var postgres = EmbeddedPostgres.open(unfinished, line -> {}, List.of("fsync=off"))) {
        var datasource = postgres.datasource();
        Schema.migrate(datasource.url(), datasource.username(), datasource.password(), line -> {});
      }
      try {
        Files.move(unfinished, home);
      } catch (FileSystemException e) {
        if (!Files.exists(home)) {
          throw e;
        }
      }
    }

    private static String fingerprint() throws IOException {
      var sum = new CRC32();
      sum.update(Binaries.VERSION.getBytes(StandardCharsets.UTF_8));
      for (var change : changelog()) {
        sum.update(Files.readAllBytes(change));
      }
      return Long.toHexString(sum.getValue());
    }

    private static void removeThoseOfTheDead() throws IOException {
      try (var homes = Files.newDirectoryStream(FOLDER, "[0-9]*-*")) {
        for (var home : homes) {
          var pid = Long.parseLong(home.getFileName().toString().split("-")[0]);
          if (ProcessHandle.of(pid).isEmpty()) {
            Binaries.remove(home);
          }
        }
      }
    }
  }

  /** The files of {@code db/changelog}, in order. */
  static List<Path> changelog() throws IOException {
    try (var files = Files.list(buildFolder().resolve("classes/db/changelog"))) {
      return files.sorted().toList();
    }
  }

  static void copy(Path from, Path to) throws IOException {
    var options = new CopyOption[] {StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS};
    try (var walk = Files.walk(from)) {
      for (var path : (Iterable<Path>) walk.sorted(Comparator.naturalOrder())::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()), options);
      }
    }
  }

  /** Where the build writes, wherever it was told to. */
  private static Path buildFolder() {
    try {
      var classes = TestHomes.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(classes.toURI()).toRealPath().getParent();
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
