package io.earlybrd.promises;

import io.earlybrd.platform.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Commands in a JVM of their own, with the options that the launcher gives it. */
final class LaunchedJvm {
  private static final String OPTIONS =
      "eval \"$(sed -n '/^jvm=(/,/)$/p' earlybrd)\" && printf '%s\\n' \"${jvm[@]}\"";

  private final Path home;
  private final Config.Datasource database;
  private final List<String> options;
  private final Map<String, String> more = new HashMap<>();

  /**
   * @param options win over those of the launcher, as {@code EARLYBRD_JAVA_OPTS} do
   */
  LaunchedJvm(Path home, Config.Datasource database, String... options) {
    this.home = home;
    this.database = database;
    this.options = List.of(options);
  }

  /** One more variable of its environment. */
  LaunchedJvm with(String variable, String value) {
    more.put(variable, value);
    return this;
  }

  /**
   * How a command ended.
   *
   * @param megabytes the most of memory that the process had
   */
  record Ended(int exit, String said, long megabytes, double cpuSeconds) {}

  /** {@code earlybrd ARGUMENTS}. */
  Ended run(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(launcherOptions());
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.earlybrd.cli.Main"));
    command.addAll(List.of(arguments));
    var said = Files.createTempFile(home, "said", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "EARLYBRD_HOME", home.toString(),
                "EARLYBRD_SECRET", "0123456789abcdef0123456789abcdef",
                "EARLYBRD_FETCH_ALLOW", "127.0.0.0/8",
                "SPRING_DATASOURCE_URL", database.url(),
                "SPRING_DATASOURCE_USERNAME", String.valueOf(database.username()),
                "SPRING_DATASOURCE_PASSWORD", String.valueOf(database.password())));
    builder.environment().putAll(more);
    var process = builder.start();
    long most = 0;
    double cpu = 0;
    while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
      most = Math.max(most, megabytes(process.pid()));
      cpu = process.info().totalCpuDuration().map(d -> d.toMillis() / 1_000.0).orElse(cpu);
    }
    return new Ended(process.exitValue(), Files.readString(said), most, cpu);
  }

  private static List<String> launcherOptions() throws IOException, InterruptedException {
    var bash = new ProcessBuilder("bash", "-c", OPTIONS).start();
    var options = bash.inputReader().lines().toList();
    if (bash.waitFor() != 0 || options.isEmpty()) {
      throw new IllegalStateException("the launcher's options were not found");
    }
    return options;
  }

  private static long megabytes(long pid) {
    try {
      return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
