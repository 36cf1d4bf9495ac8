package io.earlybrd.cli;

import io.earlybrd.deliver.Sending;
import io.earlybrd.run.JobSpec;
import io.earlybrd.run.LockHolders;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "jobs",
    mixinStandardHelpOptions = true,
    description =
        "Every job: when cron last launched it, how it ended, when it is due, who runs it now.",
    footer = {"", "Example:", "  earlybrd jobs"})
final class JobsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    var now = Clock.systemUTC().instant();
    try (var session = Session.open()) {
      var holders = LockHolders.now(session.jdbc());
      var listing = new Listing(spec.commandLine().getOut(), options.json);
      var jobs = Jobs.ALL.stream().limit(options.limit()).toList();
      var rows =
          jobs.stream()
              .map(job -> row(job, lastLaunch(session.jdbc(), job), now, holders.get(job.group())))
              .toList();
      listing.print(
          session.jdbc(),
          SQL,
          Map.of(
              "jobs", jobs.stream().map(JobSpec::name).toArray(String[]::new),
              "schedules", jobs.stream().map(JobSpec::schedule).toArray(String[]::new),
              "due", rows.stream().map(Row::nextDue).toArray(String[]::new),
              "late", rows.stream().map(Row::late).toArray(Boolean[]::new),
              "holders", rows.stream().map(Row::holder).toArray(String[]::new)),
          List.of(
              "job",
              "schedule",
              "last_launch_at",
              "last_execution_id",
              "last_status",
              "next_due_at",
              "late",
              "locked_by"));
      mails(session.jdbc());
    }
    return 0;
  }

  /**
   * Mails that do not leave are not seen in any job's status: it composed them, or left them, as it
   * should.
   */
  private void mails(JdbcClient jdbc) {
    var err = spec.commandLine().getErr();
    new Sending(jdbc)
        .off()
        .ifPresent(off -> err.println("earlybrd: " + off + "; ./earlybrd mail resume"));
    jdbc.sql(
            """
            SELECT state || ' ' || count(*)
            FROM mail
            WHERE state IN ('PENDING', 'SENDING', 'IN_DOUBT')
               OR (state = 'FAILED' AND message_date > clock_timestamp() - interval '7 days')
            GROUP BY state
            ORDER BY state
            """)
        .query(String.class)
        .list()
        .forEach(
            line ->
                err.println(
                    "earlybrd: mails " + line + (line.startsWith("FAILED") ? " in 7 days" : "")));
  }

  private record Row(@Nullable String nextDue, boolean late, @Nullable String holder) {}

  /** Late: cron has missed it twice, or never launched it. */
  private static Row row(
      JobSpec job, @Nullable Instant last, Instant now, @Nullable String holder) {
    if (job.minutes() == 0) {
      return new Row(null, false, holder);
    }
    var interval = Duration.ofMinutes(job.minutes());
    long minutes = now.truncatedTo(ChronoUnit.MINUTES).getEpochSecond() / 60;
    long since = minutes - job.minuteOfDay();
    var due =
        Instant.ofEpochSecond(
            ((since / job.minutes() + 1) * job.minutes() + job.minuteOfDay()) * 60);
    boolean late = last == null || last.plus(interval.multipliedBy(2)).isBefore(now);
    return new Row(due.toString(), late, holder);
  }

  private static @Nullable Instant lastLaunch(JdbcClient jdbc, JobSpec job) {
    return jdbc.sql("SELECT max(last_at) FROM launch WHERE job = :job")
        .param("job", job.name())
        .query((row, n) -> row.getTimestamp(1))
        .optional()
        .map(Timestamp::toInstant)
        .orElse(null);
  }

  private static final String SQL =
      """
      SELECT
        j.job,
        j.schedule,
        l.last_at AS last_launch_at,
        e.job_execution_id AS last_execution_id,
        coalesce(e.status, l.last_outcome) AS last_status,
        l.last_slot,
        j.due AS next_due_at,
        j.late,
        j.holder AS locked_by
      FROM unnest(:jobs, :schedules, :due::timestamptz[], :late, :holders)
        WITH ORDINALITY AS j (job, schedule, due, late, holder, place)
      LEFT JOIN LATERAL (
        SELECT last_at, last_slot, last_outcome
        FROM launch
        WHERE job = j.job
        ORDER BY last_at DESC
        LIMIT 1
      ) l ON true
      LEFT JOIN LATERAL (
        SELECT e.job_execution_id, e.status
        FROM batch_job_execution e
        JOIN batch_job_instance i USING (job_instance_id)
        WHERE i.job_name = j.job
        ORDER BY e.job_execution_id DESC
        LIMIT 1
      ) e ON true
      ORDER BY j.place
      """;
}
