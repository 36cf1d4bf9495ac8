package io.earlybrd.platform.pg;

import io.earlybrd.platform.Config;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Another process, as a second command would be: what it says on stdout is for the test. */
@NullMarked
final class Guest implements AutoCloseable {

  /** {@code stay HOME}, {@code halt HOME} or {@code migrate URL USER PASSWORD}. */
  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("migrate")) {
      Schema.migrate(arguments[1], arguments[2], arguments[3], System.err::println);
      return;
    }
    try (var postgres = EmbeddedPostgres.open(Path.of(arguments[1]), line -> {})) {
      System.out.println(postgres.datasource().url());
      if (arguments[0].equals("halt")) {
        Runtime.getRuntime().halt(0);
      }
      System.in.read();
    }
  }

  private final Process process;
  private final BufferedReader said;

  private Guest(Process process, BufferedReader said) {
    this.process = process;
    this.said = said;
  }

  static Guest in(Path home) {
    return started("stay", home.toString());
  }

  static Guest thatHaltsIn(Path home) {
    return started("halt", home.toString());
  }

  /** Says on stdout what migrate tells of its progress. */
  static Guest thatMigrates(Config.Datasource database) {
    return started("migrate", database.url(), text(database.username()), text(database.password()));
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static Guest started(String... arguments) {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var jvm =
        Stream.of(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xmx256m",
            "-cp",
            System.getProperty("java.class.path"),
            Guest.class.getName());
    List<String> command = Stream.concat(jvm, Stream.of(arguments)).toList();
    try {
      var builder = new ProcessBuilder(command);
      if (arguments[0].equals("migrate")) {
        builder.redirectErrorStream(true);
      } else {
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
      }
      var process = builder.start();
      return new Guest(process, process.inputReader());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The next line that it says; null: it will say no more, because nobody has its stdout open. */
  @Nullable String says() {
    try {
      return said.readLine();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  void kill() {
    process.destroyForcibly();
    waitFor();
  }

  /** Leaves in good order. */
  void leave() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    waitFor();
  }

  private void waitFor() {
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException("does not end: " + process.info());
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
