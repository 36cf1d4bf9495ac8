package io.earlybrd.cli;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Database;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Gate;
import io.earlybrd.run.Host;
import io.earlybrd.run.Launcher;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.OperatorActions;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StopSignal;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rerun",
    mixinStandardHelpOptions = true,
    description =
        "Goes on with a failed or stopped execution, in its instance, from its last commit.",
    footer = {
      "",
      "Example:",
      "  earlybrd rerun 42 --reason \"the disk is empty again\"",
      "",
      "Waits up to 60 seconds for a run of the same group to end. Nobody is mailed twice by it."
    })
final class RerunCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The execution's id, from history.")
  private long id;

  @Option(names = "--reason", paramLabel = "R", description = "Why; it is recorded.")
  private @Nullable String reason;

  @Option(names = "--json", description = "The summary as one JSON object.")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    var config = Environment.config();
    var host = Host.current();
    try (var database = Database.open(config, Session::progress);
        var locks =
            LockConnection.open(database.datasource(), RunCommand.holderName("rerun", host))) {
      var job = job(config, database);
      if (Gate.await(locks, Jobs.named(job).group(), PATIENCE) instanceof Gate.Entry.Busy busy) {
        spec.commandLine()
            .getErr()
            .println("earlybrd: " + job + " is still running: " + busy.holder());
        return ExitCode.BUSY.code();
      }
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
      return JobRun.of(spec.commandLine().getErr(), () -> rerun(config, database, locks, process));
    }
  }

  private int rerun(
      Config config, Database database, LockConnection locks, RunConfiguration.Process process) {
    Launcher.Outcome outcome;
    try (var context = JobContext.start(config, database.datasource(), locks, process, false)) {
      outcome = context.launcher().rerun(id, OperatorActions.person(), reason);
      new Summary(spec.commandLine().getOut(), spec.commandLine().getErr(), json)
          .print(context.bean(JdbcClient.class), outcome);
    }
    return outcome.exit().code();
  }

  private String job(Config config, Database database) {
    try (var session = Session.join(config, database)) {
      return session
          .jdbc()
          .sql(
              """
              SELECT i.job_name
              FROM batch_job_execution e
              JOIN batch_job_instance i USING (job_instance_id)
              WHERE e.job_execution_id = :id
              """)
          .param("id", id)
          .query(String.class)
          .optional()
          .orElseThrow(
              () -> new UserError("There is no execution " + id + ". See: ./earlybrd history"));
    }
  }
}
