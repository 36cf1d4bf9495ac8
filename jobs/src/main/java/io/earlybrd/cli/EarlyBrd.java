package io.earlybrd.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: its commands, and the help that shows them. */
@Command(
    name = "earlybrd",
    mixinStandardHelpOptions = true,
    version = "EarlyBrd 0.1.0",
    description =
        "Reads job boards and mails subscribers the postings that match their saved searches.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      MigrateCommand.class,
      RunCommand.class,
      JobsCommand.class,
      HistoryCommand.class,
      ShowCommand.class,
      RerunCommand.class,
      BoardsCommand.class,
      SubscribersCommand.class,
      PostingsCommand.class,
      MatchesCommand.class,
      MailsCommand.class,
      MailCommand.class,
      BackupsCommand.class,
      DoctorCommand.class,
      ExplainCommand.class,
      SearchCommand.class,
      RestoreCommand.class,
      ServeCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  earlybrd demo                     a tour with sample boards and subscribers",
      "  earlybrd run alerts               what cron launches every minute",
      "  earlybrd history --failed         what failed, newest first",
      "  earlybrd rerun 42                 go on with execution 42 from its last commit",
      "",
      "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration, 3 already running, 4 stopped.",
      "Configuration is by environment variables: see docs/configuration.md."
    })
final class EarlyBrd implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }
}
