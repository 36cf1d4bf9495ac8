package io.earlybrd.run;

import java.util.List;

/**
 * Jobs that never run at the same time: one advisory lock each, held for the life of the process
 * that runs one of them.
 */
public enum JobGroup {
  ALERTS(1, "alerts", "scan", "match", "instant"),
  DIGEST(2, "digest"),
  SEND(3, "send"),
  BACKUP(5, "backup");

  private final int key;
  private final List<String> jobs;

  JobGroup(int key, String... jobs) {
    this.key = key;
    this.jobs = List.of(jobs);
  }

  /**
   * Second key of the group's advisory lock; fixed, since processes of different versions must
   * agree.
   */
  int key() {
    return key;
  }

  public List<String> jobs() {
    return jobs;
  }
}
