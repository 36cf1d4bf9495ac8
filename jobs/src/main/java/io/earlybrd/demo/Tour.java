package io.earlybrd.demo;

import io.earlybrd.board.BoardStore;
import io.earlybrd.board.BoardsYaml;
import io.earlybrd.platform.UserError;
import io.earlybrd.run.ExitCode;
import io.earlybrd.subscriber.SubscriberImport;
import io.earlybrd.subscriber.SubscribersCsv;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The demo from end to end: sample boards and subscribers are imported, boards scanned as they are
 * (the baseline), scanned again when new postings are there, and everybody's mails composed and
 * sent into the outbox.
 *
 * <p>Its slots follow the last one in the database's own history, so that it can be run again: the
 * boards then show nothing that was not mailed already.
 */
public final class Tour {
  /** The longest interval of a sample board, so that all are due at the second scan. */
  private static final Duration BETWEEN_SCANS = Duration.ofMinutes(10);

  private final Path home;
  private final JdbcClient jdbc;
  private final TransactionOperations transactions;
  private final List<String> secrets;
  private final JobRunner jobs;
  private final PrintWriter out;

  /** Runs a job at a slot, as `run JOB --at SLOT` does, and shows its steps. */
  @FunctionalInterface
  public interface JobRunner {
    ExitCode run(String job, Instant slot);
  }

  public Tour(
      Path home,
      JdbcClient jdbc,
      TransactionOperations transactions,
      List<String> secrets,
      JobRunner jobs,
      PrintWriter out) {
    this.home = home;
    this.jdbc = jdbc;
    this.transactions = transactions;
    this.secrets = secrets;
    this.jobs = jobs;
    this.out = out;
  }

  /**
   * Refuses a database whose boards are not all the demo's: it may be somebody's real one.
   *
   * @throws UserError then
   */
  public static void requireOwn(JdbcClient jdbc) {
    var foreign =
        jdbc.sql("SELECT id FROM board WHERE id NOT LIKE 'demo-%' ORDER BY id LIMIT 1")
            .query(String.class)
            .optional();
    foreign.ifPresent(
        id -> {
          throw new UserError(
              "This database has boards that are not the demo's ("
                  + id
                  + "). Set EARLYBRD_HOME to another folder for the demo");
        });
  }

  /**
   * Takes the tour.
   *
   * @param now the clock; the first slot unless the history has later ones
   */
  public ExitCode take(Instant now) throws IOException {
    try (var boards = DemoBoards.open(home)) {
      load(boards, now);
      var first = firstSlot(now);
      say("The boards as they are: their first visit is the baseline, which mails nobody.");
      if (jobs.run("alerts", first) instanceof ExitCode exit && exit != ExitCode.DONE) {
        return exit;
      }
      boards.showSecondVersion();
      say(
          "Ten minutes later, new postings are there: found, matched, and mailed at once to who"
              + " wants that.");
      var second = first.plus(BETWEEN_SCANS);
      if (jobs.run("alerts", second) instanceof ExitCode exit && exit != ExitCode.DONE) {
        return exit;
      }
      say(
          "Within a day everybody's local send time has come: one digest each, where there is"
              + " something to say.");
      return jobs.run("digest", digestSlot(second));
    }
  }

  private void load(DemoBoards boards, Instant now) throws IOException {
    var folder = Files.createDirectories(home.resolve("demo"));
    var boardsFile = Files.writeString(folder.resolve("boards.yaml"), boards.boardsYaml());
    var subscribersFile =
        Files.writeString(folder.resolve("subscribers.csv"), Sample.text("subscribers.csv"));
    var definitions = BoardsYaml.read(boardsFile);
    var subscribers = SubscribersCsv.read(subscribersFile);
    transactions.executeWithoutResult(
        status -> {
          new BoardStore(jdbc).store(definitions, false);
          new SubscriberImport(jdbc, secrets).store(subscribers, now);
        });
    say(
        "%d sample boards on %s, %d subscribers in different time zones."
            .formatted(definitions.size(), boards.base(), subscribers.size()));
  }

  private void say(String line) {
    out.println();
    out.println("── " + line);
    out.flush();
  }

  private Instant firstSlot(Instant now) {
    var last =
        jdbc.sql(
                "SELECT max(parameter_value::timestamptz) FROM batch_job_execution_params WHERE"
                    + " parameter_name = 'slot'")
            .query((row, n) -> row.getTimestamp(1))
            .optional()
            .map(Timestamp::toInstant)
            .orElse(Instant.EPOCH);
    var present = now.truncatedTo(ChronoUnit.MINUTES);
    // Ten minutes on, so that every sample board is due again.
    var next = last.plus(BETWEEN_SCANS);
    return next.isAfter(present) ? next : present;
  }

  /** When the last of the subscribers' send times has come. */
  private Instant digestSlot(Instant after) {
    var last =
        jdbc.sql("SELECT max(next_digest_at) FROM subscriber")
            .query((row, n) -> row.getTimestamp(1))
            .single()
            .toInstant();
    var slot = last.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    return slot.isAfter(after) ? slot : after;
  }
}
