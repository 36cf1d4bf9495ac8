package io.earlybrd.cli;

import io.earlybrd.demo.Tour;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Gate;
import io.earlybrd.run.Host;
import io.earlybrd.run.Launcher;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.springframework.batch.core.step.StepExecution;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "A tour over sample boards and subscribers, with the embedded database and mails as files.",
    footer = {
      "",
      "Examples:",
      "  earlybrd demo",
      "  earlybrd demo --reset",
      "",
      "Works in EARLYBRD_HOME like every command: afterwards history, mails and postings show what"
          + " it did."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--reset",
      description = "Forgets earlier tours first: the demo's database and mails are emptied.")
  private boolean reset;

  @Override
  public Integer call() throws Exception {
    var clock = Clock.systemUTC();
    var config = config();
    var out = spec.commandLine().getOut();
    try (var session = Session.open(config)) {
      Tour.requireOwn(session.jdbc());
      if (reset) {
        reset(session);
      }
      long mailsBefore = mails(session);
      var exit = take(session, clock, out);
      if (exit == ExitCode.DONE) {
        report(session, out, mails(session) - mailsBefore);
      } else {
        spec.commandLine()
            .getErr()
            .println("earlybrd: the demo did not end well: ./earlybrd history --failed");
      }
      return exit.code();
    }
  }

  /**
   * The embedded database and the outbox, whatever else is configured; loopback may be reached, the
   * boards are there.
   */
  private static Config config() {
    var config = Environment.config();
    if (config.datasource() != null) {
      throw new UserError("The demo uses the embedded database only: unset SPRING_DATASOURCE_URL");
    }
    var fetch = config.fetch();
    return new Config(
        config.home(),
        null,
        null,
        "EarlyBrd <alerts@earlybrd.example>",
        config.inDoubt(),
        config.sending(),
        config.feedback(),
        config.templates(),
        config.baseUrl(),
        config.secret(),
        new Config.Fetch(
            List.of("127.0.0.0/8"),
            fetch.connections(),
            fetch.perHost(),
            java.time.Duration.ZERO,
            fetch.timeout(),
            fetch.max()),
        null,
        config.backup(),
        config.logFormat());
  }

  private static void reset(Session session) throws IOException {
    session.jdbc().sql("DROP SCHEMA public CASCADE").update();
    session.jdbc().sql("CREATE SCHEMA public").update();
    var own = session.database().datasource();
    Schema.migrate(own.url(), own.username(), own.password(), line -> {});
    try (var mails = Files.newDirectoryStream(outbox(session), "*.eml")) {
      for (var mail : mails) {
        Files.delete(mail);
      }
    } catch (java.nio.file.NoSuchFileException e) {
      // There was no mail yet.
    }
  }

  private static Path outbox(Session session) {
    return session.config().home().resolve("outbox");
  }

  private ExitCode take(Session session, Clock clock, PrintWriter out) throws Exception {
    var host = Host.current();
    var datasource = session.database().datasource();
    var stop = new StopSignal();
    Termination.onStop(stop::request);
    try (var locks = LockConnection.open(datasource, RunCommand.holderName("demo", host))) {
      var process =
          new RunConfiguration.Process(
              locks.takeNumber(),
              host,
              stop,
              clock,
              Runtime.getRuntime()::halt,
              new StepLines(out));
      try (var context = JobContext.start(session.config(), datasource, locks, process, true)) {
        var tour =
            new Tour(
                session.config().home(),
                session.jdbc(),
                session.transaction(),
                Secrets.of(session.config()),
                (job, slot) -> run(context.launcher(), locks, host, job, slot, out),
                out);
        return tour.take(clock.instant());
      }
    }
  }

  private ExitCode run(
      Launcher launcher,
      LockConnection locks,
      Host host,
      String job,
      Instant slot,
      PrintWriter out) {
    var known = Jobs.named(job);
    out.println("   earlybrd run %s --at %s".formatted(job, slot));
    out.flush();
    var entry = Gate.enter(locks, known, slot, true, true, Schema.VERSION, host);
    if (entry instanceof Gate.Entry.Busy busy) {
      spec.commandLine()
          .getErr()
          .println("earlybrd: %s is already running: %s".formatted(job, busy.holder()));
      return ExitCode.BUSY;
    }
    var outcome = launcher.launch(new Launcher.Request(known, slot, true, null, slot));
    if (outcome.note() != null) {
      spec.commandLine().getErr().println("earlybrd: " + outcome.note());
    }
    return outcome.exit();
  }

  /** A line a step, as they end. */
  private record StepLines(PrintWriter out) implements StepWatcher {
    @Override
    public void ended(StepExecution step) {
      out.println(
          "     %-8s read %2d, written %2d  %s"
              .formatted(
                  step.getStepName(), step.getReadCount(), step.getWriteCount(), step.getStatus()));
      out.flush();
    }
  }

  private static long mails(Session session) {
    return session.jdbc().sql("SELECT count(*) FROM mail").query(Long.class).single();
  }

  private void report(Session session, PrintWriter out, long mails) {
    out.println();
    if (mails == 0) {
      out.println(
          "── No mail this time: an earlier tour has mailed all of it, and nobody is mailed twice"
              + " (--reset starts anew).");
      out.println();
    }
    out.println("── What ran (earlybrd history):");
    new Listing(out, false)
        .print(
            session.jdbc(),
            "SELECT %s FROM %s ORDER BY e.job_execution_id DESC LIMIT 6"
                .formatted(ExecutionView.COLUMNS, ExecutionView.TABLES),
            Map.of(),
            List.of("execution_id", "job", "slot", "status", "read", "written"));
    var newest =
        session
            .jdbc()
            .sql(
                "SELECT public_id::text FROM mail WHERE state = 'SENT' ORDER BY kind DESC, id DESC"
                    + " LIMIT 1")
            .query(String.class)
            .optional();
    newest.ifPresent(
        id -> {
          out.println();
          out.println("── One of the mails (earlybrd mail show " + id + "):");
          out.println();
          MailCommand.print(session, id, out, false);
        });
    out.println();
    out.println("── All mails, to open in any mail program:");
    session
        .jdbc()
        .sql("SELECT public_id::text, kind, recipient FROM mail WHERE state = 'SENT' ORDER BY id")
        .query(
            (java.sql.ResultSet row) ->
                out.println(
                    "   %s  %-7s %s"
                        .formatted(
                            outbox(session).resolve(row.getString(1) + ".eml"),
                            row.getString(2),
                            row.getString(3))));
    out.println();
    out.println(
        "Look around: earlybrd mails · earlybrd matches · earlybrd postings · earlybrd boards"
            + " list");
  }
}
