package io.earlybrd.cli;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "backups",
    mixinStandardHelpOptions = true,
    description =
        "The backups that are kept, the newest first: where each lies and when it was restored to"
            + " see that it can be.",
    footer = {
      "",
      "Examples:",
      "  earlybrd backups",
      "  earlybrd backups --limit 1 --json",
      "",
      "Exit code 1 where the newest that was verified is older than 26 hours, or there is none."
    })
final class BackupsCommand implements Callable<Integer> {
  /** A night and what the next one's backup may take. */
  private static final Duration FRESH = Duration.ofHours(26);

  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      new Listing(spec.commandLine().getOut(), options.json)
          .print(
              session.jdbc(),
              """
              SELECT b.id, b.object, b.size, b.sha256, b.taken_at, b.uploaded_at, b.verified_at, b.rows
              FROM backup b
              WHERE b.uploaded_at IS NOT NULL
                AND b.pruned_at IS NULL
              ORDER BY b.taken_at DESC, b.id DESC
              LIMIT :limit
              """,
              Map.of("limit", options.limit()),
              List.of("id", "object", "size", "taken_at", "verified_at"));
      var problem = problem(newestVerified(session.jdbc()), Clock.systemUTC().instant());
      problem.ifPresent(line -> spec.commandLine().getErr().println("earlybrd: " + line));
      return problem.isPresent() ? 1 : 0;
    }
  }

  private static @Nullable Instant newestVerified(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT max(taken_at)
            FROM backup
            WHERE verified_at IS NOT NULL
              AND pruned_at IS NULL
            """)
        .query((row, n) -> row.getTimestamp(1))
        .optional()
        .map(Timestamp::toInstant)
        .orElse(null);
  }

  /** What is wrong, in a line; empty where all is well. */
  static Optional<String> problem(@Nullable Instant newest, Instant now) {
    if (newest == null) {
      return Optional.of(
          "there is no backup that was restored to see that it can be: ./earlybrd run backup, and"
              + " ./earlybrd history backup --failed for why");
    }
    var age = Duration.between(newest, now);
    return age.compareTo(FRESH) <= 0
        ? Optional.empty()
        : Optional.of(
            "the newest backup that was restored to see that it can be is %d hours old: ./earlybrd history backup --failed"
                .formatted(age.toHours()));
  }
}
