import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a backup of a large database costs: {@code run backup} into a folder, plain and sealed, all steps, and before, between
 * and after a bare {@code pg_dump -Fc | sha256sum} of the same. Prints one JSON object a line. Run it by {@code bench/backup}.
 */
final class Backup {
  private static final String TOOLS = "/usr/lib/postgresql/15/bin/";
  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final Pattern STEP =
      Pattern.compile(
          "\\{\"name\" ?: ?\"(\\w+)\".*?\"started_at\" ?: ?\"([^\"]+)\", ?\"ended_at\" ?: ?\"([^\"]+)\"");

  private final Path root;
  private final Path home;
  private final Config.Datasource database;
  private Instant slot = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private Backup(Path root, Path home, Config.Datasource database) {
    this.root = root;
    this.home = home;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var home = Path.of(args[1]);
    try (var database = Database.open(Config.from(Map.of("EARLYBRD_HOME", home.toString())), System.err::println)) {
      var bench = new Backup(Path.of(args[0]), home, database.datasource());
      double megabytes = bench.fill(Long.parseLong(args[2]));
      double first = bench.bare(megabytes, "before");
      double plain = bench.measure(megabytes, "plain", Map.of());
      double second = bench.bare(megabytes, "between");
      double sealed = bench.measure(megabytes, "sealed", Map.of("EARLYBRD_BACKUP_KEY", KEY));
      double third = bench.bare(megabytes, "after");
      System.out.printf(
          "{\"what\":\"dump step beside bare pg_dump\",\"database_mb\":%.0f,\"plain_percent\":%.0f,\"sealed_percent\":%.0f}%n",
          megabytes, 100 * (first + second) / 2 / plain, 100 * (second + third) / 2 / sealed);
    }
  }

  /** Postings whose descriptions are words as frequent as in real texts, until the database is as large as asked. */
  private double fill(long megabytes) throws SQLException {
    try (var connection = DriverManager.getConnection(database.url(), database.username(), database.password())) {
      execute(connection, "INSERT INTO board (id, name, url, format, definition, definition_hash, every, next_visit_at)"
          + " VALUES ('a', 'A board', 'http://127.0.0.1/a', 'rss', '{}', '', '1 day', 'infinity')");
      for (long at = 0; size(connection) < megabytes << 20; at += 5_000) {
        execute(
            connection,
            """
            INSERT INTO posting (board, external_id, url, title, description, posted_at, first_seen_at, last_seen_at,
              content_hash, baseline, matched_version, claims, tsv_rules, tsv)
            OVERRIDING USER VALUE
            SELECT 'a', n, 'https://jobs.bench.example/' || n, 'Senior engineer ' || n,
              (SELECT string_agg(substr(md5(floor(20000 * power(random(), 3))::int::text), 1, 3 + (n + k) %% 7), ' ')
               FROM generate_series(1, 200) AS k),
              now(), now(), now(), n, false, 1, 1, 1, ''
            FROM generate_series(%d, %d) AS n
            """
                .formatted(at + 1, at + 5_000));
        execute(
            connection,
            """
            INSERT INTO match (subscriber, posting, searches, terms, job_instance, job_execution, matched_at, waits_instant, waits_digest)
            SELECT s, p, ARRAY[1], ARRAY['senior'], 1, 1, now(), false, false
            FROM generate_series(%d, %d) AS p, generate_series(1, 10) AS s
            """
                .formatted(at + 1, at + 5_000));
      }
      execute(connection, "VACUUM (ANALYZE)");
      execute(connection, "CHECKPOINT");
      return size(connection) / 1048576.0;
    }
  }

  private static long size(Connection connection) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery("SELECT pg_database_size(current_database())")) {
      row.next();
      return row.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Seconds of a bare dump. */
  private double bare(double megabytes, String when) throws Exception {
    var port = database.url().replaceFirst(".*:(\\d+)/.*", "$1");
    var name = database.url().replaceFirst(".*:\\d+/([^?]*).*", "$1");
    var pipe =
        "set -o pipefail; %spg_dump -Fc --no-owner --no-privileges -h 127.0.0.1 -p %s -U %s %s | tee >(wc -c >%s) | sha256sum"
            .formatted(TOOLS, port, database.username(), name, home.resolve("bytes"));
    var sample = run(List.of("bash", "-c", pipe), Map.of("PGPASSWORD", String.valueOf(database.password())));
    System.out.printf(
        "{\"what\":\"bare pg_dump | sha256sum %s\",\"database_mb\":%.0f,\"dump_mb\":%.0f,\"wall_s\":%.2f,\"database_mb_per_s\":%.1f}%n",
        when, megabytes, Long.parseLong(Files.readString(home.resolve("bytes")).strip()) / 1048576.0, sample[0], megabytes / sample[0]);
    return sample[0];
  }

  /** Seconds of the dump step. */
  private double measure(double megabytes, String kind, Map<String, String> more) throws Exception {
    slot = slot.plus(1, ChronoUnit.MINUTES);
    var sample =
        run(List.of(root.resolve("earlybrd").toString(), "run", "backup", "--at", slot.toString(), "--json"), environment(more));
    var steps = new LinkedHashMap<String, Double>();
    var matcher = STEP.matcher(Files.readString(home.resolve("out")));
    while (matcher.find()) {
      steps.put(
          matcher.group(1),
          Duration.between(Instant.parse(matcher.group(2)), Instant.parse(matcher.group(3))).toMillis() / 1000.0);
    }
    var times = new StringBuilder();
    steps.forEach((step, seconds) -> times.append(",\"%s_s\":%.2f".formatted(step, seconds)));
    System.out.printf(
        "{\"what\":\"backup %s\",\"database_mb\":%.0f,\"wall_s\":%.2f,\"own_cpu_s\":%.2f,\"peak_mb\":%.0f%s,\"dump_database_mb_per_s\":%.1f}%n",
        kind, megabytes, sample[0], sample[1], sample[2], times, megabytes / steps.get("dump"));
    return steps.get("dump");
  }

  /** Seconds of wall, CPU seconds of the process and its programs, peak MB of the largest of them. */
  private double[] run(List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
    var timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", home.resolve("time").toString()));
    timed.addAll(command);
    var process =
        new ProcessBuilder(timed).redirectError(home.resolve("err").toFile()).redirectOutput(home.resolve("out").toFile());
    process.environment().putAll(environment);
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    double wall = (System.nanoTime() - began) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(
          command + " exited " + exit + ": " + Files.readString(home.resolve("out")) + Files.readString(home.resolve("err")));
    }
    var fields = Files.readString(home.resolve("time")).strip().split(" ");
    return new double[] {
      wall, Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]), Double.parseDouble(fields[2]) / 1024
    };
  }

  private Map<String, String> environment(Map<String, String> more) {
    var environment = new LinkedHashMap<>(more);
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("EARLYBRD_SECRET", "bench-bench-bench-bench");
    environment.put("EARLYBRD_HOME", home.toString());
    return environment;
  }
}
