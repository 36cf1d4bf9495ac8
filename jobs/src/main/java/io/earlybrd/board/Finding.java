package io.earlybrd.board;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of looking for a board at an address. */
public sealed interface Finding {

  /**
   * A way to read it.
   *
   * @param board as it would be imported
   * @param yaml the same as a whole {@code boards.yaml}
   * @param how in words: what it was known by
   * @param visit what it reads so
   */
  record Found(Board board, String yaml, String how, Visit.Found visit) implements Finding {}

  /**
   * None.
   *
   * @param why one line: what the address answered, or what was looked for in vain
   * @param tried each way that was tried, and what came of it
   */
  record Nothing(String why, List<String> tried) implements Finding {}

  /** The process stops. */
  record Cancelled() implements Finding {}

  /** What the operator wants beside what is found; null: found out. */
  record Wishes(@Nullable String id, @Nullable String name, @Nullable String every) {}
}
