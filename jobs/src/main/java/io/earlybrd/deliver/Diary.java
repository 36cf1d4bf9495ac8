package io.earlybrd.deliver;

import io.earlybrd.journal.JournalWork;
import io.earlybrd.journal.WriteJournal;
import io.earlybrd.run.CurrentRun;
import io.earlybrd.run.Failures;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Keeps the journal up with a long sending: says every minute that mails leave, so that job {@code
 * send} writes the next piece beside it. Where this is that job, nobody else can, and it writes the
 * piece itself, while its workers go on with what they have.
 */
final class Diary {
  private static final Logger LOG = LoggerFactory.getLogger(Diary.class);
  private static final Duration EVERY = Duration.ofMinutes(1);

  /** A bucket that is slow or away takes no more than this part of the time. */
  private static final int SHARE = 20;

  private final JdbcClient jdbc;
  private final CurrentRun run;
  private final WriteJournal journal;
  private final Duration every;
  private long next = Long.MAX_VALUE;

  Diary(JdbcClient jdbc, CurrentRun run, WriteJournal journal) {
    this(jdbc, run, journal, EVERY);
  }

  Diary(JdbcClient jdbc, CurrentRun run, WriteJournal journal, Duration every) {
    this.jdbc = jdbc;
    this.run = run;
    this.journal = journal;
    this.every = every;
  }

  /**
   * Before the first mail leaves.
   *
   * @param leaves whether any will, or may have
   */
  void begin(boolean leaves) {
    next = System.nanoTime() + every.toNanos();
    if (leaves) {
      JournalWork.mailLeaves(jdbc);
    }
  }

  /** To be called now and then while mails leave. */
  void note(boolean leaves) {
    long began = System.nanoTime();
    if (!leaves || began - next < 0) {
      return;
    }
    JournalWork.mailLeaves(jdbc);
    if (run.get().job().equals(DeliverWork.SEND.name())) {
      journal.write();
    }
    long took = System.nanoTime() - began;
    next = began + Math.max(every.toNanos(), SHARE * took);
  }

  /** After the last: a piece may have been written meanwhile. */
  void end(boolean leaves) {
    if (!leaves) {
      return;
    }
    try {
      JournalWork.mailLeaves(jdbc);
    } catch (DataAccessException e) {
      LOG.warn("the database is gone: {}", Failures.reason(e));
    }
  }
}
