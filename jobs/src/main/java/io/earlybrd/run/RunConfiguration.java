package io.earlybrd.run;

import java.time.Clock;
import java.util.function.IntConsumer;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The beans of launching. The lock connection, the stop signal and the clock come from the command
 * line's side.
 */
@Configuration(proxyBeanMethods = false)
public class RunConfiguration {

  /** What a process brings into its context: made before Spring starts. */
  public record Process(
      int number, Host host, StopSignal stop, Clock clock, IntConsumer halt, StepWatcher watcher) {}

  @Bean
  CurrentRun currentRun() {
    return new CurrentRun();
  }

  @Bean
  Guard guard(JdbcClient jdbc, Process process) {
    return new Guard(jdbc, process.number(), process.halt());
  }

  @Bean
  Runs runs(JdbcClient jdbc) {
    return new Runs(jdbc);
  }

  @Bean
  RunListener runListener(Runs runs, CurrentRun current, Process process) {
    return new RunListener(runs, current, process);
  }

  @Bean
  ChunkProgress chunkProgress(Process process) {
    return new ChunkProgress(process.watcher());
  }

  @Bean
  SkippedItems skippedItems(JdbcClient jdbc, CurrentRun current) {
    return new SkippedItems(jdbc, current);
  }

  @Bean
  OperatorActions operatorActions(JdbcClient jdbc) {
    return new OperatorActions(jdbc);
  }

  @Bean
  Launcher launcher(
      JobOperator operator,
      JobRepository repository,
      Runs runs,
      OperatorActions actions,
      JdbcClient jdbc,
      PlatformTransactionManager transactions,
      Process process,
      BeanFactory beans) {
    var recovery =
        new Recovery(
            runs,
            operator,
            repository,
            actions,
            new Incidents(jdbc),
            new TransactionTemplate(transactions));
    return new Launcher(
        operator,
        repository,
        runs,
        recovery,
        actions,
        process.stop(),
        name -> beans.getBean(name, Job.class));
  }
}
