package io.earlybrd.cli;

import io.earlybrd.deliver.MailContents;
import io.earlybrd.deliver.Sending;
import io.earlybrd.mail.BrokenTemplate;
import io.earlybrd.mail.MailContent;
import io.earlybrd.mail.MailRenderer;
import io.earlybrd.mail.RenderedMail;
import io.earlybrd.mail.Tokens;
import io.earlybrd.platform.Config;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.OperatorActions;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "mail",
    mixinStandardHelpOptions = true,
    description = "One mail, and the switch of all sending.",
    subcommands = {MailCommand.Show.class, MailCommand.Pause.class, MailCommand.Resume.class},
    footer = {
      "",
      "Examples:",
      "  earlybrd mail pause",
      "  earlybrd mail resume",
      "  earlybrd mail show 0b0f…"
    })
final class MailCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which of show, pause, resume?");
  }

  /** Prints a mail, rendered from the ledger. */
  static void print(Session session, String id, PrintWriter out, boolean html) {
    var config = session.config();
    var mail =
        session
            .jdbc()
            .sql("SELECT id FROM mail WHERE public_id::text = :id OR message_id = :id")
            .param("id", id)
            .query(Long.class)
            .optional()
            .orElseThrow(
                () -> new UserError("There is no mail “" + id + "”. See: ./earlybrd mails"));
    var contents =
        new MailContents(session.jdbc(), new Tokens(Secrets.of(config)), config.baseUrl());
    var content = contents.load(List.of(mail)).get(mail);
    if (content == null) {
      throw new UserError("Mail " + id + " holds no postings that could be shown");
    }
    var rendered = rendered(content, config);
    if (html) {
      out.println(rendered.html());
    } else {
      out.println("To: " + rendered.recipient());
      out.println("Subject: " + rendered.subject());
      out.println();
      out.println(rendered.text());
    }
  }

  private static RenderedMail rendered(MailContent content, Config config) {
    try {
      return new MailRenderer(config.templates()).render(content);
    } catch (BrokenTemplate e) {
      throw new UserError("EARLYBRD_TEMPLATES: " + e.getMessage(), e);
    }
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "A mail as its subscriber reads it, rendered from the ledger.",
      footer = {"", "Example:", "  earlybrd mail show 6e1d3c1e-3f5f-4a0e-9c0c-6c0f6d0d8b11"})
  static final class Show implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "ID", description = "The mail's id, from mails.")
    private String id = "";

    @Option(names = "--html", description = "The HTML part instead of the text.")
    private boolean html;

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        print(session, id.strip(), spec.commandLine().getOut(), html);
      }
      return 0;
    }
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "Stops all sending at once. Mails are still composed, and wait.",
      footer = {"", "Example:", "  earlybrd mail pause --reason \"the relay is down\""})
  static final class Pause implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--reason", paramLabel = "R", description = "Why; it is recorded.")
    private @Nullable String reason;

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        session
            .transaction()
            .executeWithoutResult(
                status -> new Sending(session.jdbc()).pause(OperatorActions.person(), reason));
      }
      spec.commandLine()
          .getOut()
          .println("Sending is off. Mails wait until: ./earlybrd mail resume");
      return 0;
    }
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Starts all sending. Says how many mails wait and how old they are.",
      footer = {
        "",
        "Example:",
        "  earlybrd mail resume",
        "",
        "On a copy of a database (a restore, staging) it asks first, since the copy would mail the"
            + " same people."
      })
  static final class Resume implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--yes", description = "Does not ask.")
    private boolean yes;

    @Override
    public Integer call() {
      try (var session = Session.open()) {
        var sending = new Sending(session.jdbc());
        sending.requireWhole();
        var out = spec.commandLine().getOut();
        out.println(waiting(sending.waiting()));
        sending.restored().ifPresent(restored -> unknown(restored).forEach(out::println));
        out.flush();
        if (sending.isCopy() && !yes && !confirmed()) {
          throw new UserError(
              "Nothing was changed. To send from this copy of the database: ./earlybrd mail resume"
                  + " --yes");
        }
        session
            .transaction()
            .executeWithoutResult(status -> sending.resume(OperatorActions.person()));
        out.println("Sending is on.");
      }
      return 0;
    }

    private static String waiting(Sending.Waiting waiting) {
      return waiting.mails() == 0
          ? "No mail waits."
          : "%d mails wait, the oldest since %s. Instant ones older than 6 hours go into a digest."
              .formatted(waiting.mails(), waiting.oldest());
    }

    /** Of the lost database: what was sent or said between its last word and its end. */
    static List<String> unknown(Sending.Restored restored) {
      var lines = new ArrayList<String>();
      lines.add(
          "This database was restored from backup %s; what left the lost one is known until %s."
              .formatted(restored.backup(), Times.cut(restored.toldUntil())));
      if (!restored.untold().isEmpty()) {
        lines.add(
            "Before that, nobody can know what left in these times: %s."
                .formatted(restored.untold()));
      }
      lines.add(
          "Nobody can know what left in the %s from then to the restore: who was mailed then is told twice, and who unsubscribed then is mailed again."
              .formatted(Times.minutes(Duration.between(restored.toldUntil(), restored.at()))));
      return lines;
    }

    private static boolean confirmed() {
      var console = System.console();
      if (console == null || !console.isTerminal()) {
        return false;
      }
      var answer =
          console.readLine(
              "This database is a copy of the one that sent mail before. If that one still runs,"
                  + " people are mailed twice. Send from here? [y/N] ");
      return answer != null && answer.strip().equalsIgnoreCase("y");
    }
  }
}
