package io.earlybrd.scan;

import io.earlybrd.run.JobGroup;
import io.earlybrd.run.JobSpec;

/** When there are boards to visit. */
public final class ScanWork {
  /**
   * A board {@code b} that is due. A plain launch also takes one that a later slot visited last: a
   * trial is over.
   */
  static final String DUE_BOARD =
      """
      b.enabled
      AND b.removed_at IS NULL
      AND b.state <> 'gone'
      AND (b.next_visit_at <= :slot OR (:plain AND b.visited_slot > :slot))\
      """;

  /** Work for the scan job, and a part of that of alerts. */
  public static final String DUE = "EXISTS (SELECT FROM board b WHERE " + DUE_BOARD + ")";

  public static final JobSpec SPEC =
      new JobSpec("scan", JobGroup.ALERTS, JobSpec.PART_OF_ALERTS, DUE);

  private ScanWork() {}
}
