package io.earlybrd.deliver;

import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.batch.core.step.StepContribution;

/** What the workers did, until the step's own thread writes it into the history. Thread-safe. */
final class SendCounts {
  final AtomicInteger read = new AtomicInteger();
  final AtomicInteger written = new AtomicInteger();
  final AtomicInteger filtered = new AtomicInteger();
  final AtomicInteger unrenderable = new AtomicInteger();
  final AtomicInteger refused = new AtomicInteger();

  /** Moves what was counted since the last time; called by one thread. */
  void moveTo(StepContribution contribution) {
    for (int n = read.getAndSet(0); n > 0; n--) {
      contribution.incrementReadCount();
    }
    contribution.incrementWriteCount(written.getAndSet(0));
    contribution.incrementFilterCount(filtered.getAndSet(0));
    for (int n = unrenderable.getAndSet(0); n > 0; n--) {
      contribution.incrementProcessSkipCount();
    }
    for (int n = refused.getAndSet(0); n > 0; n--) {
      contribution.incrementWriteSkipCount();
    }
  }
}
