package io.earlybrd.scan;

import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.Presets;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.http.AddressGuard;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.platform.http.HostTurns;
import io.earlybrd.run.ChunkProgress;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
import io.earlybrd.run.SkippedItems;
import java.time.Instant;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * The scan job: boards are fetched ahead on virtual threads, what is finished is stored together.
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
      Config config,
      Fetcher fetcher,
      RunConfiguration.Process process,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener,
      ChunkProgress progress) {
    var visits =
        new FinishedVisits(
            new DueBoards(jdbc, run),
            fetcher,
            new BoardVisitor(
                fetcher,
                new Presets(config.presets()),
                new DetailedPostings(jdbc, run),
                // In a trial at a later slot, what is dated before it is not in the future.
                () -> later(run.get().slot(), process.clock().instant())),
            config.fetch().perHost(),
            run,
            process);
    var counts = new BoardCounts();
    return new StepBuilder("scan", repository)
        // What is finished is stored at once, in one transaction: each visit whole or not at all. A
        // commit a board would cost more than an unchanged board's visit.
        .<VisitBatch, VisitBatch>chunk(1)
        .transactionManager(transactions)
        .reader(visits)
        .writer(new VisitWriter(guard, new VisitStore(jdbc, run, skipped), transactions))
        .listener((StepExecutionListener) counts)
        .listener((ItemWriteListener<VisitBatch>) counts)
        .listener(listener)
        .listener(progress)
        .build();
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
