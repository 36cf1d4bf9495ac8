package io.earlybrd.deliver;

import io.earlybrd.mail.MailRenderer;
import io.earlybrd.mail.MailTransports;
import io.earlybrd.mail.Mailbox;
import io.earlybrd.mail.MessageIds;
import io.earlybrd.mail.MimeMessages;
import io.earlybrd.mail.Tokens;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.run.ChunkProgress;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Guard;
import io.earlybrd.run.LockConnection;
import io.earlybrd.run.RunConfiguration;
import io.earlybrd.run.RunListener;
import io.earlybrd.run.SkippedItems;
import java.util.UUID;
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

/** The delivery jobs: instant and digest compose, then send; send only sends. */
@Configuration(proxyBeanMethods = false)
public class DeliverJobs {
  /** Subscribers composed for in one transaction. */
  private static final int SUBSCRIBERS = 500;

  @Bean
  Job instant(JobRepository repository, RunListener listener, Step instantStep, Step sendStep) {
    return new JobBuilder("instant", repository)
        .listener(listener)
        .start(instantStep)
        .next(sendStep)
        .build();
  }

  @Bean
  Job digest(JobRepository repository, RunListener listener, Step digestStep, Step sendStep) {
    return new JobBuilder("digest", repository)
        .listener(listener)
        .start(digestStep)
        .next(sendStep)
        .build();
  }

  @Bean
  Job send(JobRepository repository, RunListener listener, Step sendStep) {
    return new JobBuilder("send", repository).listener(listener).start(sendStep).build();
  }

  @Bean
  Step instantStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      CurrentRun run,
      Guard guard,
      RunListener listener,
      ChunkProgress progress) {
    return new StepBuilder("instant", repository)
        .<Long, Long>chunk(SUBSCRIBERS)
        .transactionManager(transactions)
        .reader(new SubscriberIds(jdbc, run, DeliverWork.AWAITS_INSTANT))
        .writer(new InstantMails(jdbc, run, guard, mailDomain(config)))
        .listener(listener)
        .listener(progress)
        .build();
  }

  @Bean
  Step digestStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      CurrentRun run,
      Guard guard,
      RunListener listener,
      ChunkProgress progress) {
    return new StepBuilder("digest", repository)
        .<Long, Long>chunk(SUBSCRIBERS)
        .transactionManager(transactions)
        .reader(new SubscriberIds(jdbc, run, DeliverWork.DIGEST_DUE))
        .writer(new DigestMails(jdbc, run, guard, mailDomain(config)))
        .listener(listener)
        .listener(progress)
        .build();
  }

  @Bean
  Step sendStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      LockConnection locks,
      RunConfiguration.Process process,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener) {
    var template = new TransactionTemplate(transactions);
    var ledger =
        new Ledger(jdbc, template, run, guard, skipped, config.inDoubt() == Config.InDoubt.RESEND);
    var send =
        new SendMails(
            new Settlement(jdbc, template, run, guard),
            ledger,
            new Sending(jdbc),
            new MailContents(jdbc, new Tokens(Secrets.of(config)), config.baseUrl()),
            new MailRenderer(config.templates()),
            new MimeMessages(Mailbox.parse(config.mailFrom())),
            () -> MailTransports.open(config),
            config.mail() == null,
            locks,
            process);
    // Outside any transaction: a mail that left cannot be rolled back, so each is recorded in a
    // commit of its own.
    var none = new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    return new StepBuilder("send", repository)
        .tasklet(send, transactions)
        .transactionAttribute(none)
        .listener(listener)
        .build();
  }

  /** The domain of our Message-IDs is the sender's. */
  private static String mailDomain(Config config) {
    var id = MessageIds.of(new UUID(0, 0), config.mailFrom());
    return id.substring(id.indexOf('@') + 1, id.length() - 1);
  }
}
