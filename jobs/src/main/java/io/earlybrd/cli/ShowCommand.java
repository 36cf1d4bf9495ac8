package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description =
        "One execution: its steps, what was skipped, and all that happened to its instance.",
    footer = {"", "Example:", "  earlybrd show 42"})
final class ShowCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The execution's id, from history.")
  private long id;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      if (!new ExecutionView(spec.commandLine().getOut(), json).print(session.jdbc(), id)) {
        throw new UserError("There is no execution " + id + ". See: ./earlybrd history");
      }
    }
    return 0;
  }
}
