package io.earlybrd.run;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/**
 * The way into a run, in plain JDBC before Spring starts: the lock, and whether there is work at
 * all.
 *
 * <p>Work that is not there costs a connection, a question and one row in {@code launch}.
 */
public final class Gate {
  private static final Duration POLL = Duration.ofMillis(250);

  /** How the launch may go on. */
  public sealed interface Entry {
    /** The lock is held, and there is work. */
    record Work() implements Entry {}

    /** The lock was free, and nothing is due: recorded in {@code launch}, nothing else. */
    record NothingDue() implements Entry {}

    /** Somebody else of the group runs. */
    record Busy(String holder) implements Entry {}
  }

  private Gate() {}

  /**
   * Asks to run a job at a slot.
   *
   * @param always run also where nothing is due ({@code --again})
   * @param codeVersion the schema that this code needs
   */
  public static Entry enter(
      LockConnection lock,
      JobSpec job,
      Instant slot,
      boolean always,
      boolean resend,
      String codeVersion,
      Host host) {
    try {
      var answer = lock.ask(connection -> Question.ask(connection, job, slot, resend, codeVersion));
      if (!answer.held()) {
        record(lock, job.name(), slot, "BUSY", host);
        return new Entry.Busy(
            lock.holder(job.group()).orElse("a process that has just ended: try again"));
      }
      if (answer.work() || always) {
        return new Entry.Work();
      }
      record(lock, job.name(), slot, "NOTHING_DUE", host);
      return new Entry.NothingDue();
    } catch (SQLException e) {
      throw DatabaseErrors.atTheStart(e);
    }
  }

  /** Waits for the group's lock, for a rerun by a person who is watching. */
  public static Entry await(LockConnection lock, JobGroup group, Duration most)
      throws InterruptedException {
    try {
      long end = System.nanoTime() + most.toNanos();
      while (!lock.tryGroup(group)) {
        if (System.nanoTime() > end) {
          return new Entry.Busy(
              lock.holder(group).orElse("a process that has just ended: try again"));
        }
        Thread.sleep(POLL);
      }
      return new Entry.Work();
    } catch (SQLException e) {
      throw DatabaseErrors.atTheStart(e);
    }
  }

  /** Leaves the trace of a launch by which it is seen that cron is alive on this host. */
  public static void record(
      LockConnection lock, String job, Instant slot, String outcome, Host host)
      throws SQLException {
    lock.ask(
        connection -> {
          upsert(connection, job, slot, outcome, host);
          return true;
        });
  }

  private static void upsert(
      Connection connection, String job, Instant slot, String outcome, Host host)
      throws SQLException {
    try (var statement =
        connection.prepareStatement(
            """
            INSERT INTO launch (job, host, last_slot, last_at, last_outcome)
            VALUES (?, ?, ?, clock_timestamp(), ?)
            ON CONFLICT (job, host) DO UPDATE
            SET last_slot = excluded.last_slot, last_at = excluded.last_at, last_outcome = excluded.last_outcome
            """)) {
      statement.setString(1, job);
      statement.setString(2, host.name());
      statement.setTimestamp(3, java.sql.Timestamp.from(slot));
      statement.setString(4, outcome);
      statement.executeUpdate();
    }
  }
}
