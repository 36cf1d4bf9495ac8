package io.earlybrd.cli;

import io.earlybrd.alerts.Explainer;
import io.earlybrd.platform.Secrets;
import io.earlybrd.platform.UserError;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description =
        "How far a posting came on its way to a subscriber: seen, matched, mailed, when and by"
            + " which run; and if not, the first reason why not.",
    footer = {
      "",
      "Example:",
      "  earlybrd explain --subscriber ada@example.com --posting https://example.com/jobs/1"
    })
final class ExplainCommand implements Callable<Integer> {
  private static final int NOT_SEEN = 2;

  @Spec private CommandSpec spec;

  @Option(
      names = "--subscriber",
      paramLabel = "EMAIL",
      required = true,
      description = "Whose mail was expected.")
  private String subscriber = "";

  @Option(
      names = "--posting",
      paramLabel = "URL",
      required = true,
      description = "The posting's link, with or without tracking parameters.")
  private String posting = "";

  @Option(names = "--json", description = "One JSON object, times RFC 3339 UTC.")
  private boolean json;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      var explainer = new Explainer(session.jdbc(), Secrets.of(session.config()));
      var view = new ExplanationView(spec.commandLine().getOut(), json);
      switch (explainer.explain(subscriber, posting, Clock.systemUTC().instant())) {
        case Explainer.Explained explained -> view.print(explained);
        case Explainer.NotSeen unseen -> {
          if (json) {
            view.printNotSeen(subscriber, posting, unseen.hint());
          }
          spec.commandLine().getErr().println("earlybrd: " + unseen.hint());
          return NOT_SEEN;
        }
        case Explainer.NoSubscriber _ ->
            throw new UserError(
                "There is no subscriber “" + subscriber + "”. See: ./earlybrd subscribers list");
      }
    }
    return 0;
  }
}
