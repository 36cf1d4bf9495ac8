package io.earlybrd.scan;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ItemWriteListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/** Lets the step's counts be of boards: the framework counts a batch as one item. */
final class BoardCounts implements ItemWriteListener<VisitBatch>, StepExecutionListener {
  private @Nullable StepExecution step;

  @Override
  public void beforeStep(StepExecution begun) {
    step = begun;
  }

  @Override
  public void afterWrite(Chunk<? extends VisitBatch> batches) {
    if (step != null) {
      int more = batches.getItems().stream().mapToInt(batch -> batch.visits().size() - 1).sum();
      step.setReadCount(step.getReadCount() + more);
      step.setWriteCount(step.getWriteCount() + more);
    }
  }
}
