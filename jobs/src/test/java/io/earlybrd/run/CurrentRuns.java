package io.earlybrd.run;

import java.time.Instant;

/** Runs that no job is behind, for tests of what works on one. */
public final class CurrentRuns {
  private CurrentRuns() {}

  public static CurrentRun at(Instant slot) {
    return of("scan", slot);
  }

  public static CurrentRun of(String job, Instant slot) {
    var run = new CurrentRun();
    run.begin(new CurrentRun.Run(job, slot, true, 1, 1, 1));
    return run;
  }
}
