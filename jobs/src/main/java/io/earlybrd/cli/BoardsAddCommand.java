package io.earlybrd.cli;

import io.earlybrd.board.BoardFinder;
import io.earlybrd.board.BoardStore;
import io.earlybrd.board.Finding;
import io.earlybrd.board.Presets;
import io.earlybrd.board.Visit;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.http.AddressGuard;
import io.earlybrd.platform.http.Fetcher;
import io.earlybrd.platform.http.HostTurns;
import io.earlybrd.posting.FoundPosting;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description =
        "Looks at an address and finds out how its postings are read: a known vendor, a feed,"
            + " JSON-LD, a list in JSON, or the page's repeated structure. Shows the first five"
            + " postings, prints the entry for boards.yaml, and adds the board.",
    footer = {
      "",
      "What it prints is a boards.yaml: the postings are comments in it.",
      "",
      "Examples:",
      "  earlybrd boards add https://boards.greenhouse.io/acme",
      "  earlybrd boards add https://www.example.com/careers --dry-run > boards.yaml"
    })
final class BoardsAddCommand implements Callable<Integer> {
  private static final int SHOWN = 5;

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "URL", description = "Of the board, or of a page that shows it.")
  private String url = "";

  @Option(names = "--id", description = "The board's id; by default made of the address.")
  private @Nullable String id;

  @Option(names = "--name", description = "The board's name, as subscribers see it.")
  private @Nullable String name;

  @Option(names = "--every", description = "Time between visits, such as 30m.")
  private @Nullable String every;

  @Option(names = "--file", paramLabel = "FILE.yaml", description = "Appends the entry there, too.")
  private @Nullable Path file;

  @Option(names = "--dry-run", description = "Shows what it finds, and adds nothing.")
  private boolean dryRun;

  @Override
  public Integer call() throws InterruptedException {
    try (var session = Session.open()) {
      return switch (finding(session)) {
        case Finding.Found found -> found(session, found);
        case Finding.Nothing(String why, List<String> tried) -> {
          var err = spec.commandLine().getErr();
          err.println("earlybrd: " + why);
          tried.forEach(way -> err.println("  tried " + way));
          err.println("How to describe a board by hand: docs/boards.md");
          yield 1;
        }
        case Finding.Cancelled _ -> 4;
      };
    }
  }

  private Finding finding(Session session) throws InterruptedException {
    var config = session.config();
    var guard = AddressGuard.allowing(config.fetch().allow());
    var clock = Clock.systemUTC();
    try (var turns = new HostTurns(session.database().datasource(), config.fetch().perHost());
        var fetcher = new Fetcher(config.fetch(), guard, config.baseUrl(), turns, clock)) {
      return new BoardFinder(fetcher, new Presets(config.presets()), clock)
          .find(address(), new Finding.Wishes(id, name, every));
    }
  }

  private URI address() {
    try {
      return BoardFinder.address(url);
    } catch (IllegalArgumentException e) {
      throw new UserError(String.valueOf(e.getMessage()), e);
    }
  }

  private int found(Session session, Finding.Found found) {
    var out = spec.commandLine().getOut();
    var err = spec.commandLine().getErr();
    var store = new BoardStore(session.jdbc());
    var board = found.board();
    var known = store.definitions(board.id());
    if (!dryRun && id == null && !known.isEmpty() && !known.getFirst().url().equals(board.url())) {
      throw new UserError(
          "There is another board “%s” already, of %s: choose an id with --id"
              .formatted(board.id(), known.getFirst().url()));
    }
    show(found.visit(), found.how());
    out.print(found.yaml());
    out.flush();
    if (file != null) {
      append(file, found.yaml());
    }
    if (dryRun) {
      err.println("Nothing was added (--dry-run).");
      return 0;
    }
    session.transaction().executeWithoutResult(status -> store.store(List.of(board), false));
    err.println(
        "%s board %s. Its first visit is the baseline: what it shows then mails nobody."
            .formatted(known.isEmpty() ? "Added" : "Changed", board.id()));
    return 0;
  }

  private void show(Visit.Found visit, String how) {
    var out = spec.commandLine().getOut();
    int count = visit.postings().size();
    out.println(
        "# Known by %s. It shows %d postings%s:"
            .formatted(comment(how), count, count > SHOWN ? ", first of all" : ""));
    for (var posting : visit.postings().stream().limit(SHOWN).toList()) {
      out.println("#   " + comment(line(posting)));
      out.println("#     " + comment(posting.url()));
    }
    visit.notes().forEach(note -> out.println("# Note: " + comment(note)));
  }

  private static String line(FoundPosting posting) {
    var parts = new java.util.ArrayList<String>();
    parts.add(posting.title().isEmpty() ? "(its own page says what it is)" : posting.title());
    for (var part :
        new @Nullable String[] {
          posting.company(),
          posting.location(),
          posting.pay(),
          posting.postedAt() == null ? null : posting.postedAt().toString()
        }) {
      if (part != null) {
        parts.add(part);
      }
    }
    return String.join(" · ", parts);
  }

  /** Others' text in a comment must not end it. */
  private static String comment(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ");
  }

  private static void append(Path file, String yaml) {
    try {
      boolean there = Files.exists(file) && Files.size(file) > 0;
      var entry = there ? yaml.substring(yaml.indexOf('\n') + 1) : yaml;
      Files.writeString(file, entry, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UserError(file + " cannot be written: " + e.getMessage(), e);
    }
  }
}
