package io.earlybrd.cli;

import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "history",
    mixinStandardHelpOptions = true,
    description = "What ran, newest first; the newest 50 unless --limit says otherwise.",
    footer = {
      "",
      "Examples:",
      "  earlybrd history",
      "  earlybrd history alerts --failed --since 2026-11-23T00:00:00Z",
      "  earlybrd history --json --limit 1000"
    })
final class HistoryCommand implements Callable<Integer> {
  private static final int NEWEST = 50;

  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Parameters(paramLabel = "JOB", arity = "0..1", description = "Only this job.")
  private @Nullable String job;

  @Option(names = "--failed", description = "Only what failed.")
  private boolean failed;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only what started at or after this time.")
  private @Nullable String since;

  @Override
  public Integer call() {
    if (job != null) {
      Jobs.named(job);
    }
    var parameters = new HashMap<String, Object>();
    parameters.put("job", job == null ? "" : job);
    parameters.put("failed", failed);
    parameters.put(
        "since",
        Timestamp.from(since == null ? java.time.Instant.EPOCH : Times.parse("--since", since)));
    parameters.put("limit", options.limit(NEWEST));
    try (var session = Session.open()) {
      new Listing(spec.commandLine().getOut(), options.json)
          .print(
              session.jdbc(),
              """
              SELECT %s
              FROM %s
              WHERE (:job = '' OR i.job_name = :job)
                AND (NOT :failed OR e.status IN ('FAILED', 'UNKNOWN'))
                AND e.create_time AT TIME ZONE 'UTC' >= :since
              ORDER BY e.job_execution_id DESC
              LIMIT :limit
              """
                  .formatted(ExecutionView.COLUMNS, ExecutionView.TABLES),
              parameters,
              List.of(
                  "execution_id",
                  "job",
                  "slot",
                  "status",
                  "started_at",
                  "read",
                  "written",
                  "skipped",
                  "host",
                  "error"));
    }
    return 0;
  }
}
