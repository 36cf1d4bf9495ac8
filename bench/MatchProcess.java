import io.earlybrd.platform.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One run of a process.
 *
 * @param wall seconds from its start to its exit
 * @param cpu seconds, user and system
 * @param peak of its resident memory, in MB
 * @param out what it printed
 */
record MatchProcess(double wall, double cpu, double peak, String out) {
  /** Runs {@code command} under GNU time; an exit code other than 0 ends the bench. */
  static MatchProcess run(Path home, Config.Datasource database, List<String> command)
      throws IOException, InterruptedException {
    var timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%e %U %S %M", "-o", home.resolve("time").toString()));
    timed.addAll(command);
    var process =
        new ProcessBuilder(timed).redirectError(home.resolve("err").toFile()).redirectOutput(home.resolve("out").toFile());
    var environment = process.environment();
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("EARLYBRD_SECRET", "bench-bench-bench-bench");
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_FETCH_ALLOW", "127.0.0.0/8");
    environment.put("EARLYBRD_FETCH_DELAY", "0");
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    double wall = (System.nanoTime() - began) / 1e9;
    var out = Files.readString(home.resolve("out"));
    if (exit != 0) {
      throw new IllegalStateException(command + " exited " + exit + ": " + out + Files.readString(home.resolve("err")));
    }
    var fields = Files.readString(home.resolve("time")).strip().split(" ");
    return new MatchProcess(
        wall, Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]), Double.parseDouble(fields[3]) / 1024, out);
  }

  /** Seconds of all of a database server's processes, the ended ones included. */
  static double serverCpu(long postmaster) throws IOException {
    double ticks = 0;
    try (var processes = Files.list(Path.of("/proc"))) {
      for (var process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
        try {
          var stat = Files.readString(process.resolve("stat"));
          // After the name: state, parent, …, user, system, and both of the children that ended.
          var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
          if (stat.startsWith(postmaster + " ") || Long.parseLong(fields[1]) == postmaster) {
            for (int i = 11; i <= 14; i++) {
              ticks += Long.parseLong(fields[i]);
            }
          }
        } catch (IOException e) {
          // It has ended.
        }
      }
    }
    return ticks / 100;
  }
}
