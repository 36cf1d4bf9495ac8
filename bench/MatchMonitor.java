import io.earlybrd.platform.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs {@link MatchLucene} in processes of its own, as a service beside the database would be. */
final class MatchMonitor {
  /**
   * @param seconds of matching alone: the JVM has started and the index is open
   * @param tried searches that were compared with the postings, after the presearcher
   */
  record Matched(MatchProcess process, double seconds, long hits, long tried) {}

  private final Path home;
  private final Config.Datasource datasource;
  private MatchProcess built;

  private MatchMonitor(Path home, Config.Datasource datasource) {
    this.home = home;
    this.datasource = datasource;
  }

  /** An index of the searches in {@code file}; null where Lucene could not be had. */
  static MatchMonitor build(Path home, Config.Datasource datasource, Path file) throws IOException, InterruptedException {
    if (!Files.isDirectory(home.resolve("lucene/classes"))) {
      return null;
    }
    var monitor = new MatchMonitor(home, datasource);
    if (Files.isDirectory(monitor.index())) {
      try (var files = Files.list(monitor.index())) {
        for (var old : files.toList()) {
          Files.delete(old);
        }
      }
    }
    monitor.built = monitor.java("build", monitor.index().toString(), file.toString());
    return monitor;
  }

  MatchProcess built() {
    return built;
  }

  double indexSize() throws IOException {
    double bytes = 0;
    try (var files = Files.list(index())) {
      for (var file : files.toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes / (1 << 20);
  }

  /**
   * The postings that it will be given.
   *
   * @param fields whether searches ask for more than words
   */
  void write(MatchData data, int postings, boolean fields) throws IOException {
    try (var lines = Files.newBufferedWriter(home.resolve("postings"))) {
      for (int n = 0; n < postings; n++) {
        var one = data.posting(n);
        var line = new ArrayList<>(List.of(one.title(), one.company(), one.location(), one.description()));
        if (fields) {
          line.addAll(List.of(one.board(), one.remote() ? "yes" : "no", one.pay() == null ? "" : one.pay().toString()));
        }
        lines.write(String.join("\t", line) + "\n");
      }
    }
  }

  Matched match(String how) throws IOException, InterruptedException {
    var process = java("match", index().toString(), home.resolve("postings").toString(), how);
    return new Matched(
        process, number(process, "match_s"), (long) number(process, "hits"), (long) number(process, "tried"));
  }

  private static double number(MatchProcess process, String name) {
    var found = Pattern.compile("\"" + name + "\":([0-9.]+)").matcher(process.out());
    if (!found.find()) {
      throw new IllegalStateException("no " + name + " in " + process.out());
    }
    return Double.parseDouble(found.group(1));
  }

  private Path index() {
    return home.resolve("lucene/index");
  }

  private MatchProcess java(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // The fastest of what was tried; the other collectors take more memory and time.
    command.add("-Xmx4g");
    command.add("-XX:+UseSerialGC");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(home.resolve("lucene/classes") + ":" + home.resolve("lucene/lib") + "/*");
    command.add("MatchLucene");
    command.addAll(List.of(arguments));
    return MatchProcess.run(home, datasource, command);
  }
}
