package io.earlybrd.match;

import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
import io.earlybrd.run.SkippedItems;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The match job: claim what is pending, walk the saved searches, settle. */
@Configuration(proxyBeanMethods = false)
public class MatchJob {
  @Bean
  Job match(JobRepository repository, RunListener listener, Step claim, Step walk, Step settle) {
    return new JobBuilder("match", repository)
        .listener(listener)
        .start(claim)
        .next(walk)
        .next(settle)
        .build();
  }

  @Bean
  Step claim(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener) {
    return new StepBuilder("claim", repository)
        .tasklet(new ClaimPostings(jdbc, run, guard, skipped), transactions)
        .listener(listener)
        .build();
  }

  @Bean
  Step walk(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      DataSource dataSource,
      CurrentRun run,
      RunConfiguration.Process process,
      Guard guard,
      SkippedItems skipped,
      RunListener listener) {
    var walk =
        new WalkSearches(
            jdbc, dataSource, run, guard, skipped, process.watcher(), WalkBounds.USUAL);
    return new StepBuilder("walk", repository)
        .tasklet(walk, transactions)
        .listener(listener)
        .build();
  }

  @Bean
  Step settle(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      CurrentRun run,
      Guard guard,
      RunListener listener) {
    return new StepBuilder("settle", repository)
        .tasklet(new SettlePostings(jdbc, run, guard), transactions)
        .listener(listener)
        .build();
  }
}
