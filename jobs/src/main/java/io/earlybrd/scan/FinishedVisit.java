package io.earlybrd.scan;

import io.earlybrd.board.Visit;
import io.earlybrd.posting.FoundPosting;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A visit that is over and waits to be stored. Times are of the clock, not the slot. */
record FinishedVisit(DueBoard due, Visit visit, Instant startedAt, Instant endedAt) {

  FinishedVisit {
    visit = BoardPages.cut(visit);
  }

  /** The same, which could not be stored. */
  FinishedVisit failed(String error) {
    return new FinishedVisit(due, new Visit.Failed(null, 0, error), startedAt, endedAt);
  }

  String id() {
    return due.id();
  }

  /** Bytes of memory, roughly. */
  long weight() {
    return switch (visit) {
      case Visit.Found found ->
          found.page().length + found.postings().stream().mapToLong(FoundPosting::weight).sum();
      case Visit.Failed failed -> length(failed.page());
      case Visit.Unchanged _, Visit.Cancelled _ -> 0;
    };
  }

  private static long length(byte @Nullable [] page) {
    return page == null ? 0 : page.length;
  }
}
