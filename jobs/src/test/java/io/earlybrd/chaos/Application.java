package io.earlybrd.chaos;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;

/**
 * EarlyBrd as the launcher execs it: the JDK and the class path of the tests, without the tests'
 * own classes, as jars, so that an AOT cache can be used. Without the cache a launch costs twice
 * the time, and the tests as well. Jar and cache are kept until a class changes.
 *
 * <p>Thread-safe, and safe beside other builds' JVMs in the same folder.
 */
final class Application {
  private static final String MAIN = "io.earlybrd.cli.Main";
  private static final Path FOLDER = folder();
  private static final List<String> CLASS_PATH = classPath();
  private static final Path CACHE = FOLDER.resolve("earlybrd-%08x.aot".formatted(fingerprint()));

  private Application() {}

  /** Where tests of this package may leave what a person reads afterwards. */
  static Path reports() {
    return FOLDER;
  }

  /**
   * Starts a command.
   *
   * @param environment all of it: nothing is taken over from the tests' own
   */
  static Launched start(Path workingFolder, Map<String, String> environment, String... arguments) {
    var cache = Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.<String>of();
    return start(cache, workingFolder, environment, arguments);
  }

  /**
   * Makes the cache where there is none. Others wait.
   *
   * @param training calls {@link #train}
   */
  static synchronized void trainOnce(Runnable training) {
    if (!Files.exists(CACHE)) {
      training.run();
    }
  }

  /** A launch that goes all the way from a board to a mail; what it needed goes into the cache. */
  static void train(Path workingFolder, Map<String, String> environment, String... arguments) {
    var unfinished = FOLDER.resolve(ProcessHandle.current().pid() + ".aot");
    var output = List.of("-XX:AOTCacheOutput=" + unfinished);
    try (var launched = start(output, workingFolder, environment, arguments)) {
      var ended = launched.end();
      if (!Files.exists(unfinished)) {
        throw new IllegalStateException("no AOT cache was made by " + ended);
      }
      Files.move(unfinished, CACHE, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Launched start(
      List<String> options,
      Path workingFolder,
      Map<String, String> environment,
      String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-XX:-UsePerfData",
            "-Xlog:disable"));
    command.addAll(options);
    command.addAll(List.of("-cp", String.join(File.pathSeparator, CLASS_PATH), MAIN));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).directory(workingFolder.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return Launched.start(builder, List.of(arguments));
  }

  private static Path folder() {
    try {
      var classes = Application.class.getProtectionDomain().getCodeSource().getLocation();
      return Files.createDirectories(Path.of(classes.toURI()).toRealPath().resolveSibling("chaos"));
    } catch (URISyntaxException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> classPath() {
    var tests = FOLDER.resolveSibling("test-classes");
    var entries = new ArrayList<String>();
    for (var entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      var path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        entries.add(entry);
      } else if (!path.toAbsolutePath().normalize().endsWith(tests)) {
        entries.add(packed(path).toString());
      }
    }
    return List.copyOf(entries);
  }

  /** A folder of classes as a jar, since no AOT cache is made for folders. */
  private static Path packed(Path classes) {
    try {
      var bytes = new ByteArrayOutputStream();
      try (var out = new JarOutputStream(bytes);
          var files = Files.walk(classes)) {
        for (var file : (Iterable<Path>) files.filter(Files::isRegularFile).sorted()::iterator) {
          var entry = new JarEntry(classes.relativize(file).toString().replace('\\', '/'));
          // The same classes make the same jar.
          entry.setTime(0);
          out.putNextEntry(entry);
          Files.copy(file, out);
        }
      }
      var jar =
          FOLDER.resolve("%s-%08x.jar".formatted(classes.getFileName(), sum(bytes.toByteArray())));
      if (!Files.exists(jar)) {
        var unfinished =
            Files.write(
                FOLDER.resolve(ProcessHandle.current().pid() + ".jar"), bytes.toByteArray());
        Files.move(unfinished, jar, StandardCopyOption.ATOMIC_MOVE);
      }
      return jar;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Of everything that a cache is made for. */
  private static long fingerprint() {
    var text = System.getProperty("java.home") + System.getProperty("java.vm.version") + CLASS_PATH;
    return sum(text.getBytes(StandardCharsets.UTF_8));
  }

  private static long sum(byte[] bytes) {
    var sum = new CRC32();
    sum.update(bytes);
    return sum.getValue();
  }
}
