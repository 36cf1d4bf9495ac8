package io.earlybrd.run;

import java.time.Instant;

/** Runs that no job is behind, for tests of what works on one. */
public final class CurrentRuns {
  private CurrentRuns() {}

  public static CurrentRun at(Instant slot) {
    var run = new CurrentRun();
    run.begin(new CurrentRun.Run("scan", slot, true, 1, 1, 1));
    return run;
  }
}
