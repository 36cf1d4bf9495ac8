package io.earlybrd.run;

import org.springframework.batch.core.step.StepExecution;

/**
 * Is told how the steps of this process go, to show it to a person. Called on the job's thread;
 * must be quick.
 */
public interface StepWatcher {
  /** Shows nothing. */
  StepWatcher NONE = new StepWatcher() {};

  /** Whether anybody looks: totals that cost a query are only counted then. */
  default boolean watching() {
    return false;
  }

  default void began(StepExecution step) {}

  /** How many items the step will read, where that is known. */
  default void expects(long items) {}

  /** The same, of something that is not counted in items. */
  default void expects(long amount, String unit) {}

  /** A chunk was committed. */
  default void progressed(StepExecution step) {}

  default void ended(StepExecution step) {}
}
