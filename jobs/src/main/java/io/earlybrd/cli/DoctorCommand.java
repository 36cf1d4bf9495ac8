package io.earlybrd.cli;

import io.earlybrd.mail.dns.Dns;
import io.earlybrd.platform.Check;
import io.earlybrd.platform.Finding;
import io.earlybrd.platform.LogSetup;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks at everything that can be wrong, changes nothing, and says what to do about it.",
    footer = {
      "",
      "Example:",
      "  earlybrd doctor",
      "",
      "Exit codes: 0 nothing failed, 1 something did. See docs/deliverability.md."
    })
final class DoctorCommand implements Callable<Integer> {
  private static final Duration LONGEST = Duration.ofSeconds(25);
  private static final long LITTLE = 1L << 30;
  private static final long NEXT_TO_NOTHING = 200L << 20;

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "JSON Lines: one object a line.")
  private boolean json;

  @Override
  public Integer call() throws InterruptedException {
    var config = Environment.config();
    LogSetup.install(config.logFormat(), true);
    var out = spec.commandLine().getOut();
    try (var database = new DatabaseChecks(config, Clock.systemUTC())) {
      boolean failed =
          new Examination(LONGEST)
              .inOrder(database.all())
              .atOnce(List.of(new Check("disk", () -> disk(config.home()))))
              .atOnce(new SenderChecks(config, Dns.ofTheSystem()).all())
              .report(finding -> print(out, finding));
      return failed ? 1 : 0;
    }
  }

  private static Finding disk(Path home) throws java.io.IOException {
    var folder = home;
    while (!Files.exists(folder)) {
      folder = folder.getParent();
    }
    long free = Files.getFileStore(folder).getUsableSpace();
    var detail = String.format(Locale.ROOT, "%.1f GB free in %s", free / (double) (1L << 30), home);
    if (free < LITTLE) {
      var fix = "make room there, or set EARLYBRD_HOME to a larger disk";
      return free < NEXT_TO_NOTHING
          ? Finding.failed("disk", detail, fix)
          : Finding.warning("disk", detail, fix);
    }
    return Finding.ok("disk", detail);
  }

  private void print(PrintWriter out, Finding finding) {
    if (json) {
      out.println(line(finding));
    } else {
      out.println(
          "%-8s %-15s %s".formatted(finding.state().text(), finding.check(), finding.detail()));
      if (finding.fix() != null) {
        out.println(" ".repeat(25) + "→ " + finding.fix());
      }
    }
    out.flush();
  }

  private static String line(Finding finding) {
    var text = new StringWriter();
    try (var writer = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
      writer.writeStartObject();
      writer.writeStringProperty("check", finding.check());
      writer.writeStringProperty("state", finding.state().text());
      writer.writeStringProperty("detail", finding.detail());
      if (finding.fix() == null) {
        writer.writeNullProperty("fix");
      } else {
        writer.writeStringProperty("fix", finding.fix());
      }
      writer.writeEndObject();
    }
    return text.toString();
  }
}
