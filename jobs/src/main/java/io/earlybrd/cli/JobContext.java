package io.earlybrd.cli;

import io.earlybrd.alerts.AlertsJob;
import io.earlybrd.backup.BackupJob;
import io.earlybrd.deliver.DeliverJobs;
import io.earlybrd.match.MatchJob;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.LogSetup;
import io.earlybrd.run.Guard;
import io.earlybrd.run.Launcher;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.scan.ScanJob;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The Spring context that jobs run in: started only when there is work, and only with what jobs
 * use.
 */
final class JobContext implements AutoCloseable {
  private final ConfigurableApplicationContext context;
  private final Thread watch;

  @Configuration(proxyBeanMethods = false)
  @ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    JdbcClientAutoConfiguration.class,
    BatchJdbcAutoConfiguration.class
  })
  @Import({
    RunConfiguration.class,
    ScanJob.class,
    MatchJob.class,
    DeliverJobs.class,
    AlertsJob.class,
    BackupJob.class
  })
  static class Application {}

  private JobContext(ConfigurableApplicationContext context, Thread watch) {
    this.context = context;
    this.watch = watch;
  }

  static JobContext start(
      Config config,
      Config.Datasource datasource,
      LockConnection locks,
      RunConfiguration.Process process,
      boolean quiet) {
    LogSetup.install(config.logFormat(), quiet);
    var context =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            // Ours stops the run and waits for it; Boot's would close the DataSource beneath it.
            .registerShutdownHook(false)
            .lazyInitialization(true)
            .properties(properties(config, datasource))
            .initializers(
                starting -> {
                  var beans = starting.getBeanFactory();
                  beans.registerSingleton("config", config);
                  beans.registerSingleton("datasource", datasource);
                  beans.registerSingleton("lockConnection", locks);
                  beans.registerSingleton("process", process);
                })
            .run();
    return new JobContext(context, watch(locks, context.getBean(Guard.class)));
  }

  private static Map<String, Object> properties(Config config, Config.Datasource datasource) {
    var properties = new HashMap<String, Object>();
    properties.put("spring.datasource.url", datasource.url());
    if (datasource.username() != null) {
      properties.put("spring.datasource.username", datasource.username());
    }
    if (datasource.password() != null) {
      properties.put("spring.datasource.password", datasource.password());
    }
    // Each connection to the mail server has one to the database beside it.
    int connections = 4 + config.sending().connections();
    properties.put("spring.datasource.hikari.maximum-pool-size", connections);
    properties.put("spring.datasource.hikari.minimum-idle", "1");
    properties.put(
        "spring.datasource.hikari.data-source-properties.ApplicationName", "earlybrd job");
    properties.put("spring.batch.jdbc.initialize-schema", "never");
    // SERIALIZABLE, the default, fails concurrent launches of different jobs; our lock keeps the
    // same ones apart.
    properties.put("spring.batch.jdbc.isolation-level-for-create", "read_committed");
    return properties;
  }

  /**
   * Transactions ask for themselves whether the locks are gone; this one ends also a process that
   * waits.
   */
  private static Thread watch(LockConnection locks, Guard guard) {
    return Thread.ofPlatform()
        .daemon()
        .name("lock-watch")
        .start(
            () -> {
              try {
                while (true) {
                  Thread.sleep(2_000);
                  if (!locks.isAlive()) {
                    guard.lost();
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  Launcher launcher() {
    return context.getBean(Launcher.class);
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  @Override
  public void close() {
    watch.interrupt();
    try {
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    context.close();
  }
}
