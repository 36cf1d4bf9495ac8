package io.earlybrd.run;

import java.util.function.IntConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Begins every transaction that visits, claims, composes or sends: is this process still the one
 * that holds its locks?
 *
 * <p>Our own session holds our process number exclusively, so that a shared lock on it cannot be
 * had by any other session. If it can be had, the lock's connection is gone, and with it the
 * group's lock: another process may already be at work.
 */
public final class Guard {
  /** For statements that ask in their own SQL: true means that the locks are gone. */
  public static final String LOST =
      "pg_try_advisory_xact_lock_shared(" + LockConnection.PROCESS + ", :process_number)";

  /** SQL condition: nobody alive holds the number in {@code claimed_by} of {@code m}. */
  public static final String CLAIMER_IS_DEAD =
      """
      NOT EXISTS (
        SELECT FROM pg_locks l
        WHERE l.locktype = 'advisory'
          AND l.mode = 'ExclusiveLock'
          AND l.granted
          AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
          AND l.classid::bigint = %d
          AND l.objid::bigint = m.claimed_by
          AND l.objsubid = 2)\
      """
          .formatted(LockConnection.PROCESS);

  private final JdbcClient jdbc;
  private final int processNumber;
  private final IntConsumer halt;

  /**
   * @param halt ends the process at once with an exit code; never returns in production ({@link
   *     Runtime#halt})
   */
  public Guard(JdbcClient jdbc, int processNumber, IntConsumer halt) {
    this.jdbc = jdbc;
    this.processNumber = processNumber;
    this.halt = halt;
  }

  public int processNumber() {
    return processNumber;
  }

  /** First statement of the transaction. Does not return when the locks are gone. */
  public void check() {
    boolean lost =
        jdbc.sql("SELECT " + LOST)
            .param("process_number", processNumber)
            .query(Boolean.class)
            .single();
    if (lost) {
      lost();
    }
  }

  /**
   * Ends the process, and with it the open transaction: nothing more is claimed, composed or sent.
   */
  public void lost() {
    System.err.println(
        "earlybrd: the connection that held this process's locks is gone; stopping at once, so that"
            + " nothing is done twice. The next launch goes on from the last commit.");
    halt.accept(1);
    throw new LocksLost();
  }

  /** Only seen in tests, where the process goes on. */
  static final class LocksLost extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LocksLost() {
      super("this process has lost its locks");
    }
  }
}
