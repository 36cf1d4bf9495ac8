package io.earlybrd.backup;

import io.earlybrd.platform.pg.ClientProgram;
import io.earlybrd.run.StopSignal;
import org.jspecify.annotations.Nullable;

/** The program that works for us, which a stop ends at once. Thread-safe. */
final class Children {
  private final StopSignal stop;
  private @Nullable ClientProgram current;

  Children(StopSignal stop) {
    this.stop = stop;
    stop.onRequest(this::kill);
  }

  synchronized ClientProgram add(ClientProgram program) {
    current = program;
    if (stop.requested()) {
      program.kill();
    }
    return program;
  }

  private synchronized void kill() {
    if (current != null) {
      current.kill();
    }
  }
}
