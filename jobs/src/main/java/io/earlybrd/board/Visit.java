package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one visit to a board. */
public sealed interface Visit {

  /** The document is the one of the last good visit: all its postings are there still. */
  record Unchanged(int status, long bytes, Validators validators) implements Visit {}

  /** A good visit, also when it found nothing. */
  record Found(
      int status,
      long bytes,
      List<FoundPosting> postings,
      int skipped,
      List<String> notes,
      Validators validators)
      implements Visit {}

  /**
   * Says nothing about the board's postings. The validators of the last good visit stay.
   *
   * @param status null where nothing was answered
   * @param error one line for the operator: what happened, and to which address
   */
  record Failed(@Nullable Integer status, long bytes, String error) implements Visit {}

  /** Cut because the process stops: no visit at all, nothing to store. */
  record Cancelled() implements Visit {}
}
