package io.earlybrd.cli;

import io.earlybrd.search.WrittenHits;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

@Command(
    name = "matches",
    mixinStandardHelpOptions = true,
    description = "Which postings matched whose searches.",
    footer = {"", "Example:", "  earlybrd matches --subscriber ada@example.com --json"})
final class MatchesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ListOptions options = new ListOptions();

  @Option(names = "--subscriber", paramLabel = "EMAIL", description = "Only this subscriber's.")
  private @Nullable String subscriber;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Only those matched at or after this time.")
  private @Nullable String since;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      new Listing(spec.commandLine().getOut(), options.json)
          .print(
              session.jdbc(),
              """
              SELECT
                s.email AS subscriber,
                (SELECT coalesce(json_agg(q.query_text ORDER BY q.id), '[]')
                 FROM saved_search q
                 WHERE q.id = ANY (w.searches)) AS searches,
                w.terms,
                p.id AS posting_id, p.url, p.title, p.board, w.matched_at, w.reason, w.job_execution AS execution_id
              FROM match w
              JOIN subscriber s ON s.id = w.subscriber
              JOIN posting p ON p.id = w.posting
              WHERE (:subscriber = '' OR lower(s.email) = lower(:subscriber))
                AND w.matched_at >= :since
              ORDER BY w.matched_at, w.subscriber, w.posting
              LIMIT :limit
              """,
              Map.of(
                  "subscriber", subscriber == null ? "" : subscriber,
                  "since",
                      Timestamp.from(since == null ? Instant.EPOCH : Times.parse("--since", since)),
                  "limit", options.limit()),
              List.of("subscriber", "title", "board", "searches", "matched_at", "execution_id"),
              Map.of("terms", MatchesCommand::terms));
    }
    return 0;
  }

  /** What hit, as the searches say it. */
  private static List<String> terms(ResultSet row) throws SQLException {
    var searches = JsonMapper.shared().readValue(row.getString("searches"), String[].class);
    var terms = (String[]) row.getArray("terms").getArray();
    return WrittenHits.of(List.of(searches), List.of(terms));
  }
}
