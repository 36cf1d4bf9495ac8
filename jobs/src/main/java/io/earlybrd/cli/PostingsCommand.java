package io.earlybrd.cli;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "postings",
    mixinStandardHelpOptions = true,
    description = "Postings as the boards showed them.",
    footer = {"", "Example:", "  earlybrd postings --board fake-jobs --since 2026-11-24T00:00:00Z"})
final class PostingsCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Option(names = "--board", paramLabel = "ID", description = "Only this board's.")
  private @Nullable String board;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those first seen at or after this time.")
  private @Nullable String since;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      new Listing(spec.commandLine().getOut(), options.json)
          .print(
              session.jdbc(),
              """
              SELECT %s
              FROM posting p
              JOIN board b ON b.id = p.board
              WHERE (:board = '' OR p.board = :board)
                AND p.first_seen_at >= :since
              ORDER BY p.id
              LIMIT :limit
              """
                  .formatted(PostingRows.COLUMNS),
              Map.of(
                  "board", board == null ? "" : board,
                  "since",
                      Timestamp.from(since == null ? Instant.EPOCH : Times.parse("--since", since)),
                  "limit", options.limit()),
              PostingRows.SHOWN);
    }
    return 0;
  }
}
