package io.earlybrd.run;

import org.jspecify.annotations.Nullable;
import org.springframework.batch.core.listener.ChunkListener;
import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;

/** Tells the watcher of each chunk that a step commits. */
public final class ChunkProgress implements ChunkListener<Object, Object>, StepExecutionListener {
  private final StepWatcher watcher;
  private @Nullable StepExecution step;

  ChunkProgress(StepWatcher watcher) {
    this.watcher = watcher;
  }

  @Override
  public void beforeStep(StepExecution begun) {
    step = begun;
  }

  @Override
  public void afterChunk(Chunk<Object> chunk) {
    if (step != null) {
      watcher.progressed(step);
    }
  }
}
