package io.earlybrd.cli;

import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.OperatorActions;
import io.earlybrd.subscriber.Removal;
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
    description = "Subscribers: import them from CSV, list them, remove one.",
    subcommands = {
      SubscribersCommand.Import.class,
      SubscribersCommand.ListAll.class,
      SubscribersCommand.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  earlybrd subscribers import subscribers.csv",
      "  earlybrd subscribers list",
      "  earlybrd subscribers remove ada@example.com"
    })
final class SubscribersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of import, list, remove?");
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
                  s.next_digest_at, s.suppressed_at
                FROM subscriber s
                ORDER BY s.id
                LIMIT :limit
                """,
                Map.of("limit", options.limit()),
                List.of(
                    "email",
                    "time_zone",
                    "delivery",
                    "send_at",
                    "searches",
                    "next_digest_at",
                    "suppressed_at"));
      }
      return 0;
    }
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Removes a subscriber with their searches. Mails of the past stay, without the address.",
      footer = {
        "",
        "Example:",
        "  earlybrd subscribers remove ada@example.com",
        "",
        "Importing the address again begins anew; one that has unsubscribed or bounced stays"
            + " unmailed."
      })
  static final class Remove implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EMAIL")
    private String email = "";

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        var removed = session.transaction().execute(status -> remove(session, email.strip()));
        spec.commandLine()
            .getOut()
            .println(
                "Removed %s: searches %d, waiting mails stopped %d, mails kept without the address %d."
                    .formatted(
                        removed.email(), removed.searches(), removed.stopped(), removed.kept()));
      }
      return 0;
    }

    private static Removal.Removed remove(Session session, String email) {
      var removed =
          new Removal(session.jdbc(), Secrets.of(session.config()))
              .remove(email)
              .orElseThrow(
                  () ->
                      new UserError(
                          "There is no subscriber “%s”. See: ./earlybrd subscribers list"
                              .formatted(email)));
      // Without the address, which is not to stay.
      new OperatorActions(session.jdbc())
          .record(OperatorActions.person(), "subscriber-remove", null, null, null);
      return removed;
    }
  }
}
