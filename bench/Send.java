import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What sending digests costs: composed first, with sending paused, then sent by {@code run send} to a sink on loopback, a
 * durable commit a mail; a bare client sends as many prebuilt messages to a fresh sink before and after. Then how long a cold
 * launch takes until the last of 100 digests is accepted. Prints one JSON object a line. Run it by {@code bench/send}.
 */
final class Send {
  private static final int CONNECTIONS = 4;

  private final Path root;
  private final Path home;
  private final String java;
  private final Config.Datasource database;
  private long postmaster;
  private Instant slot = Instant.now().truncatedTo(ChronoUnit.MINUTES);

  private Send(Path root, Path home, String java, Config.Datasource database) {
    this.root = root;
    this.home = home;
    this.java = java;
    this.database = database;
  }

  public static void main(String[] args) throws Exception {
    var home = Path.of(args[1]);
    try (var database = Database.open(Config.from(Map.of("EARLYBRD_HOME", home.toString())), System.err::println)) {
      var bench = new Send(Path.of(args[0]), home, args[2], database.datasource());
      bench.earlybrd(9, "migrate");
      var data = new SendData(database.datasource());
      bench.postmaster = data.postmaster();
      if (args.length > 4) {
        bench.measure(data, Integer.parseInt(args[3]), Integer.parseInt(args[4]));
        return;
      }
      bench.measure(data, 10_000, 10);
      bench.cold(data);
      bench.measure(data, 100_000, 10);
      bench.measure(data, 20_000, 50);
    }
  }

  /** A fresh sink for each run: one that has taken much is slower or faster than one that has not. */
  private final class Sink implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final int port;

    Sink() throws IOException {
      process =
          new ProcessBuilder(java, "-XX:+UseSerialGC", "-Xmx64m", "-cp", home.resolve("sink").toString(), "SendSink", message().toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      out = process.inputReader();
      port = Integer.parseInt(out.readLine());
    }

    long count(String what) throws IOException {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
      var json = out.readLine();
      return Long.parseLong(json.replaceAll(".*\"" + what + "\":(\\d+).*", "$1"));
    }

    @Override
    public void close() {
      process.destroyForcibly();
    }
  }

  private Path message() {
    return home.resolve("message");
  }

  /** A slot that is completed is not run again. */
  private void nextSlot() {
    slot = slot.plus(10, ChronoUnit.MINUTES);
  }

  private void measure(SendData data, int mails, int postings) throws Exception {
    nextSlot();
    data.load(mails + 1, postings, slot);
    firstMessage();
    earlybrd(9, "mail", "pause");
    var compose = run(List.of(launcher(), "run", "digest", "--at", slot.toString()), 9);
    System.out.printf(
        "{\"what\":\"compose\",\"mails\":%d,\"postings\":%d,\"wall_s\":%.2f,\"mails_per_s\":%.0f,\"machine_us_a_mail\":%.0f,\"own_us_a_mail\":%.0f,\"postgres_us_a_mail\":%.0f,\"peak_mb\":%.0f}%n",
        mails, postings, compose[0], mails / compose[0], 1e6 * compose[1] / mails, 1e6 * compose[3] / mails,
        1e6 * compose[4] / mails, compose[2]);
    earlybrd(9, "mail", "resume", "--yes");
    double before = bare(mails, postings, "before");
    double rate;
    try (var sink = new Sink()) {
      var sent = run(List.of(launcher(), "run", "send", "--at", slot.toString()), sink.port);
      long messages = sink.count("messages");
      if (messages != mails || data.unsent() != 0) {
        throw new IllegalStateException("the sink took " + messages + " of " + mails + ", unsent " + data.unsent());
      }
      rate = mails / sent[0];
      report("earlybrd", "", mails, postings, sent, sink.count("bytes"));
    }
    double after = bare(mails, postings, "after");
    System.out.printf(
        "{\"what\":\"share of the bare client\",\"mails\":%d,\"postings\":%d,\"percent\":%.0f}%n",
        mails, postings, 100 * rate / ((before + after) / 2));
  }

  /** One digest leaves first, and is kept: the bare client sends what we send. */
  private void firstMessage() throws Exception {
    Files.deleteIfExists(message());
    try (var sink = new Sink()) {
      earlybrd(sink.port, "run", "digest", "--at", slot.minus(5, ChronoUnit.MINUTES).toString());
    }
  }

  private double bare(int mails, int postings, String when) throws Exception {
    try (var sink = new Sink()) {
      var command =
          List.of(
              "python3", root.resolve("bench/send_bare.py").toString(), Integer.toString(sink.port), message().toString(),
              Integer.toString(mails), Integer.toString(CONNECTIONS));
      var sample = run(command, sink.port);
      report("bare client", " " + when, mails, postings, sample, sink.count("bytes"));
      return mails / sample[0];
    }
  }

  private static void report(String who, String when, int mails, int postings, double[] sample, long bytes) {
    System.out.printf(
        "{\"what\":\"%s%s\",\"mails\":%d,\"postings\":%d,\"wall_s\":%.2f,\"mails_per_s\":%.0f,\"machine_us_a_mail\":%.0f,\"own_us_a_mail\":%.0f,\"postgres_us_a_mail\":%.0f,\"peak_mb\":%.0f,\"bytes_a_mail\":%d}%n",
        who, when, mails, postings, sample[0], mails / sample[0], 1e6 * sample[1] / mails, 1e6 * sample[3] / mails,
        1e6 * sample[4] / mails, sample[2], bytes / mails);
  }

  private void cold(SendData data) throws Exception {
    for (int n = 0; n < 3; n++) {
      nextSlot();
      data.load(101, 10, slot);
      firstMessage();
      try (var sink = new Sink()) {
        long launched = System.currentTimeMillis();
        run(List.of(launcher(), "run", "digest", "--at", slot.toString()), sink.port);
        if (sink.count("messages") != 100) {
          throw new IllegalStateException("the sink took " + sink.count("messages"));
        }
        System.out.printf(
            "{\"what\":\"cold launch\",\"mails\":100,\"postings\":10,\"last_accepted_s\":%.2f}%n",
            (sink.count("last") - launched) / 1000.0);
      }
    }
  }

  private String launcher() {
    return root.resolve("earlybrd").toString();
  }

  private void earlybrd(int port, String... arguments) throws Exception {
    var command = new ArrayList<>(List.of(launcher()));
    command.addAll(List.of(arguments));
    run(command, port);
  }

  /** Seconds of wall, CPU seconds of the whole machine, peak MB of the process, its CPU seconds, PostgreSQL's. */
  private double[] run(List<String> command, int port) throws IOException, InterruptedException {
    var timed = new ArrayList<>(List.of("/usr/bin/time", "-q", "-f", "%U %S %M", "-o", home.resolve("time").toString()));
    timed.addAll(command);
    var process =
        new ProcessBuilder(timed).redirectError(home.resolve("err").toFile()).redirectOutput(home.resolve("out").toFile());
    process.environment().putAll(environment(port));
    double cpu = machineCpu();
    double postgres = MatchProcess.serverCpu(postmaster);
    long began = System.nanoTime();
    int exit = process.start().waitFor();
    double wall = (System.nanoTime() - began) / 1e9;
    cpu = machineCpu() - cpu;
    postgres = MatchProcess.serverCpu(postmaster) - postgres;
    if (exit != 0) {
      throw new IllegalStateException(
          command + " exited " + exit + ": " + Files.readString(home.resolve("out")) + Files.readString(home.resolve("err")));
    }
    var fields = Files.readString(home.resolve("time")).strip().split(" ");
    double own = Double.parseDouble(fields[0]) + Double.parseDouble(fields[1]);
    return new double[] {wall, cpu, Double.parseDouble(fields[2]) / 1024, own, postgres};
  }

  private Map<String, String> environment(int port) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("SPRING_DATASOURCE_URL", database.url());
    environment.put("SPRING_DATASOURCE_USERNAME", database.username());
    environment.put("SPRING_DATASOURCE_PASSWORD", database.password());
    environment.put("EARLYBRD_SECRET", "bench-bench-bench-bench");
    environment.put("EARLYBRD_HOME", home.toString());
    environment.put("EARLYBRD_BASE_URL", "https://alerts.bench.example");
    environment.put("EARLYBRD_MAIL_FROM", "EarlyBrd <alerts@bench.example>");
    environment.put("EARLYBRD_MAIL_CONNECTIONS", Integer.toString(CONNECTIONS));
    environment.put("SPRING_MAIL_HOST", "127.0.0.1");
    environment.put("SPRING_MAIL_PORT", Integer.toString(port));
    return environment;
  }

  /** Seconds that all CPUs were busy, whoever kept them so. */
  private static double machineCpu() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/stat"))) {
      // user nice system idle iowait irq softirq steal
      var fields = lines.findFirst().orElseThrow().trim().split(" +");
      double ticks = 0;
      for (int i : new int[] {1, 2, 3, 6, 7}) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / 100;
    }
  }
}
