package io.earlybrd.match;

import io.earlybrd.run.JobGroup;
import io.earlybrd.run.JobSpec;

/** When there is matching to do. */
public final class MatchWork {
  /** A posting {@code p} that no settled run has matched in its present text. */
  static final String PENDING =
      "p.matched_version < p.text_version AND NOT p.baseline AND NOT p.held";

  /** Work for the match job, and a part of that of alerts. */
  public static final String DUE = "EXISTS (SELECT FROM posting p WHERE " + PENDING + ")";

  public static final JobSpec SPEC =
      new JobSpec("match", JobGroup.ALERTS, JobSpec.PART_OF_ALERTS, DUE);

  private MatchWork() {}
}
