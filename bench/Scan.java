import com.sun.net.httpserver.HttpExchange;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * What a scan of feeds on loopback costs: first visit, unchanged (304), one new posting on each of 100 boards; then each
 * further unchanged board (ten times as many), and boards that take 100 ms, 200 on 20 hosts. rss2email and urlwatch read the
 * same feeds in the same run; rss2email does not send, urlwatch compares titles only. Prints one JSON object a line. Run it by
 * {@code bench/scan}.
 */
final class Scan {
  private static final int POSTINGS = 50;
  private static final int CHANGED = 100;
  private static final int HOSTS = 20;
  private static final int SLOW_BOARDS = 200;
  private static final int SLOWNESS = 100;

  private final Path root;
  private final Path home;
  private final Config.Datasource database;
  private final List<HttpServer> servers = new ArrayList<>();
  private volatile boolean news;
  private int minutes;

  private Scan(Path root, Path home, Config.Datasource database) {
    this.root = root;
    this.home = home;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var home = Path.of(args[1]);
    var environment = new LinkedHashMap<>(Map.of("EARLYBRD_HOME", home.toString()));
    try (var database = Database.open(Config.from(environment), System.err::println)) {
      var scan = new Scan(Path.of(args[0]), home, database.datasource());
      try {
        if (args.length < 4 || args[3].equals("feeds")) {
          scan.feeds(Integer.parseInt(args[2]));
        }
        if (args.length < 4 || args[3].equals("slow")) {
          scan.slow();
        }
      } finally {
        scan.servers.forEach(server -> server.stop(0));
      }
    }
  }

  private void feeds(int boards) throws Exception {
    int port = serve(0);
    rss2email("first visit", boards, urls(boards, port), true);
    rss2email("unchanged", boards, urls(boards, port), false);
    urlwatch("first visit", boards, urls(boards, port));
    urlwatch("unchanged", boards, urls(boards, port));
    earlybrd("boards", "import", boardsYaml("b", urls(boards, port)).toString());
    scan("earlybrd", "first visit", boards);
    scan("earlybrd", "unchanged", boards);
    news = true;
    rss2email("new postings on " + CHANGED, boards, urls(boards, port), false);
    urlwatch("new postings on " + CHANGED, boards, urls(boards, port));
    scan("earlybrd", "new postings on " + CHANGED, boards);
    var few = scan("earlybrd", "unchanged", boards);
    var more = urls(10 * boards, port).subList(boards, 10 * boards);
    earlybrd("boards", "import", boardsYaml("b", urls(10 * boards, port)).toString());
    scan("earlybrd", "first visit of the other " + more.size(), 10 * boards);
    var many = scan("earlybrd", "unchanged", 10 * boards);
    System.out.printf(
        "{\"what\":\"earlybrd each further unchanged board\",\"cpu_ms\":%.3f}%n", 1000 * (many[1] - few[1]) / more.size());
  }

  private void slow() throws Exception {
    var urls = new ArrayList<String>();
    var ports = new ArrayList<Integer>();
    for (int host = 0; host < HOSTS; host++) {
      ports.add(serve(SLOWNESS));
    }
    for (int i = 0; i < SLOW_BOARDS; i++) {
      urls.add("http://127.0.0.1:%d/slow/%d".formatted(ports.get(i % HOSTS), i));
    }
    Files.deleteIfExists(home.resolve("r2e.json"));
    rss2email("100 ms each, first visit", SLOW_BOARDS, urls, true);
    rss2email("100 ms each, unchanged", SLOW_BOARDS, urls, false);
    try (var connection =
            java.sql.DriverManager.getConnection(database.url(), database.username(), database.password());
        var statement = connection.createStatement()) {
      // Those of before would be due, too.
      if (!servers.isEmpty() && minutes > 0) {
        statement.execute("UPDATE board SET enabled = false");
      }
    }
    earlybrd("boards", "import", boardsYaml("slow", urls).toString());
    scan("earlybrd", "100 ms each, first visit", SLOW_BOARDS);
    scan("earlybrd", "100 ms each, unchanged", SLOW_BOARDS);
  }

  private static List<String> urls(int boards, int port) {
    var urls = new ArrayList<String>();
    for (int i = 0; i < boards; i++) {
      urls.add("http://127.0.0.1:%d/feed/%d".formatted(port, i));
    }
    return urls;
  }

  private int serve(int delay) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 1_000);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", exchange -> answer(exchange, delay));
    server.start();
    servers.add(server);
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, int delay) throws IOException {
    try (exchange) {
      if (delay > 0) {
        Thread.sleep(delay);
      }
      var path = exchange.getRequestURI().getPath();
      if (path.equals("/robots.txt")) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      int feed = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      boolean hasNews = news && feed < CHANGED;
      var etag = "\"" + feed + (hasNews ? "-2\"" : "-1\"");
      exchange.getResponseHeaders().set("ETag", etag);
      if (etag.equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
        exchange.sendResponseHeaders(304, -1);
        return;
      }
      var body = feed(feed, hasNews ? POSTINGS + 1 : POSTINGS).getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/rss+xml");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String feed(int feed, int postings) {
    var xml = new StringBuilder(40_000);
    xml.append("<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\"><channel><title>Board ").append(feed);
    xml.append("</title><link>https://board-").append(feed).append(".example/</link><description>Jobs</description>");
    for (int i = postings - 1; i >= 0; i--) {
      xml.append("<item><title>Engineer ").append(i).append(" for harbour cranes (m/f)</title><link>https://board-");
      xml.append(feed).append(".example/jobs/").append(i).append("?utm_source=feed</link><guid isPermaLink=\"false\">");
      xml.append(feed).append('-').append(i).append("</guid><pubDate>Mon, 02 Mar 2026 0").append(i % 10);
      xml.append(":00:00 GMT</pubDate><description>&lt;p&gt;You keep crane number ").append(i);
      xml.append(" of harbour ").append(feed).append(" running: hydraulics, ropes and the control in &lt;b&gt;Java&lt;/b&gt;.");
      xml.append("&lt;/p&gt;&lt;ul&gt;&lt;li&gt;Three years of practice&lt;/li&gt;&lt;li&gt;Heights do not matter&lt;/li&gt;");
      xml.append("&lt;/ul&gt;&lt;p&gt;We pay &amp;euro;3,000 a month.&lt;/p&gt;</description></item>");
    }
    return xml.append("</channel></rss>").toString();
  }

  private Path boardsYaml(String name, List<String> urls) throws IOException {
    var yaml = new StringBuilder("boards:\n");
    for (int i = 0; i < urls.size(); i++) {
      yaml.append("  - {id: ").append(name).append('-').append(i).append(", url: \"").append(urls.get(i));
      yaml.append("\", format: rss, every: 1m}\n");
    }
    return Files.writeString(home.resolve("boards.yaml"), yaml);
  }

  private double[] scan(String who, String what, int boards) throws Exception {
    var slot = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(++minutes * 10L, ChronoUnit.MINUTES).toString();
    return measured(who, what, boards, List.of(root.resolve("earlybrd").toString(), "run", "scan", "--at", slot));
  }

  private String earlybrd(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(root.resolve("earlybrd").toString()));
    command.addAll(List.of(arguments));
    run(command);
    return Files.readString(home.resolve("out"));
  }

  private void rss2email(String what, int boards, List<String> urls, boolean fresh) throws Exception {
    var config = home.resolve("r2e.cfg");
    if (fresh) {
      var text = new StringBuilder("[DEFAULT]\nto = bench@example.com\nfrom = bench@example.com\nverbose = error\n");
      for (int i = 0; i < urls.size(); i++) {
        text.append("[feed.f").append(i).append("]\nurl = ").append(urls.get(i)).append('\n');
      }
      Files.writeString(config, text);
      Files.writeString(
          home.resolve("r2e.json"), "{\"version\": 2, \"feeds\": []}");
    }
    measured(
        "rss2email",
        what,
        boards,
        List.of("r2e", "-c", config.toString(), "-d", home.resolve("r2e.json").toString(), "run", "--no-send"));
  }

  private void urlwatch(String what, int boards, List<String> urls) throws Exception {
    var jobs = new StringBuilder();
    for (var url : urls) {
      jobs.append("url: ").append(url).append("\nfilter:\n  - xpath:\n      path: //item/title/text()\n      method: xml\n---\n");
    }
    Files.writeString(home.resolve("urls.yaml"), jobs);
    var config = home.resolve("urlwatch.yaml");
    Files.writeString(config, "display: {new: false, error: true, unchanged: false}\nreport: {stdout: {enabled: false}}\n");
    measured(
        "urlwatch",
        what,
        boards,
        List.of(
            "urlwatch", "--urls", home.resolve("urls.yaml").toString(), "--config", config.toString(), "--cache",
            home.resolve("urlwatch.db").toString(), "--hooks", home.resolve("none.py").toString()));
  }

  private double[] measured(String who, String what, int boards, List<String> command) throws Exception {
    double before = postgresCpu();
    var sample = run(command);
    System.out.printf(
        "{\"what\":\"%s %s\",\"boards\":%d,\"wall_s\":%.2f,\"cpu_s\":%.2f,\"peak_mb\":%.0f,\"boards_per_s\":%.0f%s}%n",
        who,
        what,
        boards,
        sample[0],
        sample[1],
        sample[2],
        boards / sample[0],
        who.equals("earlybrd") ? ",\"postgres_cpu_s\":%.2f".formatted(postgresCpu() - before) : "");
    return sample;
  }

  /** Seconds of all of the server's processes, the ended ones included. */
  private static double postgresCpu() throws IOException {
    double ticks = 0;
    try (var processes = Files.list(Path.of("/proc"))) {
      for (var process : processes.filter(path -> path.getFileName().toString().matches("\\d+")).toList()) {
        try {
          var stat = Files.readString(process.resolve("stat"));
          if (stat.contains("(postgres)")) {
            var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            ticks += Long.parseLong(fields[11]) + Long.parseLong(fields[12]) + Long.parseLong(fields[13]) + Long.parseLong(fields[14]);
          }
        } catch (IOException e) {
          // It has ended.
        }
      }
    }
    return ticks / 100;
  }

  /** Wall and CPU (user and system) in seconds, peak memory in MB. */
  private double[] run(List<String> command) throws IOException, InterruptedException {
    var timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%e %U %S %M", "-o", home.resolve("time").toString()));
    timed.addAll(command);
    var process =
        new ProcessBuilder(timed)
            .redirectError(home.resolve("err").toFile())
            .redirectOutput(home.resolve("out").toFile());
    var environment = process.environment();
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("EARLYBRD_SECRET", "bench-bench-bench-bench");
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_FETCH_ALLOW", "127.0.0.0/8");
    environment.put("EARLYBRD_FETCH_DELAY", "0");
    environment.put("HOME", home.toString());
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    double wall = (System.nanoTime() - began) / 1e9;
    if (exit != 0) {
      throw new IllegalStateException(command + " exited " + exit + ": " + Files.readString(home.resolve("err")));
    }
    var fields = Files.readString(home.resolve("time")).strip().split(" ");
    return new double[] {
      wall, Double.parseDouble(fields[1]) + Double.parseDouble(fields[2]), Double.parseDouble(fields[3]) / 1024
    };
  }
}
