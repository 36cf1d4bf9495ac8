import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What matching costs: {@code run match} as a whole process, its steps, the nested loop in the same database, and Lucene
 * Monitor. Each says how many it found, and a sample of the matches is compared one by one. Prints one JSON object a line.
 * Run it by {@code bench/match}.
 */
final class Match {
  private static final int[] POSTINGS = {20, 1_000};
  private static final int RUNS = 3;
  /** Seconds: what takes longer is run once. */
  private static final double QUICK = 10;

  private final Path root;
  private final Path home;
  private final Config.Datasource datasource;
  private final MatchDatabase database;
  private final MatchData data;
  private int minutes;

  Match(Path root, Path home, Config.Datasource datasource, MatchDatabase database, MatchData data) {
    this.root = root;
    this.home = home;
    this.datasource = datasource;
    this.database = database;
    this.data = data;
  }

  public static void main(String[] args) throws Exception {
    var root = Path.of(args[0]);
    var home = Path.of(args[1]);
    var arguments = List.of(args).subList(2, args.length);
    var data = new MatchData();
    try (var open = Database.open(Config.from(Map.of("EARLYBRD_HOME", home.toString())), System.err::println);
        var database = new MatchDatabase(open.datasource(), data)) {
      var match = new Match(root, home, open.datasource(), database, data);
      switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
        case "" -> match.measure(MatchData.Kind.REALISTIC, 100_000, POSTINGS);
        case "all" -> match.all();
        case "stored" ->
            new MatchStored(match, home, open.datasource(), database, data)
                .measure(arguments.size() > 1 ? Integer.parseInt(arguments.get(1)) : 1_000_000);
        default ->
            match.measure(
                arguments.size() > 2 ? MatchData.Kind.valueOf(arguments.get(2).toUpperCase()) : MatchData.Kind.REALISTIC,
                Integer.parseInt(arguments.getFirst()),
                arguments.size() > 1 ? new int[] {Integer.parseInt(arguments.get(1))} : POSTINGS);
      }
    }
  }

  private void all() throws Exception {
    for (var kind : MatchData.Kind.values()) {
      for (int searches : new int[] {1_000, 10_000, 100_000, 1_000_000}) {
        // 30 million matches would measure the disk.
        boolean tooMany = kind == MatchData.Kind.DENSE && searches == 1_000_000;
        measure(kind, searches, tooMany ? new int[] {POSTINGS[0]} : POSTINGS);
      }
    }
  }

  private void measure(MatchData.Kind kind, int searches, int[] postingCounts) throws Exception {
    var file = home.resolve("searches");
    database.load(kind, searches, file);
    var lucene = MatchMonitor.build(home, datasource, file);
    for (int postings : postingCounts) {
      database.store(postings, false);
      if (lucene != null) {
        lucene.write(data, postings, kind == MatchData.Kind.MIXED);
      }
      new Round(kind, searches, postings).measure(lucene);
    }
    if (lucene != null) {
      print("kind", kind, "searches", searches, "what", "lucene monitor index", "build_s", lucene.built().wall(),
          "peak_mb", lucene.built().peak(), "index_mb", lucene.indexSize());
    }
  }

  /** One number of searches against one number of new postings. */
  private final class Round {
    private final MatchData.Kind kind;
    private final int searches;
    private final int postings;

    Round(MatchData.Kind kind, int searches, int postings) {
      this.kind = kind;
      this.searches = searches;
      this.postings = postings;
    }

    void measure(MatchMonitor lucene) throws Exception {
      var runs = new ArrayList<Run>();
      do {
        database.reset();
        runs.add(run("match"));
      } while (runs.size() < RUNS && runs.getFirst().process().wall() < QUICK);
      var own = median(runs);
      long rows = (long) database.number("SELECT count(*) FROM match");
      long hits = (long) database.number("SELECT coalesce(sum(cardinality(searches)), 0) FROM match");
      say("earlybrd run match", own.fields(), "runs", runs.size(), "matches", rows, "hits", hits,
          "matches_per_s", Math.round(rows / own.engine()));
      var loop = new MatchLoop(database, searches, postings);
      var agreement = loop.agreement();
      say("agreement with the loop", "pairs", agreement.pairs(), "hits", agreement.hits(), "differences",
          agreement.differences());
      for (var time : loop.times()) {
        say(time.way(), "s", time.seconds(), "extrapolated", time.extrapolated(), "sampled_searches", time.sample(),
            "sample_s", time.sampleSeconds(), "engine_times_faster", Math.round(time.seconds() / own.engine()),
            "whole_times_faster", Math.round(time.seconds() / own.process().wall()));
      }
      for (var how : lucene == null ? List.<String>of() : List.of("terms", "none")) {
        lucene(lucene, how, own, hits);
      }
    }

    private void lucene(MatchMonitor lucene, String how, Run own, long hits) throws Exception {
      var matched = new ArrayList<MatchMonitor.Matched>();
      do {
        matched.add(lucene.match(how));
      } while (matched.size() < RUNS && matched.getFirst().process().wall() < QUICK);
      matched.sort(Comparator.comparing(MatchMonitor.Matched::seconds));
      var median = matched.get(matched.size() / 2);
      say("lucene monitor, presearcher: " + how, "runs", matched.size(), "wall_s", median.process().wall(),
          "matching_s", median.seconds(), "cpu_s", median.process().cpu(), "peak_mb", median.process().peak(),
          "hits", median.hits(), "same_hits", median.hits() == hits, "tried", median.tried(),
          "whole_times_faster_than_its_matching", median.seconds() / own.process().wall());
    }

    private void say(String what, Object... fields) {
      var all = new ArrayList<Object>(List.of("kind", kind, "searches", searches, "postings", postings, "what", what));
      all.addAll(List.of(fields));
      print(all.toArray());
    }
  }

  private static Run median(List<Run> runs) {
    var sorted = runs.stream().sorted(Comparator.comparing(run -> run.process().wall())).toList();
    return sorted.get(sorted.size() / 2);
  }

  /**
   * A job as cron launches it.
   *
   * @param steps seconds of each
   */
  record Run(MatchProcess process, double postgresCpu, Map<String, Double> steps) {
    /** Seconds of all steps. */
    double engine() {
      return steps.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    Map<String, Object> fields() {
      var fields = new LinkedHashMap<String, Object>();
      fields.put("wall_s", process.wall());
      fields.put("cpu_s", process.cpu());
      fields.put("postgres_cpu_s", postgresCpu);
      fields.put("peak_mb", process.peak());
      fields.put("start_and_exit_s", process.wall() - engine());
      steps.forEach((step, seconds) -> fields.put(step + "_s", seconds));
      fields.put("engine_s", engine());
      return fields;
    }
  }

  /** Runs {@code job} at a slot that none had before. */
  Run run(String job) throws Exception {
    var slot = Instant.now().truncatedTo(ChronoUnit.MINUTES).plus(++minutes * 10L, ChronoUnit.MINUTES).toString();
    double before = database.serverCpu();
    var process = earlybrd("run", job, "--at", slot, "--json");
    if (!process.out().contains("\"status\":\"COMPLETED\"")) {
      throw new IllegalStateException("run " + job + " did not complete: " + process.out());
    }
    return new Run(process, database.serverCpu() - before, database.stepsOfTheLastRun());
  }

  MatchProcess earlybrd(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    return MatchProcess.run(home, datasource, command);
  }

  String launcher() {
    return root.resolve("earlybrd").toString();
  }

  /** One JSON object of names, each followed by its value, and of maps. */
  static void print(Object... fields) {
    var json = new ArrayList<String>();
    for (int i = 0; i < fields.length; i++) {
      if (fields[i] instanceof Map<?, ?> several) {
        several.forEach((name, value) -> json.add("\"" + name + "\":" + json(value)));
      } else {
        json.add("\"" + fields[i] + "\":" + json(fields[++i]));
      }
    }
    System.out.println("{" + String.join(",", json) + "}");
  }

  private static String json(Object value) {
    return switch (value) {
      case Double number -> "%.3f".formatted(number);
      case Number number -> number.toString();
      case Boolean bool -> bool.toString();
      case MatchData.Kind kind -> '"' + kind.name().toLowerCase() + '"';
      default -> '"' + value.toString().replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    };
  }
}
