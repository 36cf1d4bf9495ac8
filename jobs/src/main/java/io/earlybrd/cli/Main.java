package io.earlybrd.cli;

import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Failures;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;

/** Entry point. Results go to stdout, everything else to stderr. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    // First of all: from here on SIGTERM ends in exit 4.
    Termination.install();
    // Spring Batch writes local times without a zone into its tables: they must be UTC on every
    // host.
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    // Ours is configured in code; Boot's would look for files at every launch.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    // Else Angus Mail scans the class path for services several times a message.
    System.setProperty(
        "jakarta.mail.util.StreamProvider", "org.eclipse.angus.mail.util.MailStreamProvider");
    int code = run(args);
    Termination.end(code);
    System.exit(code);
  }

  /** Runs one command in this JVM and returns its exit code. */
  static int run(String... args) {
    var out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    try {
      var launch = launch(args, out, err);
      return launch == null ? CommandTree.execute(out, err, args) : call(launch, out, err);
    } catch (OutOfMemoryError e) {
      // Else the shutdown hook would take it for a run that a signal stops, and wait for it.
      err.println("earlybrd: " + Failures.reason(e));
      return ExitCode.FAILED.code();
    } finally {
      out.flush();
    }
  }

  private static int call(RunCommand launch, PrintWriter out, PrintWriter err) {
    try {
      return launch.call();
    } catch (Exception e) {
      out.flush();
      return CommandErrors.report(e, err);
    }
  }

  /**
   * What cron launches every minute is read without picocli, whose classes are too old for the
   * start-up cache and would be most of the CPU of a launch with nothing due. Null for whatever is
   * not plainly a launch: picocli explains it.
   */
  private static @Nullable RunCommand launch(String[] args, PrintWriter out, PrintWriter err) {
    if (args.length < 2 || !args[0].equals("run") || args[1].startsWith("-")) {
      return null;
    }
    String at = null;
    String again = null;
    boolean json = false;
    for (int i = 2; i < args.length; i++) {
      boolean hasValue = i + 1 < args.length && !args[i + 1].startsWith("-");
      if (args[i].equals("--json") && !json) {
        json = true;
      } else if (args[i].equals("--at") && hasValue && at == null) {
        at = args[++i];
      } else if (args[i].equals("--again") && hasValue && again == null) {
        again = args[++i];
      } else {
        return null;
      }
    }
    return new RunCommand(out, err, args[1], at, again, json);
  }
}
