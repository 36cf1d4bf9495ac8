import com.sun.net.httpserver.HttpServer;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a launch by cron costs: {@code run alerts} with nothing due, and with one due board that is unchanged, each beside a
 * bare JVM that opens one JDBC connection, in turns. Prints one JSON object a line. Run it by {@code bench/startup}.
 */
final class Startup {
  private static final int WARM_UP = 2;

  private final Path root;
  private final Path home;
  private final Config.Datasource database;

  private Startup(Path root, Path home, Config.Datasource database) {
    this.root = root;
    this.home = home;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    var home = Path.of(args[1]);
    int runs = Integer.parseInt(args[2]);
    var bare = Arrays.asList(args).subList(3, args.length);
    var environment = new LinkedHashMap<>(Map.of("EARLYBRD_HOME", home.toString()));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", exchange -> {
      if (exchange.getRequestURI().getPath().equals("/robots.txt")) {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
        return;
      }
      boolean known = exchange.getRequestHeaders().containsKey("If-None-Match");
      var body = "{\"jobs\":[{\"id\":\"1\",\"title\":\"Night porter\"}]}".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("ETag", "\"1\"");
      exchange.sendResponseHeaders(known ? 304 : 200, known ? -1 : body.length);
      if (!known) {
        exchange.getResponseBody().write(body);
      }
      exchange.close();
    });
    server.start();
    try (var database = Database.open(Config.from(environment), System.err::println)) {
      var bench = new Startup(root, home, database.datasource());
      bench.importBoard(server.getAddress().getPort());
      bench.measure(runs, bare);
    } finally {
      server.stop(0);
    }
  }

  private void importBoard(int port) throws Exception {
    var file = home.resolve("boards.yaml");
    Files.writeString(
        file,
        """
        boards:
          - id: bench
            url: http://127.0.0.1:%d/jobs
            every: 1m
            format: json
            posting: /jobs
            fields: {id: /id, title: /title}
        """
            .formatted(port));
    run(List.of(root.resolve("earlybrd").toString(), "boards", "import", file.toString()));
  }

  private void measure(int runs, List<String> bare) throws Exception {
    var launcher = root.resolve("earlybrd").toString();
    var slot = Instant.now().truncatedTo(ChronoUnit.MINUTES);
    var kinds = new LinkedHashMap<String, List<double[]>>();
    for (int i = -WARM_UP; i < runs; i++) {
      var next = slot.plus(i + WARM_UP + 1, ChronoUnit.MINUTES).toString();
      record(kinds, i, "bare JVM, one JDBC connection", bareCommand(bare));
      record(kinds, i, "run alerts, one due unchanged board", List.of(launcher, "run", "alerts", "--at", next));
      record(kinds, i, "run alerts, nothing due", List.of(launcher, "run", "alerts", "--at", next));
    }
    kinds.forEach((kind, samples) -> System.out.println(json(kind, samples)));
  }

  private List<String> bareCommand(List<String> bare) {
    var command = new ArrayList<>(bare);
    command.addAll(List.of(database.url(), database.username(), database.password()));
    return command;
  }

  private void record(Map<String, List<double[]>> kinds, int i, String kind, List<String> command) throws Exception {
    var sample = run(command);
    if (i >= 0) {
      kinds.computeIfAbsent(kind, k -> new ArrayList<>()).add(sample);
    }
  }

  /** Wall in ms, CPU of user and system in ms, peak memory in MB; as GNU time gives them. */
  private double[] run(List<String> command) throws IOException, InterruptedException {
    var timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%e %U %S %M", "-o", home.resolve("time").toString()));
    timed.addAll(command);
    var process = new ProcessBuilder(timed).redirectErrorStream(true).redirectOutput(home.resolve("out").toFile());
    var environment = process.environment();
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("EARLYBRD_SECRET", "bench-bench-bench-bench");
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_FETCH_ALLOW", "127.0.0.0/8");
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    double wall = (System.nanoTime() - began) / 1e6;
    if (exit != 0) {
      throw new IllegalStateException(command + " exited " + exit + ": " + Files.readString(home.resolve("out")));
    }
    var fields = Files.readString(home.resolve("time")).strip().split(" ");
    return new double[] {
      wall, 1000 * (Double.parseDouble(fields[1]) + Double.parseDouble(fields[2])), Double.parseDouble(fields[3]) / 1024
    };
  }

  private static String json(String kind, List<double[]> samples) {
    return "{\"what\":\"%s\",\"runs\":%d,%s,%s,%s}"
        .formatted(
            kind,
            samples.size(),
            field("wall_ms", samples, 0),
            field("cpu_ms", samples, 1),
            field("peak_mb", samples, 2));
  }

  private static String field(String name, List<double[]> samples, int i) {
    var sorted = samples.stream().mapToDouble(sample -> sample[i]).sorted().toArray();
    return "\"%s\":{\"min\":%.0f,\"median\":%.0f,\"max\":%.0f}"
        .formatted(name, sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
  }
}
