package io.earlybrd.deliver;

import io.earlybrd.journal.WriteJournal;
import io.earlybrd.mail.BounceMailbox;
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
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
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

  /**
   * Where a bounce mailbox is configured it is read first, so that nobody new is mailed in vain.
   * The journal comes last, so that no mail waits for a slow bucket.
   */
  @Bean
  Job send(
      JobRepository repository,
      RunListener listener,
      Config config,
      @Lazy Step bouncesStep,
      Step sendStep,
      Step journalStep) {
    var job = new JobBuilder("send", repository).listener(listener);
    var sent =
        config.feedback().bounceMailbox() == null
            ? job.start(sendStep)
            : job.start(bouncesStep).next(sendStep);
    return sent.next(journalStep).build();
  }

  /** Outside any transaction: what is stored elsewhere cannot be rolled back. */
  @Bean
  Step journalStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      WriteJournal journal,
      RunListener listener) {
    var none = new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    return new StepBuilder("journal", repository)
        .tasklet(journal, transactions)
        .transactionAttribute(none)
        .listener(listener)
        .build();
  }

  @Bean
  WriteJournal writeJournal(
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      RunConfiguration.Process process,
      Guard guard,
      SkippedItems skipped) {
    return WriteJournal.of(
        jdbc, new TransactionTemplate(transactions), config, guard, skipped, process.stop());
  }

  /** Outside any transaction, as sending is: a mailbox may take its time. */
  @Bean
  Step bouncesStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      RunConfiguration.Process process,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener) {
    var mailbox = Objects.requireNonNull(config.feedback().bounceMailbox());
    var none = new DefaultTransactionAttribute(TransactionDefinition.PROPAGATION_NOT_SUPPORTED);
    return new StepBuilder("bounces", repository)
        .tasklet(
            new Bounces(
                new BounceMailbox(mailbox),
                jdbc,
                new TransactionTemplate(transactions),
                run,
                guard,
                skipped,
                process.stop(),
                Secrets.of(config)),
            transactions)
        .transactionAttribute(none)
        .listener(listener)
        .build();
  }

  @Bean
  Step instantStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      Config config,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      RunListener listener,
      ChunkProgress progress) {
    return new StepBuilder("instant", repository)
        .<Long, Long>chunk(SUBSCRIBERS)
        .transactionManager(transactions)
        .reader(new SubscriberIds(jdbc, run, DeliverWork.AWAITS_INSTANT))
        .writer(new InstantMails(jdbc, run, guard, skipped, mailDomain(config)))
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
      SkippedItems skipped,
      RunListener listener,
      ChunkProgress progress) {
    return new StepBuilder("digest", repository)
        .<Long, Long>chunk(SUBSCRIBERS)
        .transactionManager(transactions)
        .reader(new SubscriberIds(jdbc, run, DeliverWork.DIGEST_DUE))
        .writer(new DigestMails(jdbc, run, guard, skipped, mailDomain(config)))
        .listener(listener)
        .listener(progress)
        .build();
  }

  @Bean
  Step sendStep(
      JobRepository repository,
      PlatformTransactionManager transactions,
      JdbcClient jdbc,
      DataSource source,
      Config config,
      LockConnection locks,
      RunConfiguration.Process process,
      CurrentRun run,
      Guard guard,
      SkippedItems skipped,
      WriteJournal journal,
      RunListener listener) {
    var template = new TransactionTemplate(transactions);
    var secrets = Secrets.of(config);
    boolean resend = config.inDoubt() == Config.InDoubt.RESEND;
    var ledger =
        new Ledger(jdbc, template, run, guard, skipped, new Feedback(jdbc, secrets), resend);
    var switches = new Sending(jdbc);
    var tools =
        new SendTools(
            ledger,
            new Refusals(ledger, config.sending().connections()),
            switches,
            new MailContents(jdbc, new Tokens(secrets), config.baseUrl()),
            new MailRenderer(config.templates()),
            new MimeMessages(Mailbox.parse(config.mailFrom())),
            () -> new Claims(source, run.get(), guard, resend),
            () -> MailTransports.open(config),
            new RateLimit(config.sending().rate()),
            new SendCounts(),
            config.mail() == null);
    var send =
        new SendMails(
            new Settlement(jdbc, template, run, guard),
            new Doubts(jdbc, run, ProviderEvents.of(config), mailDomain(config)),
            tools,
            new Diary(jdbc, run, journal),
            config.sending().connections(),
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
