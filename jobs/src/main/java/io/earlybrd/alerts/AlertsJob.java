package io.earlybrd.alerts;

import io.earlybrd.deliver.DeliverWork;
import io.earlybrd.match.MatchWork;
import io.earlybrd.run.JobGroup;
import io.earlybrd.run.JobSpec;
import io.earlybrd.run.RunListener;
import io.earlybrd.scan.ScanWork;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The alerts job: the very steps of scan, match and instant in one launch, so that a posting is in
 * the mail a minute after its board showed it.
 */
@Configuration(proxyBeanMethods = false)
public class AlertsJob {

  /**
   * Kept apart from the configuration class, so that asking whether alerts is due loads nothing of
   * Spring.
   */
  public static final class Work {
    public static final JobSpec SPEC =
        new JobSpec(
            "alerts",
            JobGroup.ALERTS,
            "* * * * *",
            "(%s) OR (%s) OR (%s)".formatted(ScanWork.DUE, MatchWork.DUE, DeliverWork.INSTANT_DUE));

    private Work() {}
  }

  @Bean
  Job alerts(
      JobRepository repository,
      RunListener listener,
      Step scanStep,
      Step claim,
      Step walk,
      Step settle,
      Step instantStep,
      Step sendStep) {
    return new JobBuilder("alerts", repository)
        .listener(listener)
        .start(scanStep)
        .next(claim)
        .next(walk)
        .next(settle)
        .next(instantStep)
        .next(sendStep)
        .build();
  }
}
