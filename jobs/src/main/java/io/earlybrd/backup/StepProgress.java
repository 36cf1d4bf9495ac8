package io.earlybrd.backup;

import io.earlybrd.run.StepWatcher;
import io.earlybrd.run.StopSignal;
import io.earlybrd.storage.Storage;
import org.springframework.batch.core.step.StepExecution;

/**
 * How many kilobytes a step has moved, for whoever watches and for the history; and the place where
 * a step that is asked to stop does.
 */
final class StepProgress implements Storage.Transfer {
  static final String UNIT = "kB";

  private final StepExecution step;
  private final StepWatcher watcher;
  private final StopSignal stop;
  private long bytes;

  StepProgress(StepExecution step, StepWatcher watcher, StopSignal stop) {
    this.step = step;
    this.watcher = watcher;
    this.stop = stop;
  }

  void expects(long all) {
    watcher.expects(all >> 10, UNIT);
  }

  @Override
  public void moved(long more) {
    if (stop.requested()) {
      throw new Stopped();
    }
    bytes += more;
    step.setReadCount(bytes >> 10);
    watcher.progressed(step);
  }

  /** Ends the work of a step; its status is the framework's to write. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
