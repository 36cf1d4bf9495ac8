package io.earlybrd.match;

import io.earlybrd.run.ChunkProgress;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
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
  /**
   * Subscribers a chunk: a few searches each against a thousand postings stay well under five
   * seconds.
   */
  private static final int SUBSCRIBERS = 100;

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
      RunListener listener) {
    return new StepBuilder("claim", repository)
        .tasklet(new ClaimPostings(jdbc, run, guard), transactions)
        .listener(listener)
        .build();
  }

  @Bean
  Step walk(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      CurrentRun run,
      RunConfiguration.Process process,
      Guard guard,
      RunListener listener,
      ChunkProgress progress) {
    return new StepBuilder("walk", repository)
        .<Long, Long>chunk(SUBSCRIBERS)
        .transactionManager(transactions)
        .reader(new SearchingSubscribers(jdbc, run, process.watcher()))
        .writer(new MatchInserts(jdbc, run, guard))
        .listener(listener)
        .listener(progress)
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
