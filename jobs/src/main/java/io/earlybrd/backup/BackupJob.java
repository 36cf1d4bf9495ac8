package io.earlybrd.backup;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
import io.earlybrd.storage.Storage;
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
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.interceptor.DefaultTransactionAttribute;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The backup job: dump, upload, fetch back, restore in a scratch database, compare, record, prune.
 * Each step can be run again by itself; what it finds missing of the former ones it makes anew.
 */
@Configuration(proxyBeanMethods = false)
public class BackupJob {

  /** Where backups go: asked only when a backup, or the journal beside it, is written. */
  @Bean
  Storage storage(Config config) {
    return Storage.open(config);
  }

  /** Everything that the steps share. */
  record Workshop(BackupSteps steps, Leftovers leftovers) {}

  @Bean
  Workshop backupWorkshop(
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      DataSource source,
      Config config,
      Config.Datasource datasource,
      CurrentRun run,
      Guard guard,
      RunConfiguration.Process process,
      Storage storage) {
    var rows = new BackupRows(jdbc, new TransactionTemplate(transactions), run, guard);
    var files = new WorkFiles(config.home());
    var children = new Children(process.stop());
    var scratch = new Scratch(datasource, config.backup());
    var dump = new Dump(source, datasource, config, children, files);
    var steps =
        new BackupSteps(
            rows, dump, scratch, files, children, storage, Secrets.of(config), config, jdbc);
    return new Workshop(steps, new Leftovers(rows, storage, scratch, files, process.clock()));
  }

  @Bean
  Job backup(
      JobRepository repository,
      PlatformTransactionManager transactions,
      RunListener listener,
      RunConfiguration.Process process,
      Workshop workshop) {
    var steps = new Steps(repository, transactions, listener, process);
    var work = workshop.steps();
    return new JobBuilder("backup", repository)
        .listener(listener)
        .listener(workshop.leftovers())
        .start(steps.named("dump", progress -> written(work.dump(progress))))
        .next(steps.named("upload", progress -> written(work.upload(progress))))
        .next(steps.named("fetch", progress -> written(work.fetch(progress))))
        .next(steps.named("restore", progress -> written(work.restore(progress))))
        .next(
            steps.named(
                "compare",
                progress -> {
                  work.compare(progress);
                  return 0;
                }))
        .next(
            steps.named(
                "record",
                progress -> {
                  work.record();
                  return 1;
                }))
        .next(steps.named("prune", progress -> work.prune()))
        .build();
  }

  private static int written(Object one) {
    return one == null ? 0 : 1;
  }

  /** Outside any transaction: what they do takes long, and mostly not in the database. */
  private record Steps(
      JobRepository repository,
      PlatformTransactionManager transactions,
      RunListener listener,
      RunConfiguration.Process process) {

    Step named(String name, BackupStep.Work work) {
      var none = new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
      return new StepBuilder(name, repository)
          .tasklet(new BackupStep(work, process), transactions)
          .transactionAttribute(none)
          .listener(listener)
          .build();
    }
  }
}
