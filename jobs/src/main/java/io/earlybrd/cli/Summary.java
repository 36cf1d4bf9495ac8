package io.earlybrd.cli;

import io.earlybrd.run.Launcher;
import java.io.PrintWriter;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How a launch ended, for the person or program that launched it. */
final class Summary {
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean json;

  Summary(PrintWriter out, PrintWriter err, boolean json) {
    this.out = out;
    this.err = err;
    this.json = json;
  }

  void print(JdbcClient jdbc, Launcher.Outcome outcome) {
    if (outcome.note() != null) {
      err.println("earlybrd: " + outcome.note());
    }
    if (outcome.execution() != null) {
      new ExecutionView(out, json).print(jdbc, outcome.execution());
    }
  }
}
