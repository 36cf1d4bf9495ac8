package io.earlybrd.cli;

import io.earlybrd.platform.Config;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.Secrets;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Manifests;
import io.earlybrd.storage.Storage;
import io.earlybrd.storage.StorageProblem;
import java.io.StringWriter;
import java.nio.file.Files;
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
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

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
    var config = Environment.config();
    if (config.datasource() == null && !Files.exists(config.home().resolve("pg"))) {
      return ofALostDatabase(config);
    }
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
      return told(problem(newestVerified(session.jdbc()), config, Clock.systemUTC().instant()));
    }
  }

  /** What there is where backups go, on a host that has no database: its ids are for restore. */
  private int ofALostDatabase(Config config) {
    try (var storage = Storage.open(config)) {
      var manifests = new Manifests(storage, Secrets.of(config)).all().reversed();
      manifests.stream().limit(options.limit()).forEach(one -> print(storage, one));
      var newest =
          manifests.stream()
              .filter(one -> one.verifiedAt() != null)
              .map(Manifest::takenAt)
              .findFirst();
      return told(problem(newest.orElse(null), Clock.systemUTC().instant()));
    }
  }

  private int told(Optional<String> problem) {
    problem.ifPresent(line -> spec.commandLine().getErr().println("earlybrd: " + line));
    return problem.isPresent() ? 1 : 0;
  }

  private void print(Storage storage, Manifest one) {
    var out = spec.commandLine().getOut();
    if (!options.json) {
      out.println(
          "%s  %s  %d  %s  %s"
              .formatted(
                  one.id(),
                  storage.fullKey(one.object()),
                  one.size(),
                  Times.cut(one.takenAt()),
                  one.verifiedAt() == null ? "-" : Times.cut(one.verifiedAt())));
      return;
    }
    var text = new StringWriter();
    try (var line = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      line.writeStartObject();
      line.writeStringProperty("id", one.id());
      line.writeStringProperty("object", storage.fullKey(one.object()));
      line.writeNumberProperty("size", one.size());
      line.writeStringProperty("sha256", one.sha256());
      line.writeStringProperty("taken_at", one.takenAt().toString());
      line.writeNullProperty("uploaded_at");
      line.writeStringProperty(
          "verified_at", one.verifiedAt() == null ? null : one.verifiedAt().toString());
      line.writeName("rows");
      line.writeStartObject();
      one.rows().forEach(line::writeNumberProperty);
      line.writeEndObject();
      line.writeEndObject();
    }
    out.println(text);
  }

  /** What {@code doctor} says. */
  static Finding check(JdbcClient jdbc, Config config, Instant now) {
    var newest = newestVerified(jdbc);
    var problem = problem(newest, config, now);
    if (problem.isPresent()) {
      var fix = "./earlybrd run backup, every night (docs/backup.md)";
      return newest.isEmpty()
          ? Finding.warning("backup", problem.get(), fix)
          : Finding.failed("backup", problem.get(), fix);
    }
    return Finding.ok(
        "backup", "restored to see that it can be: " + newest.map(Newest::id).orElseThrow());
  }

  private static Optional<String> problem(Optional<Newest> newest, Config config, Instant now) {
    return problem(newest.map(Newest::takenAt).orElse(null), now)
        .or(() -> newest.flatMap(one -> missing(one, config)));
  }

  private record Newest(String id, boolean encrypted, long size, Instant takenAt) {}

  private static Optional<Newest> newestVerified(JdbcClient jdbc) {
    return jdbc.sql(
            """
            SELECT id, encrypted, size, taken_at
            FROM backup
            WHERE verified_at IS NOT NULL
              AND pruned_at IS NULL
            ORDER BY taken_at DESC
            LIMIT 1
            """)
        .query(
            (row, n) ->
                new Newest(
                    row.getString("id"),
                    row.getBoolean("encrypted"),
                    row.getLong("size"),
                    row.getTimestamp("taken_at").toInstant()))
        .optional();
  }

  /** Whether the place still has what the table says that it has. */
  private static Optional<String> missing(Newest newest, Config config) {
    try (var storage = Storage.open(config)) {
      var object = storage.head(Manifest.dumpKey(newest.id(), newest.encrypted()));
      boolean whole =
          object.isPresent()
              && object.get().size() == newest.size()
              && storage.head(Manifest.key(newest.id())).isPresent();
      return whole
          ? Optional.empty()
          : Optional.of(
              "the newest verified backup is not in %s any more as it was: ./earlybrd run backup"
                  .formatted(storage.shown(Manifest.folder())));
    } catch (StorageProblem e) {
      return Optional.of("the backups cannot be looked at: " + e.getMessage());
    }
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
