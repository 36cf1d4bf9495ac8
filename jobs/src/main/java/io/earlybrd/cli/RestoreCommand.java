package io.earlybrd.cli;

import io.earlybrd.backup.Restore;
import io.earlybrd.journal.FetchedPieces;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.ExitCode;
import java.io.PrintWriter;
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
      "",
      "User and password are SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD. Nothing is",
      "mailed from it until: earlybrd mail resume. See docs/restore.md."
    })
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "latest|ID", description = "Which backup.")
  private String which = "";

  @Option(
      names = "--into",
      paramLabel = "JDBC_URL",
      required = true,
      description = "An empty database, such as jdbc:postgresql://db.example/earlybrd.")
  private String into = "";

  @Override
  public Integer call() {
    if (!into.startsWith("jdbc:postgresql:")) {
      throw new UserError(
          "--into must be the address of a PostgreSQL database, such as"
              + " jdbc:postgresql://db.example/earlybrd");
    }
    var out = spec.commandLine().getOut();
    try {
      print(out, new Restore(Environment.config(into), Session::progress).run(which.strip()));
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
    out.println("Sending is off. Next: SPRING_DATASOURCE_URL=<this database>, then");
    out.println("  ./earlybrd doctor");
    out.println("  ./earlybrd mail resume");
  }
}
