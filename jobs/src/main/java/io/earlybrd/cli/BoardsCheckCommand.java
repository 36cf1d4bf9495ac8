package io.earlybrd.cli;

import io.earlybrd.board.Board;
import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardVisitor;
import io.earlybrd.board.KnownPostings;
import io.earlybrd.board.Presets;
import io.earlybrd.board.Validators;
import io.earlybrd.board.Visit;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.AddressGuard;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.platform.http.HostTurns;
import io.earlybrd.posting.FoundPosting;
import io.earlybrd.posting.ShownPay;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

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
final class BoardsCheckCommand implements Callable<Integer> {
  private static final JsonFactory JSON = new JsonFactory();

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", arity = "0..1", description = "The board; all by default.")
  private @Nullable String id;

  @Option(names = "--json", description = "JSON Lines: one posting a line.")
  private boolean json;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      var boards = new BoardStore(session.jdbc()).definitions(id);
      if (boards.isEmpty()) {
        throw new UserError(
            id == null
                ? "There are no boards. See: ./earlybrd boards import"
                : "There is no board “" + id + "”. See: ./earlybrd boards list");
      }
      return check(boards, session.config(), session.database().datasource()) ? 0 : 1;
    }
  }

  /** In the hosts' turns, as a scan beside does: so it needs the database to its end. */
  private boolean check(List<Board> boards, Config config, Config.Datasource datasource) {
    var settings = config.fetch();
    var guard = AddressGuard.allowing(settings.allow());
    try (var turns = new HostTurns(datasource, settings.perHost());
        var fetcher = new Fetcher(settings, guard, config.baseUrl(), turns, Clock.systemUTC())) {
      var visitor =
          new BoardVisitor(
              fetcher, new Presets(config.presets()), KnownPostings.NONE, Clock.systemUTC());
      boolean good = true;
      for (var board : boards) {
        good &= print(board, visitor.visit(board, Validators.NONE));
      }
      return good;
    }
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
      case Visit.Cancelled cancelled -> {
        err.println(board.id() + ": not visited");
        return false;
      }
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
    field(out, "", posting.payRange() == null ? null : "= " + ShownPay.of(posting.payRange()));
    field(out, "department", posting.department());
    field(out, "posted_at", posting.postedAt());
    var description = posting.description();
    field(
        out,
        "text",
        description == null
            ? null
            : "(%,d characters) %s"
                .formatted(
                    description.length(),
                    description
                        .substring(0, Math.min(70, description.length()))
                        .replaceAll("\\s+", " ")));
    if (posting.detail() == FoundPosting.Detail.UNREAD) {
      out.println("  its own page was not read");
    }
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
      var range = posting.payRange();
      number(generator, "pay_min", range == null ? null : range.min());
      number(generator, "pay_max", range == null ? null : range.max());
      write(generator, "pay_currency", range == null ? null : range.currency());
      write(
          generator,
          "pay_period",
          range == null || range.period() == null
              ? null
              : range.period().name().toLowerCase(Locale.ROOT));
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

  private static void number(JsonGenerator generator, String name, @Nullable BigDecimal value) {
    if (value == null) {
      write(generator, name, null);
    } else {
      generator.writeNumberProperty(name, value);
    }
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
