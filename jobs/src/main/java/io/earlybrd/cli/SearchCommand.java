package io.earlybrd.cli;

import io.earlybrd.board.BoardIds;
import io.earlybrd.posting.RecentPostings;
import io.earlybrd.search.NamedBoards;
import io.earlybrd.search.Query;
import io.earlybrd.search.SearchParser;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "search",
    description = {
      "Open postings of the last 7 days that a query matches, newest first; or where its syntax is"
          + " wrong.",
      "How it was read, and how many it finds, go to stderr."
    },
    footer = {
      "",
      "Examples:",
      "  earlybrd search java -senior",
      "  earlybrd search 'title:\"site reliability\" remote:yes' --json",
      "",
      "The language is in docs/search.md. Quote what a shell would read: quotation marks,"
          + " parentheses, < and >, *. After -- nothing is an option."
    })
final class SearchCommand implements Callable<Integer> {
  private CommandSpec spec = CommandSpec.create();
  @Mixin private ListOptions options = new ListOptions();

  /** No short names: {@code -hadoop} and {@code -V} are words that must not appear. */
  @Option(names = "--help", usageHelp = true, description = "Show this help message and exit.")
  private boolean help;

  @Parameters(
      paramLabel = "QUERY",
      arity = "1..*",
      description = "Words and filters, as one argument or several.")
  private List<String> words = List.of();

  /** {@code -senior} is a word that must not appear, not a mistyped option. */
  @Spec
  void spec(CommandSpec own) {
    spec = own;
    own.parser().unmatchedOptionsArePositionalParams(true);
  }

  @Override
  public Integer call() {
    var query = parse(query());
    var err = spec.commandLine().getErr();
    err.println("Read as: " + query.normalised());
    var now = Clock.systemUTC().instant();
    try (var session = Session.open()) {
      warn(query, new BoardIds(session.jdbc()).all());
      var recent = new RecentPostings(session.jdbc());
      boolean whole = options.limit == null || options.limit() > RecentPostings.COUNTED;
      var found = whole ? null : recent.look(query, now, (int) options.limit());
      var ids = found == null ? recent.newest(query, now, (int) options.limit()) : found.newest();
      print(session, ids);
      spec.commandLine().getOut().flush();
      var number = found == null ? "%,d".formatted(ids.size()) : found.text();
      err.println(
          "%s found, open and first seen in the last 7 days%s"
              .formatted(
                  number, ids.isEmpty() || whole ? "" : "; the newest %d".formatted(ids.size())));
    }
    return 0;
  }

  private void print(Session session, List<Long> ids) {
    new Listing(spec.commandLine().getOut(), options.json)
        .print(
            session.jdbc(),
            """
            SELECT %s
            FROM unnest(:ids) WITH ORDINALITY AS f (id, place)
            JOIN posting p ON p.id = f.id
            JOIN board b ON b.id = p.board
            ORDER BY f.place
            """
                .formatted(PostingRows.COLUMNS),
            Map.of("ids", ids.toArray(Long[]::new)),
            PostingRows.SHOWN);
  }

  /** As one text, however many arguments it came in. */
  String query() {
    return String.join(" ", words);
  }

  private static Query parse(String text) {
    return switch (SearchParser.parse(text)) {
      case SearchParser.Parsed(var query) -> query;
      case SearchParser.Rejected rejected -> throw QueryError.of(text, rejected);
    };
  }

  private void warn(Query query, List<String> boards) {
    for (var named : NamedBoards.in(query)) {
      if (boards.stream().noneMatch(named::means)) {
        spec.commandLine()
            .getErr()
            .println(
                "earlybrd: warning: %s names no board%s"
                    .formatted(
                        named.written(),
                        BoardIds.nearest(named.id(), boards)
                            .map(id -> ", did you mean board:" + id + "?")
                            .orElse("; see ./earlybrd boards list")));
      }
    }
  }
}
