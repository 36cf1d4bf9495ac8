package io.earlybrd.board;

import io.earlybrd.posting.FoundPosting;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What came of one visit to a board. */
public sealed interface Visit {

  /** The document is the one of the last good visit: all its postings are there still. */
  record Unchanged(int status, long bytes, Validators validators) implements Visit {}

  /**
   * A good visit, also when it found nothing.
   *
   * @param whole whether all pages were read to their end: only then is a posting that is not among
   *     these not on the board any more
   * @param page the board's first page as it was answered, decompressed; not copied
   */
  record Found(
      int status,
      long bytes,
      List<FoundPosting> postings,
      int skipped,
      List<String> notes,
      Validators validators,
      boolean whole,
      byte[] page)
      implements Visit {}

  /**
   * Says nothing about the board's postings. The validators of the last good visit stay.
   *
   * @param status null where nothing was answered
   * @param error one line for the operator: what happened, and to which address
   * @param retryAfter how long the host wants to be left alone; null where it does not say
   * @param page what was answered, where it could not be read; else null
   */
  record Failed(
      @Nullable Integer status,
      long bytes,
      String error,
      @Nullable Duration retryAfter,
      byte @Nullable [] page)
      implements Visit {

    public Failed(@Nullable Integer status, long bytes, String error) {
      this(status, bytes, error, null, null);
    }
  }

  /** Cut because the process stops: no visit at all, nothing to store. */
  record Cancelled() implements Visit {}
}
