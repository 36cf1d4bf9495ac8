package io.earlybrd.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands, as picocli knows them. */
final class CommandTree {
  private CommandTree() {}

  static int execute(PrintWriter out, PrintWriter err, String... args) {
    return new CommandLine(new EarlyBrd())
        .setOut(out)
        .setErr(err)
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              out.flush();
              return CommandErrors.report(e, err);
            })
        .setParameterExceptionHandler(CommandTree::usage)
        .execute(args);
  }

  /** Wrong usage is one line and where to read more, not the whole help. */
  private static int usage(ParameterException e, String[] args) {
    var command = e.getCommandLine();
    command.getErr().println("earlybrd: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, command.getErr());
    command
        .getErr()
        .println("Try: ./%s --help".formatted(command.getCommandSpec().qualifiedName()));
    return CommandLine.ExitCode.USAGE;
  }
}
