package io.earlybrd.backup;

import io.earlybrd.run.Failures;
import io.earlybrd.storage.Manifest;
import io.earlybrd.storage.Storage;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.listener.JobExecutionListener;

/**
 * Nothing is left behind: not by the dead, after whom every run cleans up before it begins, and not
 * by a run that fails or stops. The group's lock is ours, so that no backup of this database is
 * under way; what is removed bears the name of one of its backups.
 */
final class Leftovers implements JobExecutionListener {
  private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);

  /** No backup is under way for so long. */
  private static final Duration LONG = Duration.ofDays(2);

  private final BackupRows rows;
  private final Storage storage;
  private final Scratch scratch;
  private final WorkFiles files;
  private final Clock clock;

  Leftovers(BackupRows rows, Storage storage, Scratch scratch, WorkFiles files, Clock clock) {
    this.rows = rows;
    this.storage = storage;
    this.scratch = scratch;
    this.files = files;
    this.clock = clock;
  }

  /** Also the first time that storage is asked: a wrong bucket is found before an hour's dump. */
  @Override
  public void beforeJob(JobExecution execution) {
    var ids = rows.unverified();
    int swept = sweep(ids);
    if (swept > 0) {
      LOG.info("swept {} uploads that a dead run had left", swept);
    }
    ids.forEach(files::deleteAll);
    files.deleteOlderThan(clock.instant().minus(LONG));
    try {
      scratch.remove(ids);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void afterJob(JobExecution execution) {
    if (execution.getStatus() == BatchStatus.COMPLETED) {
      return;
    }
    try {
      var ids = rows.unverified();
      ids.forEach(files::deleteAll);
      scratch.remove(ids);
      sweep(ids);
    } catch (SQLException | RuntimeException e) {
      // What failed says more, and the next run cleans up.
      LOG.warn("the next backup cleans up after this one: {}", Failures.reason(e));
    }
  }

  private int sweep(Set<String> ids) {
    return storage.sweep(Manifest.folder(), key -> ids.contains(id(key)));
  }

  private static String id(String key) {
    var name = key.substring(Manifest.folder().length());
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }
}
