import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.earlybrd.platform.Config;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Whether what is stored already makes new postings dearer: a board shows 50 more, {@code run scan} stores them, {@code run
 * match} matches them, with 10,000 postings stored and with many more. And what it costs to count the last week's postings
 * that a search finds.
 */
final class MatchStored {
  private static final int FEW = 10_000;
  private static final int SEARCHES = 100_000;
  private static final int NEW = 50;
  private static final int ROUNDS = 3;
  private static final int COUNTS = 7;
  private static final int DAYS = 7;
  /** Numbers of postings that are not among the stored. */
  private static final long FRESH = 100_000_000;

  private static final Pattern DURATION = Pattern.compile("duration: ([0-9.]+) ms");

  private final Match match;
  private final Path home;
  private final Config.Datasource datasource;
  private final MatchDatabase database;
  private final MatchData data;
  private volatile int shown;

  MatchStored(Match match, Path home, Config.Datasource datasource, MatchDatabase database, MatchData data) {
    this.match = match;
    this.home = home;
    this.datasource = datasource;
    this.database = database;
    this.data = data;
  }

  void measure(int many) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    try {
      database.load(MatchData.Kind.REALISTIC, SEARCHES, home.resolve("searches"));
      for (int stored : new int[] {FEW, many}) {
        store(stored);
        add(stored, server.getAddress().getPort());
        count(stored);
        search(stored);
      }
    } finally {
      server.stop(0);
    }
  }

  private void store(int stored) throws SQLException {
    database.store(stored, true);
    Match.print(
        "what", "stored postings", "stored", stored,
        "table_mb", database.number("SELECT pg_table_size('posting') / 1048576.0"),
        "words_index_mb", database.number("SELECT pg_relation_size('" + database.wordsIndex() + "') / 1048576.0"));
  }

  private void add(int stored, int port) throws Exception {
    database.execute("UPDATE board SET enabled = false");
    var file = home.resolve("boards.yaml");
    Files.writeString(
        file,
        "boards: [{id: fresh-%d, url: \"http://127.0.0.1:%d/%d\", format: rss, every: 1m}]\n"
            .formatted(stored, port, stored));
    shown = 0;
    match.earlybrd("boards", "import", file.toString());
    match.run("scan");
    for (int round = 1; round <= ROUNDS; round++) {
      shown = round * NEW;
      Match.print("what", "run scan", "stored", stored, "new", NEW, match.run("scan").fields());
      double pending = database.number("SELECT count(*) FROM posting WHERE matched_version < text_version");
      var run = match.run("match");
      double matches =
          database.number("SELECT count(*) FROM match WHERE job_execution = (SELECT max(job_execution) FROM match)");
      Match.print(
          "what", "run match", "stored", stored, "searches", SEARCHES, "new", (long) pending, run.fields(),
          "matches", (long) matches);
    }
    long began = System.nanoTime();
    // What is new waits in a list that some later insert merges: the dearest that an insert can be.
    double pages = database.number("SELECT gin_clean_pending_list('" + database.wordsIndex() + "')");
    Match.print("what", "merging what is new into the index", "stored", stored, "pages", (long) pages, "ms", millis(began));
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/robots.txt")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      var body = feed(Long.parseLong(exchange.getRequestURI().getPath().substring(1))).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private String feed(long board) {
    var xml = new StringBuilder("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Fresh</title>");
    for (int i = shown - 1; i >= 0; i--) {
      var one = data.posting(FRESH + board + i);
      xml.append("<item><title>").append(one.title()).append("</title><link>https://fresh.example/").append(board);
      xml.append('/').append(i).append("</link><guid isPermaLink=\"false\">").append(i).append("</guid><description>");
      xml.append(one.description()).append("</description></item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  /** In SQL, on a connection that is open: what the database takes, whatever the program around it. */
  private void count(int stored) throws SQLException {
    long today = Instant.now().getEpochSecond() / TimeUnit.DAYS.toSeconds(1);
    var days =
        IntStream.rangeClosed(0, DAYS).mapToObj(ago -> "'/day/" + (today - ago) + "'").collect(Collectors.joining(" | "));
    for (var query : examples()) {
      var sql =
          """
          SELECT count(*) FROM %s
          WHERE tsv @@ $$(%s) & (%s)$$::tsquery AND first_seen_at >= now() - interval '%d days'
          """
              .formatted(database.wordsTable(), query.tsquery(), days, DAYS);
      double found = database.number(sql);
      var times = new double[COUNTS];
      for (int i = 0; i < COUNTS; i++) {
        long began = System.nanoTime();
        database.number(sql);
        times[i] = millis(began);
      }
      Arrays.sort(times);
      Match.print(
          "what", "counting the last week in SQL", "stored", stored, "search", query.text(), "found", (long) found,
          "median_ms", times[COUNTS / 2], "max_ms", times[COUNTS - 1]);
    }
  }

  /** The command, where there is one; its database time as the server logs it. */
  private void search(int stored) throws Exception {
    if (!match.earlybrd("--help").out().lines().anyMatch(line -> line.strip().startsWith("search "))) {
      Match.print("what", "left out: there is no command search");
      return;
    }
    var url = datasource.url() + (datasource.url().contains("?") ? "&" : "?") + "options=-c%20log_min_duration_statement=0";
    var logged = new Config.Datasource(url, datasource.username(), datasource.password());
    for (var query : examples()) {
      var walls = new double[ROUNDS];
      var times = new double[ROUNDS];
      for (int i = 0; i < ROUNDS; i++) {
        double before = loggedMillis();
        walls[i] = MatchProcess.run(home, logged, List.of(match.launcher(), "search", query.text(), "--json")).wall();
        times[i] = loggedMillis() - before;
      }
      Arrays.sort(walls);
      Arrays.sort(times);
      Match.print(
          "what", "earlybrd search", "stored", stored, "search", query.text(), "wall_s", walls[ROUNDS / 2], "database_ms",
          times[ROUNDS / 2], "database_max_ms", times[ROUNDS - 1]);
    }
  }

  private double loggedMillis() throws IOException {
    double sum = 0;
    try (var files = Files.walk(home)) {
      for (var log : files.filter(file -> file.endsWith("server.log")).toList()) {
        var durations = DURATION.matcher(Files.readString(log, StandardCharsets.ISO_8859_1));
        while (durations.find()) {
          sum += Double.parseDouble(durations.group(1));
        }
      }
    }
    return sum;
  }

  private List<MatchRules.Asked> examples() {
    var examples = new ArrayList<>(data.searches(MatchData.Kind.REALISTIC, 1, 2));
    examples.add(data.searches(MatchData.Kind.DENSE, 1, 1).getFirst());
    examples.add(MatchRules.query(data.commonest()));
    examples.addAll(data.searches(MatchData.Kind.MIXED, 1, 8));
    return examples;
  }

  private static double millis(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}
