package io.earlybrd.cli;

import io.earlybrd.run.DatabaseErrors;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.Failures;
import java.io.PrintWriter;
import java.util.concurrent.Callable;

/**
 * The part of a command in which a job runs: a database that goes away now is no mistake in how we
 * were called.
 */
final class JobRun {
  private JobRun() {}

  /** The exit code of {@code run}. */
  static int of(PrintWriter err, Callable<Integer> run) throws Exception {
    try {
      return run.call();
    } catch (Exception e) {
      if (!DatabaseErrors.isLost(e)) {
        throw e;
      }
      err.println(
          "earlybrd: the database was lost in the middle of the run (%s); the next launch goes on from the last commit"
              .formatted(Failures.reason(e)));
      return ExitCode.FAILED.code();
    }
  }
}
