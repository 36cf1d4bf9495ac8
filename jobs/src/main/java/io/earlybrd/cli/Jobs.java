package io.earlybrd.cli;

import io.earlybrd.alerts.AlertsJob;
import io.earlybrd.backup.BackupWork;
import io.earlybrd.deliver.DeliverWork;
import io.earlybrd.match.MatchWork;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.JobSpec;
import io.earlybrd.scan.ScanWork;
import java.util.List;
import java.util.stream.Collectors;

/** The jobs that exist. */
final class Jobs {
  static final List<JobSpec> ALL =
      List.of(
          AlertsJob.Work.SPEC,
          ScanWork.SPEC,
          MatchWork.SPEC,
          DeliverWork.INSTANT,
          DeliverWork.DIGEST,
          DeliverWork.SEND,
          BackupWork.SPEC);

  /** Those that cron launches; the others are parts of alerts. */
  static final List<JobSpec> SCHEDULED =
      List.of(AlertsJob.Work.SPEC, DeliverWork.DIGEST, DeliverWork.SEND, BackupWork.SPEC);

  private Jobs() {}

  /** As {@link #named(String)}, with what is due by this configuration. */
  static JobSpec named(String name, Config config) {
    return name.equals(DeliverWork.SEND.name()) ? DeliverWork.send(config) : named(name);
  }

  static JobSpec named(String name) {
    return ALL.stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "There is no job “%s”; there are: %s"
                        .formatted(
                            name,
                            ALL.stream().map(JobSpec::name).collect(Collectors.joining(", ")))));
  }
}
