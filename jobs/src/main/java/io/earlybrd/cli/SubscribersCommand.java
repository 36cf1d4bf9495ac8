package io.earlybrd.cli;

import io.earlybrd.platform.Secrets;
import io.earlybrd.subscriber.SubscriberImport;
import io.earlybrd.subscriber.SubscribersCsv;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "subscribers",
    mixinStandardHelpOptions = true,
    description = "Subscribers: import them from CSV, list them.",
    subcommands = {SubscribersCommand.Import.class, SubscribersCommand.ListAll.class},
    footer = {
      "",
      "Examples:",
      "  earlybrd subscribers import subscribers.csv",
      "  earlybrd subscribers list"
    })
final class SubscribersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of import, list?");
  }

  @Command(
      name = "import",
      mixinStandardHelpOptions = true,
      description =
          "Adds or changes the subscribers of a file and adds their searches; deletes none. All, or"
              + " nothing.",
      footer = {
        "",
        "Example:",
        "  earlybrd subscribers import subscribers.csv",
        "",
        "The file's header: email,time_zone,delivery,send_at,search; one row a saved search."
      })
  static final class Import implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv")
    private Path file = Path.of("");

    @Override
    public Integer call() {
      var rows = SubscribersCsv.read(file);
      try (var session = Session.open()) {
        var store = new SubscriberImport(session.jdbc(), Secrets.of(session.config()));
        var imported =
            session.transaction().execute(status -> store.store(rows, Clock.systemUTC().instant()));
        spec.commandLine()
            .getOut()
            .println(
                "Imported %d subscribers from %s: %d new, %d new searches."
                    .formatted(
                        imported.subscribers(), file, imported.added(), imported.searches()));
        for (var search : imported.unreadable()) {
          spec.commandLine()
              .getErr()
              .println("earlybrd: this version cannot read %s; it finds nothing".formatted(search));
        }
        if (imported.suppressed() > 0) {
          spec.commandLine()
              .getErr()
              .println(
                  "earlybrd: %d of them have unsubscribed or bounced before, and get no mail."
                      .formatted(imported.suppressed()));
        }
      }
      return 0;
    }
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "All subscribers with their searches and next digest.",
      footer = {"", "Example:", "  earlybrd subscribers list --json"})
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
                  s.email, s.time_zone, s.delivery, to_char(s.send_at, 'HH24:MI') AS send_at, s.paused_until, s.plan,
                  (SELECT coalesce(json_agg(q.query_text ORDER BY q.id), '[]')
                   FROM saved_search q
                   WHERE q.subscriber = s.id) AS searches,
                  s.next_digest_at
                FROM subscriber s
                ORDER BY s.id
                LIMIT :limit
                """,
                Map.of("limit", options.limit()),
                List.of("email", "time_zone", "delivery", "send_at", "searches", "next_digest_at"));
      }
      return 0;
    }
  }
}
