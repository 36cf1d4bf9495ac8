package io.earlybrd.cli;

import io.earlybrd.board.Board;
import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.board.Validators;
import io.earlybrd.board.Visit;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.AddressGuard;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.posting.FoundPosting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

@Command(
    name = "boards",
    mixinStandardHelpOptions = true,
    description = "Boards: import them from YAML, list them, check what one yields, remove one.",
    subcommands = {
      BoardsCommand.Import.class,
      BoardsCommand.ListAll.class,
      BoardsCommand.Check.class,
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
    throw new ParameterException(spec.commandLine(), "Which of import, list, check, remove?");
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
      var boards = BoardsYaml.read(file);
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
                  b.next_visit_at
                FROM board b
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
                    "last_success_at",
                    "next_visit_at",
                    "last_error"));
      }
      return 0;
    }
  }

  @Command(
      name = "check",
      mixinStandardHelpOptions = true,
      description =
          "Fetches and reads a board, or all, and prints each posting found or what is wrong."
              + " Stores nothing.",
      footer = {
        "",
        "Examples:",
        "  earlybrd boards check",
        "  earlybrd boards check fake-jobs --json"
      })
  static final class Check implements Callable<Integer> {
    private static final JsonFactory JSON = new JsonFactory();

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The board; all by default.")
    private @Nullable String id;

    @Option(names = "--json", description = "JSON Lines: one posting a line.")
    private boolean json;

    @Override
    public Integer call() {
      List<Board> boards;
      Config config;
      try (var session = Session.open()) {
        config = session.config();
        boards = new BoardStore(session.jdbc()).definitions(id);
      }
      if (boards.isEmpty()) {
        throw new UserError(
            id == null
                ? "There are no boards. See: ./earlybrd boards import"
                : "There is no board “" + id + "”. See: ./earlybrd boards list");
      }
      var visitor =
          new BoardVisitor(
              new Fetcher(
                  config.fetch(), AddressGuard.allowing(config.fetch().allow()), config.baseUrl()));
      boolean good = true;
      for (var board : boards) {
        good &= print(board, visitor.visit(board, Validators.NONE));
      }
      return good ? 0 : 1;
    }

    private boolean print(Board board, Visit visit) {
      var out = spec.commandLine().getOut();
      var err = spec.commandLine().getErr();
      switch (visit) {
        case Visit.Found found -> {
          (json ? err : out)
              .println(
                  "%s: %d postings, %d skipped"
                      .formatted(board.id(), found.postings().size(), found.skipped()));
          found.notes().forEach(note -> err.println("%s: note: %s".formatted(board.id(), note)));
          found.postings().forEach(posting -> print(out, board, posting));
          return !found.postings().isEmpty();
        }
        case Visit.Failed failed -> {
          err.println("%s: failed: %s".formatted(board.id(), failed.error()));
          return false;
        }
        case Visit.Unchanged unchanged -> err.println(board.id() + ": unchanged");
        case Visit.Cancelled cancelled -> err.println(board.id() + ": cancelled");
      }
      return true;
    }

    private void print(PrintWriter out, Board board, FoundPosting posting) {
      if (json) {
        out.println(line(board, posting));
        return;
      }
      out.println(posting.title());
      out.println("  id        " + posting.externalId());
      out.println("  url       " + posting.url());
      field(out, "company", posting.company());
      field(out, "location", posting.location());
      field(out, "remote", posting.remote());
      field(out, "pay", posting.pay());
      field(out, "department", posting.department());
      field(out, "posted_at", posting.postedAt());
      var description = posting.description();
      field(
          out,
          "text",
          description == null
              ? null
              : description
                  .substring(0, Math.min(70, description.length()))
                  .replaceAll("\\s+", " "));
    }

    private static void field(PrintWriter out, String name, @Nullable Object value) {
      if (value != null) {
        out.println("  %-9s %s".formatted(name, value));
      }
    }

    private static String line(Board board, FoundPosting posting) {
      var text = new StringWriter();
      try (var generator = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
        generator.writeStartObject();
        write(generator, "board", board.id());
        write(generator, "external_id", posting.externalId());
        write(generator, "url", posting.url());
        write(generator, "title", posting.title());
        write(generator, "company", posting.company());
        write(generator, "location", posting.location());
        if (posting.remote() == null) {
          write(generator, "remote", null);
        } else {
          generator.writeBooleanProperty("remote", posting.remote());
        }
        write(generator, "pay", posting.pay());
        write(generator, "department", posting.department());
        write(generator, "description", posting.description());
        write(
            generator,
            "posted_at",
            posting.postedAt() == null ? null : posting.postedAt().toString());
        generator.writeEndObject();
      }
      return text.toString();
    }

    private static void write(JsonGenerator generator, String name, @Nullable String value) {
      generator.writeName(name);
      if (value == null) {
        generator.writeNull();
      } else {
        generator.writeString(value);
      }
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
