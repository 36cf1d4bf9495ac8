package io.earlybrd.cli;

import io.earlybrd.mail.KnownSecret;
import io.earlybrd.platform.Database;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.pg.Schema;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "migrate",
    mixinStandardHelpOptions = true,
    description =
        "Brings the database's tables up to this version: once a deploy, before jobs run.",
    footer = {
      "",
      "Example:",
      "  earlybrd migrate",
      "",
      "The embedded database is migrated by itself."
    })
final class MigrateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    var config = Environment.config();
    var out = spec.commandLine().getOut();
    try (var database = Database.open(config, Session::progress)) {
      var own = database.datasource();
      var migrated = Schema.migrate(own.url(), own.username(), own.password(), Session::progress);
      out.println(
          migrated.changes().isEmpty()
              ? "The database is at schema " + Schema.VERSION + "; nothing to do."
              : "The database is at schema %s; ran %s."
                  .formatted(Schema.VERSION, String.join(", ", migrated.changes())));
      try (var session = Session.join(config, database)) {
        rememberSecret(session);
      }
    }
    return 0;
  }

  /** The wrong secret breaks links in silence: here is where a person looks. */
  private void rememberSecret(Session session) {
    var secret = new KnownSecret(session.jdbc(), Secrets.of(session.config()));
    if (secret.remember() == KnownSecret.Standing.OTHER) {
      spec.commandLine()
          .getErr()
          .println(
              "earlybrd: warning: EARLYBRD_SECRET is not the one that this database's mails were"
                  + " signed by: their links do not work with it. See: ./earlybrd doctor");
    }
  }
}
