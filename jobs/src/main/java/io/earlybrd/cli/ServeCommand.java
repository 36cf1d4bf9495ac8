package io.earlybrd.cli;

import io.earlybrd.platform.Database;
import io.earlybrd.platform.UserError;
import io.earlybrd.platform.pg.Schema;
import io.earlybrd.run.ExitCode;
import io.earlybrd.run.SchemaVersion;
import io.earlybrd.web.WebServer;
import java.time.Clock;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description =
        "Serves the web pages that mails link to, and webhooks, until it is stopped (SIGTERM,"
            + " Ctrl-C).",
    footer = {
      "",
      "Example:",
      "  SERVER_PORT=8080 EARLYBRD_BASE_URL=https://alerts.your.domain earlybrd serve",
      "",
      "A server that is stopped has done its work: exit 0. Run it behind a reverse proxy with TLS:"
          + " see docs/web.md."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int PORT = 8080;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    var stopped = new CountDownLatch(1);
    // Before anything is started: a signal in between still ends it in order.
    Termination.onStop(stopped::countDown);
    int port = port(System.getenv("SERVER_PORT"));
    var config = Environment.config();
    try (var database = Database.open(config, Session::progress)) {
      var datasource = database.datasource();
      SchemaVersion.require(
          datasource.url(), datasource.username(), datasource.password(), Schema.VERSION);
      try (var server = WebServer.start(config, datasource, Clock.systemUTC(), port)) {
        spec.commandLine()
            .getErr()
            .println(
                "earlybrd: serving on port %d; links in mails lead to %s"
                    .formatted(server.port(), config.baseUrl()));
        stopped.await();
      }
    }
    return ExitCode.DONE.code();
  }

  private static int port(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return PORT;
    }
    if (!text.strip().matches("[0-9]{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
      throw new UserError(
          "SERVER_PORT must be a number from 0 to 65535 (0: any that is free), not “%s”"
              .formatted(text.strip()));
    }
    return Integer.parseInt(text.strip());
  }
}
