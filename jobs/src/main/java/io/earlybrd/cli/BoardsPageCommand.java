package io.earlybrd.cli;

import io.earlybrd.platform.UserError;
import io.earlybrd.scan.KeptPages;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "page",
    mixinStandardHelpOptions = true,
    description =
        "Prints a board's page as it was kept: the present one while something is wrong with the"
            + " board, else the last good one.",
    footer = {
      "",
      "Example:",
      "  diff <(earlybrd boards page fake-jobs --good) <(earlybrd boards page fake-jobs)"
    })
final class BoardsPageCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID")
  private String id = "";

  @Option(names = "--good", description = "The last page from when all was well.")
  private boolean good;

  @Override
  public Integer call() {
    try (var session = Session.open()) {
      var page =
          new KeptPages(session.jdbc())
              .newest(id, good)
              .orElseThrow(
                  () ->
                      new UserError(
                          "No %spage is kept of a board “%s”. See: ./earlybrd boards list"
                              .formatted(good ? "good " : "", id)));
      spec.commandLine()
          .getErr()
          .println(
              "earlybrd: %s page of board %s, as of %s"
                  .formatted(page.good() ? "good" : "present", id, page.at()));
      spec.commandLine().getOut().println(text(page.content()));
    }
    return 0;
  }

  /** Others wrote it: nothing in it may steer a terminal. */
  private static String text(byte[] content) {
    return decoded(content).replaceAll("[\\p{Cc}&&[^\\n\\t]]", "");
  }

  private static String decoded(byte[] content) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    } catch (CharacterCodingException e) {
      return new String(content, StandardCharsets.ISO_8859_1);
    }
  }
}
