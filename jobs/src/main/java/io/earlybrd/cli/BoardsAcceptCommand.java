package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import io.earlybrd.run.OperatorActions;
import io.earlybrd.scan.Acceptance;
import io.earlybrd.scan.Acceptance.Outcome;
import java.util.Objects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "accept",
    mixinStandardHelpOptions = true,
    description =
        "Says that what a board shows is right, although it differs from what it used to show."
            + " Postings that were held are matched and mailed.",
    footer = {
      "",
      "Examples:",
      "  earlybrd boards accept fake-jobs",
      "  earlybrd boards accept fake-jobs --baseline"
    })
final class BoardsAcceptCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID")
  private String id = "";

  @Option(
      names = "--baseline",
      description = "Postings that were held mail nobody: they are the old ones under other names.")
  private boolean baseline;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      var outcome =
          Objects.requireNonNull(
              session
                  .transaction()
                  .execute(
                      status ->
                          new Acceptance(session.jdbc())
                              .accept(id, baseline, OperatorActions.person())));
      spec.commandLine().getOut().println(line(outcome));
    }
    return 0;
  }

  private String line(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Accepted(int postings) when postings == 0 ->
          "Accepted what board %s shows; no posting was held.".formatted(id);
      case Outcome.Accepted(int postings) ->
          baseline
              ? "Accepted %d held postings of board %s as its baseline: they mail nobody."
                  .formatted(postings, id)
              : "Accepted %d held postings of board %s as news: the next alerts run matches and mails them."
                  .formatted(postings, id);
      case Outcome.NothingToAccept(String state) ->
          throw new UserError(
              "Board “%s” is not held (its state is %s): there is nothing to accept"
                  .formatted(id, state));
      case Outcome.UnknownBoard() ->
          throw new UserError("There is no board “" + id + "”. See: ./earlybrd boards list");
    };
  }
}
