package io.earlybrd.backup;

import io.earlybrd.run.JobGroup;
import io.earlybrd.run.JobSpec;

/** When there is something to back up: whenever it is asked for. */
public final class BackupWork {
  /** Cron's night, before most people's digests leave. */
  public static final JobSpec SPEC = new JobSpec("backup", JobGroup.BACKUP, "10 3 * * *", "true");

  private BackupWork() {}
}
