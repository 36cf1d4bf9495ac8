package io.earlybrd.cli;

import io.earlybrd.backup.Restore;
import io.earlybrd.journal.FetchedPieces;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.EmbeddedPostgres;
import io.earlybrd.run.ExitCode;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description =
        "Brings a backup back into an empty database, and what left since. All, or nothing. The old"
            + " database is not needed.",
    footer = {
      "",
      "Examples:",
      "  earlybrd restore latest --into jdbc:postgresql://db.example/earlybrd",
      "  earlybrd restore 20261129T020000Z-4f1a2b --into jdbc:postgresql://db.example/earlybrd",
      "  earlybrd restore latest --into embedded",
      "",
      "User and password are SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD. Nothing is",
      "mailed from it until: earlybrd mail resume. See docs/restore.md."
    })
final class RestoreCommand implements Callable<Integer> {
  private static final String EMBEDDED = "embedded";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "latest|ID", description = "Which backup.")
  private String which = "";

  @Option(
      names = "--into",
      paramLabel = "JDBC_URL",
      required = true,
      description =
          "An empty database, such as jdbc:postgresql://db.example/earlybrd; or “embedded”: the one"
              + " in EARLYBRD_HOME, which is made.")
  private String into = "";

  @Override
  public Integer call() {
    if (into.equals(EMBEDDED)) {
      var config = embeddable(Environment.config());
      try (var embedded = EmbeddedPostgres.open(config.home(), Session::progress)) {
        return restore(config.on(embedded.datasource()));
      }
    }
    if (!into.startsWith("jdbc:postgresql:")) {
      throw new UserError(
          "--into must be the address of a PostgreSQL database, such as"
              + " jdbc:postgresql://db.example/earlybrd, or “embedded”");
    }
    return restore(Environment.config(into));
  }

  /** Before a server is made: what would be used later, and would be missing. */
  private static Config embeddable(Config config) {
    if (config.datasource() != null) {
      throw new UserError(
          "SPRING_DATASOURCE_URL is set, so the embedded database would not be used: unset it, or"
              + " name that database in --into");
    }
    var secret = config.home().resolve("secret");
    if (config.secret().isEmpty() && !Files.exists(secret)) {
      throw new UserError(
          "The old secret is missing: bring " + secret + " back, or set EARLYBRD_SECRET");
    }
    return config;
  }

  private int restore(Config config) {
    try {
      print(spec.commandLine().getOut(), new Restore(config, Session::progress).run(which.strip()));
      return ExitCode.DONE.code();
    } catch (Restore.Failed e) {
      spec.commandLine().getErr().println("earlybrd: " + e.getMessage());
      return ExitCode.FAILED.code();
    }
  }

  static void print(PrintWriter out, Restore.Restored restored) {
    var backup = restored.backup();
    out.println(
        "Restored backup %s, taken %s.".formatted(backup.id(), Times.cut(backup.takenAt())));
    if (restored.told().pieces().isEmpty()) {
      out.println("There is no journal since: what left since then is not known.");
    } else {
      out.println(
          "The journal since then tells until %s: %d mails had been sent, %d people had left, %d had been removed, %d had come back."
              .formatted(
                  Times.cut(restored.told().to()),
                  restored.replayed().mails(),
                  restored.replayed().left(),
                  restored.replayed().removed(),
                  restored.replayed().back()));
    }
    for (FetchedPieces.Gap gap : restored.told().gaps()) {
      out.println(
          "A piece of the journal is missing: what left from %s to %s is not known."
              .formatted(Times.cut(gap.from()), Times.cut(gap.to())));
    }
    if (restored.replayed().doubtful() > 0) {
      out.println(
          "%d mails may or may not have left: EARLYBRD_MAIL_IN_DOUBT says what becomes of them."
              .formatted(restored.replayed().doubtful()));
    }
    out.println("Sending is off. Next, on this database:");
    out.println("  ./earlybrd doctor");
    out.println("  ./earlybrd mail resume");
  }
}
