package io.earlybrd.platform.pg;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** Other programs. They get no standard stream and, but for PATH, no variable of ours. */
final class Program {
  private Program() {}

  private static final Pattern ERROR = Pattern.compile("\\b(FATAL|PANIC|error):.*");

  /**
   * @param output both streams
   */
  record Outcome(int exitCode, String output) {
    boolean succeeded() {
      return exitCode == 0;
    }

    /** What went wrong, in a line: the first that says so, else the first. */
    String cause() {
      var error = ERROR.matcher(output);
      return error.find()
          ? error.group().replaceAll(" +", " ")
          : output.lines().filter(line -> !line.isBlank()).findFirst().orElse("it said nothing");
    }
  }

  /** Runs to its end. That a program is missing is an outcome, too. */
  static Outcome run(List<String> command) throws IOException {
    Process process;
    try {
      process = builder(command).start();
    } catch (IOException e) {
      return new Outcome(127, String.valueOf(e.getMessage()));
    }
    try (var output = process.getInputStream()) {
      var text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  /** Starts it, its streams appended to {@code log}. */
  static Process start(List<String> command, Path log) throws IOException {
    return builder(command).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile())).start();
  }

  private static ProcessBuilder builder(List<String> command) {
    var builder = new ProcessBuilder(command);
    // PGDATA, PGPORT and the like would steer the server, secrets do not concern it, and messages
    // are read in English.
    builder.environment().keySet().retainAll(List.of("PATH"));
    builder.environment().put("LC_ALL", "C");
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
  }
}
