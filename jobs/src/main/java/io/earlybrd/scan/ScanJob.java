package io.earlybrd.scan;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.http.AddressGuard;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.platform.http.HostTurns;
import io.earlybrd.posting.PostingUpserts;
import io.earlybrd.run.ChunkProgress;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
import io.earlybrd.run.SkippedItems;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The scan job: boards are fetched ahead on virtual threads, each finished visit is stored in a
 * transaction.
 */
@Configuration(proxyBeanMethods = false)
public class ScanJob {

  @Bean
  Job scan(JobRepository repository, RunListener listener, Step scanStep) {
    return new JobBuilder("scan", repository).listener(listener).start(scanStep).build();
  }

  @Bean
  HostTurns hostTurns(Config config, Config.Datasource datasource) {
    return new HostTurns(datasource, config.fetch().perHost());
  }

  @Bean
  Fetcher fetcher(Config config, HostTurns turns, RunConfiguration.Process process) {
    var settings = config.fetch();
    return new Fetcher(
        settings,
        AddressGuard.allowing(settings.allow()),
        config.baseUrl(),
        turns,
        process.clock());
  }

  @Bean
  Step scanStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Fetcher fetcher,
      RunConfiguration.Process process,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener,
      ChunkProgress progress) {
    var visits = new FinishedVisits(new DueBoards(jdbc, run), fetcher, run, process);
    return new StepBuilder("scan", repository)
        // A transaction a board: a visit is stored whole or not at all, and a kill loses one at
        // most.
        .<FinishedVisit, FinishedVisit>chunk(1)
        .transactionManager(transactions)
        .reader(visits)
        .writer(
            new VisitWriter(
                guard, run, new BoardRows(jdbc, run), new PostingUpserts(jdbc), skipped))
        .listener(listener)
        .listener(progress)
        .build();
  }
}
