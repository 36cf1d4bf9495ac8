package io.earlybrd.cli;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.board.Presets;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "boards",
    mixinStandardHelpOptions = true,
    description =
        "Boards: import them from YAML, list them, check what one yields, accept what one shows,"
            + " remove one.",
    subcommands = {
      BoardsCommand.Import.class,
      BoardsAddCommand.class,
      BoardsCommand.ListAll.class,
      BoardsCheckCommand.class,
      BoardsAcceptCommand.class,
      BoardsPageCommand.class,
      BoardsCommand.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  earlybrd boards import boards.yaml",
      "  earlybrd boards check fake-jobs"
    })
final class BoardsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which of import, list, check, accept, page, remove?");
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Adds or changes the boards of a file; removes none. All of the file, or nothing.",
      footer = {"", "Example:", "  earlybrd boards import boards.yaml"})
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.yaml", description = "See docs/boards.md.")
    private Path file = Path.of("");

    @Option(
        names = "--mail-first",
        description =
            "Postings of the first visit are news, too; otherwise they are the baseline and mail"
                + " nobody.")
    private boolean mailFirst;

    @Override
    public Integer call() {
      var boards = BoardsYaml.read(file, new Presets(Config.from(System.getenv()).presets()));
      try (var session = Session.open()) {
        session
            .transaction()
            .executeWithoutResult(
                status -> new BoardStore(session.jdbc()).store(boards, mailFirst));
      }
      spec.commandLine()
          .getOut()
          .println("Imported %d boards from %s.".formatted(boards.size(), file));
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All boards, with their state and last visit.",
      footer = {"", "Example:", "  earlybrd boards list --json"})
  static final class ListAll implements Callable<Integer> {
    @Spec private CommandSpec spec;
    @Mixin private ListOptions options = new ListOptions();

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        new Listing(spec.commandLine().getOut(), options.json)
            .print(
                session.jdbc(),
                """
                SELECT
                  b.id, b.name, b.url, b.format, b.preset,
                  CASE
                    WHEN extract(epoch FROM b.every)::bigint % 86400 = 0 THEN extract(epoch FROM b.every)::bigint / 86400 || 'd'
                    WHEN extract(epoch FROM b.every)::bigint % 3600 = 0 THEN extract(epoch FROM b.every)::bigint / 3600 || 'h'
                    WHEN extract(epoch FROM b.every)::bigint % 60 = 0 THEN extract(epoch FROM b.every)::bigint / 60 || 'm'
                    ELSE extract(epoch FROM b.every)::bigint || 's'
                  END AS every,
                  b.enabled, b.state, b.last_visit_at, b.last_success_at, b.last_error,
                  (SELECT count(*) FROM posting p WHERE p.board = b.id AND p.closed_at IS NULL) AS postings,
                  (SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY found) FROM unnest(b.found_counts) found) AS typical_postings,
                  b.next_visit_at, i.detail AS incident
                FROM board b
                LEFT JOIN incident i ON i."check" = 'board' AND i.subject = b.id AND i.closed_at IS NULL
                WHERE b.removed_at IS NULL
                ORDER BY b.id
                LIMIT :limit
                """,
                Map.of("limit", options.limit()),
                List.of(
                    "id",
                    "format",
                    "every",
                    "state",
                    "postings",
                    "typical_postings",
                    "last_success_at",
                    "next_visit_at",
                    "last_error"));
      }
      return 0;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Hides a board: it is not visited any more. Its postings and the mails about them stay.",
      footer = {"", "Example:", "  earlybrd boards remove fake-jobs"})
  static final class Remove implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID")
    private String id = "";

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        if (!new BoardStore(session.jdbc()).remove(id)) {
          throw new UserError("There is no board “" + id + "”. See: ./earlybrd boards list");
        }
      }
      spec.commandLine()
          .getOut()
          .println("Removed board " + id + "; importing it again brings it back.");
      return 0;
    }
  }
}
