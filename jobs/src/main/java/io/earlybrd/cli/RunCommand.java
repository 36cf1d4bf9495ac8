package io.earlybrd.cli;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Gate;
import io.earlybrd.run.Host;
import io.earlybrd.run.JobSpec;
import io.earlybrd.run.Launcher;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.Slot;
import io.earlybrd.run.StopSignal;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    description = "Runs a job at its slot: alerts, scan, match, instant, digest, send or backup.",
    footer = {
      "",
      "Examples:",
      "  earlybrd run alerts",
      "  earlybrd run digest --at 2026-11-24T08:00:00+01:00",
      "  earlybrd run alerts --at 2026-11-24T08:00:00Z --again \"a board was mended\"",
      "",
      "A slot that is completed is not run again, one that failed or was stopped goes on from its"
          + " last commit."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;
  private @Nullable PrintWriter out;
  private @Nullable PrintWriter err;

  @Parameters(paramLabel = "JOB", description = "The job's name.")
  private String job = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "The slot, cut to the minute; the present one by default.")
  private @Nullable String at;

  @Option(
      names = "--again",
      paramLabel = "REASON",
      description = "Runs a completed slot once more, and records why.")
  private @Nullable String again;

  @Option(names = "--json", description = "The summary as one JSON object.")
  private boolean json;

  /** For picocli. */
  RunCommand() {}

  /** For {@link Main}, without picocli. */
  RunCommand(
      PrintWriter out,
      PrintWriter err,
      String job,
      @Nullable String at,
      @Nullable String again,
      boolean json) {
    this.out = out;
    this.err = err;
    this.job = job;
    this.at = at;
    this.again = again;
    this.json = json;
  }

  @Override
  public Integer call() throws Exception {
    if (spec != null) {
      out = spec.commandLine().getOut();
      err = spec.commandLine().getErr();
    }
    if (out == null || err == null) {
      throw new IllegalStateException("a command without its streams");
    }
    return call(out, err);
  }

  private int call(PrintWriter out, PrintWriter err) throws Exception {
    var name = Jobs.named(job).name();
    var clock = Clock.systemUTC();
    var now = clock.instant();
    var slot = Slot.of(at == null ? now : Times.parse("--at", at)).at();
    var config = Environment.config();
    var known = Jobs.named(name, config);
    var host = Host.current();
    try (var database = Database.open(config, Session::progress);
        var locks = LockConnection.open(database.datasource(), holderName(known.name(), host))) {
      boolean resend = config.inDoubt() == Config.InDoubt.RESEND;
      return switch (Gate.enter(locks, known, slot, again != null, resend, Schema.VERSION, host)) {
        case Gate.Entry.Busy busy -> busy(err, known, busy);
        case Gate.Entry.NothingDue none -> nothingDue(out, slot);
        case Gate.Entry.Work work -> {
          var request = new Launcher.Request(known, slot, at != null, again, now);
          var summary = new Summary(out, err, json);
          yield JobRun.of(err, () -> launch(summary, config, database, locks, host, request));
        }
      };
    }
  }

  static String holderName(String what, Host host) {
    return "%s, pid %d on %s".formatted(what, host.pid(), host.name());
  }

  private static int busy(PrintWriter err, JobSpec known, Gate.Entry.Busy busy) {
    err.println("earlybrd: %s is already running: %s".formatted(known.name(), busy.holder()));
    return ExitCode.BUSY.code();
  }

  private int nothingDue(PrintWriter out, Instant slot) {
    out.println(
        json
            ? "{\"job\":\"%s\",\"slot\":\"%s\",\"status\":\"NOTHING_DUE\"}".formatted(job, slot)
            : "%s %s NOTHING_DUE".formatted(job, slot));
    return ExitCode.DONE.code();
  }

  private int launch(
      Summary summary,
      Config config,
      Database database,
      LockConnection locks,
      Host host,
      Launcher.Request request)
      throws java.sql.SQLException {
    var stop = new StopSignal();
    Termination.onStop(stop::request);
    var process =
        new RunConfiguration.Process(
            locks.takeNumber(),
            host,
            stop,
            Clock.systemUTC(),
            Runtime.getRuntime()::halt,
            TerminalProgress.whereShown());
    Launcher.Outcome outcome;
    try (var context = JobContext.start(config, database.datasource(), locks, process, false)) {
      outcome = context.launcher().launch(request);
      Gate.record(locks, job, request.at(), outcome.exit().name(), host);
      summary.print(context.bean(org.springframework.jdbc.core.simple.JdbcClient.class), outcome);
    }
    return outcome.exit().code();
  }
}
