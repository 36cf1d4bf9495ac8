package io.earlybrd.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Gate;
import io.earlybrd.run.Host;
import io.earlybrd.run.Launcher;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A process of `earlybrd run`, without the process: the same gate, locks, context and launcher in
 * this JVM, where a halt is recorded instead of ending it. Its Spring context serves any number of
 * launches.
 *
 * <p>Several of these on one database are as several processes. One is not for several threads.
 */
@NullMarked
public final class TestRunner implements AutoCloseable {
  private static final String CODE = Schema.VERSION;

  private final Config config;
  private final Host host;
  private final LockConnection locks;
  private final StopSignal stop = new StopSignal();
  private final List<Integer> halts = new CopyOnWriteArrayList<>();
  private final JobContext context;

  private TestRunner(Config config, Config.Datasource database, Clock clock, Host host)
      throws SQLException {
    this.config = config;
    this.host = host;
    this.locks = LockConnection.open(database, name(host));
    var process =
        new RunConfiguration.Process(
            locks.takeNumber(), host, stop, clock, halts::add, StepWatcher.NONE);
    this.context = JobContext.start(config, database, locks, process, true);
    // What goes wrong here goes wrong on purpose.
    ((LoggerContext) LoggerFactory.getILoggerFactory())
        .getLogger("io.earlybrd")
        .setLevel(Level.OFF);
  }

  /**
   * @param pid tells this process from others in the history and among the lock's holders
   */
  public static TestRunner open(Config config, Config.Datasource database, Clock clock, long pid) {
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    try {
      return new TestRunner(config, database, clock, new Host("test-host", pid));
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * How a launch ended.
   *
   * @param status {@code NOTHING_DUE}, {@code BUSY}, or an {@link ExitCode}'s name
   * @param execution of the launch's own slot, where it came to one
   * @param note what the person at the keyboard is told
   */
  public record Launch(int exit, String status, @Nullable Long execution, @Nullable String note) {}

  private static final Launch LOCKS_GONE = new Launch(1, "FAILED", null, null);

  /** {@code run JOB --at TIME}. */
  public Launch run(String job, Instant at) {
    return launch(job, at, true, null, at, CODE);
  }

  /** {@code run JOB}, when the clock shows {@code now}. */
  public Launch runWithoutAt(String job, Instant now) {
    return launch(job, now, false, null, now, CODE);
  }

  /** {@code run JOB --at TIME --again REASON}. */
  public Launch again(String job, Instant at, String reason) {
    return launch(job, at, true, reason, at, CODE);
  }

  /** A launch of code that needs another schema. */
  public Launch runByCodeOf(String schema, String job, Instant at) {
    return launch(job, at, true, null, at, schema);
  }

  private Launch launch(
      String job, Instant at, boolean explicit, @Nullable String again, Instant now, String code) {
    var known = Jobs.named(job, config);
    boolean resend = config.inDoubt() == Config.InDoubt.RESEND;
    return switch (Gate.enter(locks, known, at, again != null, resend, code, host)) {
      case Gate.Entry.Busy busy -> new Launch(3, "BUSY", null, busy.holder());
      case Gate.Entry.NothingDue _ -> new Launch(0, "NOTHING_DUE", null, null);
      case Gate.Entry.Work _ -> {
        var outcome =
            context.launcher().launch(new Launcher.Request(known, at, explicit, again, now));
        yield recorded(job, at, outcome.exit()) ? launch(outcome) : LOCKS_GONE;
      }
    };
  }

  private boolean recorded(String job, Instant slot, ExitCode exit) {
    try {
      Gate.record(locks, job, slot, exit.name(), host);
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  /** {@code rerun ID --reason REASON}. */
  public Launch rerun(long execution, String reason) {
    return launch(context.launcher().rerun(execution, "tester", reason));
  }

  private static Launch launch(Launcher.Outcome outcome) {
    return new Launch(
        outcome.exit().code(), outcome.exit().name(), outcome.execution(), outcome.note());
  }

  /** {@code show ID --json}. */
  public String show(long execution) {
    var text = new StringWriter();
    var out = new PrintWriter(text);
    new ExecutionView(out, true).print(jdbc(), execution);
    return text.toString().strip();
  }

  /** As SIGTERM does. For good: this process runs nothing to its end any more. */
  public void stop() {
    stop.request();
  }

  /** The codes that this process would have ended with at once. */
  public List<Integer> halts() {
    return List.copyOf(halts);
  }

  public JdbcClient jdbc() {
    return context.bean(JdbcClient.class);
  }

  /** Its lock connection's name at the server. */
  public String name() {
    return name(host);
  }

  private static String name(Host host) {
    return RunCommand.holderName("test", host);
  }

  @Override
  public void close() {
    context.close();
    locks.close();
  }
}
